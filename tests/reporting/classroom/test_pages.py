import html.parser
import posixpath
import re
from dataclasses import replace
from fractions import Fraction
from urllib.parse import unquote, urlsplit

import pytest

from autograder.batch.statistics import class_record
from autograder.domain.classroom import ClassIsolation, ClassRecord, Concern, Need, Summary
from autograder.domain.graded import NOTHING_HANDED_IN
from autograder.domain.roster import Participant
from autograder.reporting import Look
from autograder.reporting.classroom import render_class
from tests.batch.statistics.classes import make_class, mistake, part, participant, small_facts, summary
from tests.reporting.classroom.conftest import busy_record
from tests.reporting.pages import VOID

ABSENT = Concern(Need.NO_RESULT, NOTHING_HANDED_IN)
BLANK = Concern(Need.BLANK, "no answer in answers.tex")


class Links(html.parser.HTMLParser):
    """Reads a page strictly: every element closed, no handler; gathers identifiers and links."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: set[str] = set()
        self.feed(page.decode("utf-8"))
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attrs:
            assert not name.startswith("on"), (tag, name)
            if name == "id":
                self.ids.append(str(value))
            if name in ("href", "src"):
                self.links.append(str(value))
        if tag not in VOID and str(self.get_starttag_text())[-2] != "/":
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        assert self.open, tag
        assert self.open.pop() == tag


@pytest.fixture(scope="module")
def pages(rendered: dict[str, bytes]) -> dict[str, Links]:
    return {path: Links(content) for path, content in rendered.items() if path.endswith(".html")}


def test_every_page_is_whole_and_names_nothing_twice(pages: dict[str, Links]) -> None:
    for path, page in pages.items():
        assert len(page.ids) == len(set(page.ids)), path


def test_weak_isolation_is_told_with_its_remedy_and_strong_isolation_needs_none(look: Look) -> None:
    record = busy_record()
    page = dict(render_class(record, look))["index.html"].decode()
    assert "isolation level <strong>S2</strong>" in page
    assert "<li>use a kernel with &lt;Landlock&gt;</li>" in page
    strong = replace(record, isolation=ClassIsolation("S3: Landlock, limits, seccomp"))
    page = dict(render_class(strong, look))["index.html"].decode()
    assert "Code was held at S3: Landlock, limits, seccomp." in page
    assert 'class="held"' not in page


def test_every_link_leads_somewhere(pages: dict[str, Links], rendered: dict[str, bytes], busy: ClassRecord) -> None:
    # written by others, beside the dashboard
    reports = {f"students/{row.participant.key}/report.html" for row in busy.students} | {"marking.csv"}
    reports |= {f"marking/{one.subquestion}.html" for one in busy.subquestions if one.pending or one.undecided}
    for path, page in pages.items():
        for link in page.links:
            parts = urlsplit(link)
            assert not parts.scheme
            assert not parts.netloc
            target = (
                posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(parts.path))) if parts.path else path
            )
            assert target in rendered or target in reports, (path, link)
            known = parts.fragment.startswith(("needs=", "i-", "q")) or parts.fragment in ("", *page.ids)
            assert known or parts.fragment in pages[target].ids, (path, link)


def test_there_is_a_page_a_question_a_cluster_and_a_pair(pages: dict[str, Links], busy: ClassRecord) -> None:
    wanted = {"index.html"}
    wanted |= {f"questions/{one.subquestion}.html" for one in busy.subquestions}
    wanted |= {f"clusters/{one.id}.html" for one in busy.clusters}
    wanted |= {f"pairs/{one.id}.html" for one in busy.pairs}
    assert set(pages) == wanted
    assert len(busy.pairs) == 1


def test_nothing_a_student_wrote_is_markup(rendered: dict[str, bytes], pages: dict[str, Links]) -> None:
    for path, page in pages.items():
        assert ("script" in page.tags) == (path == "index.html")
        text = rendered[path].decode()
        assert "<script>alert" not in text
        assert "\u202e" not in text
        assert " 49" not in text.split("quoted")[-1][:20]


def test_the_one_script_is_the_one_that_the_policy_names(rendered: dict[str, bytes]) -> None:
    page = rendered["index.html"].decode()
    assert page.count("script-src 'sha256-") == 1
    assert "unsafe-inline'; script-src" in page
    assert "script-src" not in rendered["questions/1.1.html"].decode()


def test_every_chart_has_a_title_a_description_and_its_numbers(rendered: dict[str, bytes]) -> None:
    for path in ("index.html", "questions/1.1.html"):
        page = rendered[path].decode()
        chart = page[page.index('<svg class="chart"') :]
        assert "<title id=" in chart
        assert "<desc id=" in chart
        assert "The numbers" in chart


def test_the_bad_question_is_put_forward_kindly(rendered: dict[str, bytes], busy: ClassRecord) -> None:
    assert [one.subquestion for one in busy.subquestions if one.correlation.needs_look] == ["2.1"]
    assert "needs a look" in rendered["index.html"].decode()
    assert "needs a look" in rendered["questions/2.1.html"].decode()
    assert "needs a look" not in rendered["questions/1.1.html"].decode()


def test_no_name_id_or_address_is_anywhere_in_an_anonymous_class(look: Look, busy: ClassRecord) -> None:
    known = [text for row in busy.students for text in _known(row.participant)]
    for path, content in render_class(busy_record(anonymous=True), look):
        text = content.decode("utf-8-sig") + path
        assert not [one for one in known if one in text], path


def _known(who: Participant) -> list[str]:
    return [text for text in (who.key, who.name, who.email, who.sid, who.submission_id) if len(text) > 4]


def test_the_same_class_gives_the_same_bytes(rendered: dict[str, bytes], look: Look) -> None:
    assert dict(render_class(busy_record(), look)) == rendered


@pytest.mark.parametrize("size", [0, 1, 2])
def test_a_class_of_hardly_anybody_has_a_dashboard(look: Look, size: int) -> None:
    facts = small_facts()
    for _, content in render_class(class_record(facts, make_class(facts, size)), look):
        assert content


def test_a_class_that_nobody_could_read_has_a_dashboard(look: Look) -> None:
    broken = [summary(participant(n), [], unreadable="no zip") for n in range(3)]
    pages = dict(render_class(class_record(small_facts(), broken), look))
    assert "No submission could be read" in pages["index.html"].decode()


@pytest.mark.slow
def test_the_index_of_a_thousand_is_less_than_a_megabyte(look: Look) -> None:
    facts = small_facts(9)
    path, index = next(render_class(class_record(facts, make_class(facts, 1000)), look))
    assert path == "index.html"
    assert len(index) < 1_000_000


def index_of(look: Look, *summaries: Summary) -> str:
    return dict(render_class(class_record(small_facts(), summaries), look))["index.html"].decode()


def test_who_handed_in_nothing_is_not_counted_as_a_submission(look: Look) -> None:
    absent = summary(participant(9), [], unreadable=NOTHING_HANDED_IN, concerns=(ABSENT,))
    index = index_of(look, *make_class(small_facts(), 2, seed=5), absent)
    assert "2 of 3 handed in · 2 could be read" in index


def test_a_class_without_an_answer_is_not_called_done(look: Look) -> None:
    blank = [
        summary(participant(n), [replace(one, missing=True) for one in of.parts], concerns=(BLANK,))
        for n, of in enumerate(make_class(small_facts(), 3))
    ]
    index = index_of(look, *blank)
    assert "Nobody needs you" not in index
    assert '<h3 id="need-blank">' in index


def test_one_submission_is_one_and_gives_no_statistics_of_many(look: Look) -> None:
    pages = dict(render_class(class_record(small_facts(), make_class(small_facts(), 1)), look))
    written = "".join(content.decode() for path, content in pages.items() if path.endswith(".html"))
    assert "Histogram of 1 submission:" in written
    assert not re.search(r"\b1 (submissions|points|students|subquestions)\b", written)
    assert "n &lt; 4" in written
    assert "need 30 submissions" in written


def test_a_cluster_shows_each_way_of_writing_once(look: Look) -> None:
    value = small_facts().subquestions()[0].parts[0]
    made = [replace(mistake("same"), latex=latex) for latex in ("x^{2}", "x x", "x^{2}")]
    class_ = [summary(participant(n), [part(value, "1.1", Fraction(0), mistake=one)]) for n, one in enumerate(made)]
    page = next(
        content.decode()
        for path, content in render_class(class_record(small_facts(), class_), look)
        if path.startswith("clusters/")
    )
    assert page.count('class="sample"') == 2
    assert page.count("students/s0002/report.html") == 2  # with the sample, and in the list
