"""A marking sheet as a marker meets it: nameless, by keyboard, kept as a draft, saved as a file that comes back."""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from axe_core_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from autograder.batch.marking import read_filled
from autograder.domain.evidence import Derivation, DerivationLine, LineMark, Note, Quote
from autograder.domain.marks import CriterionKey, MarkingItem
from autograder.reporting import Look
from autograder.reporting.marking import marking_sheets

pytestmark = pytest.mark.slow

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
HOSTILE = '</script><script>document.title = "run"</script> $\\frac{1}{2}$ "quoted", ½'


def item(answer: str, criterion: str, state: str) -> MarkingItem:
    line = DerivationLine(1, LineMark.HOLDS, "J = \\frac{1}{2}", "J = \\frac12")
    return MarkingItem(
        answer_id=answer,
        key=CriterionKey("3.2", "reason1", criterion),
        subquestion_title="Which divergence",
        part_title="Why",
        criterion_title="The reason",
        points=Fraction(3, 2),
        state=state,
        looked_for="an expectation under U" if state == "pending" else f"line {answer} could not be read",
        evidence=(Quote("In your words", HOSTILE), Note("Said twice."), Derivation((line,))),
    )


@pytest.fixture(scope="module")
def sheet(tmp_path_factory: pytest.TempPathFactory, look: Look) -> Path:
    items = [item(f"{number:012x}", "idea", "pending") for number in range(3)]
    items += [item(f"{number:012x}", "words", "undecided") for number in range(2)]
    ((name, content),) = marking_sheets(items, "Assignment", look)
    path = tmp_path_factory.mktemp("marking") / name
    path.write_bytes(content)
    return path


@pytest.fixture
def page(chromium: Browser, sheet: Path) -> Iterator[Page]:
    context = chromium.new_context(accept_downloads=True)
    opened = context.new_page()
    opened.goto(sheet.as_uri())
    yield opened
    context.close()


@pytest.mark.parametrize(("width", "scheme"), [(1_200, "light"), (1_200, "dark"), (360, "light")])
def test_axe_finds_nothing_and_nothing_is_too_wide(chromium: Browser, sheet: Path, width: int, scheme: Any) -> None:
    context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True)
    opened = context.new_page()
    opened.goto(sheet.as_uri())
    found = Axe().run(opened, options={"runOnly": RULES})["violations"]
    assert [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in found] == []
    assert opened.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    context.close()


def test_what_a_student_wrote_is_never_run(page: Page) -> None:
    assert page.title().startswith("Marking 3.2")


def test_what_is_saved_comes_back_through_merge_marks(page: Page, tmp_path: Path) -> None:
    cards = page.locator("[data-answer]")
    cards.nth(0).get_by_label("Points", exact=False).first.fill("1½")
    cards.nth(0).get_by_label("Reason").fill('says "why", fully\nand well')
    cards.nth(3).get_by_role("button", name="No points").click()
    assert page.get_by_role("status").inner_text() == "2 of 5 marked"
    with page.expect_download() as caught:
        page.get_by_role("button", name="Save").click()
    path = tmp_path / caught.value.suggested_filename
    caught.value.save_as(path)
    assert path.name == "marking-3.2.csv"
    first, second = read_filled(path)
    assert (first.answer, first.criterion, first.points) == ("0" * 12, "3.2/reason1/idea", Fraction(3, 2))
    assert first.why == 'says "why", fully\nand well'
    assert (second.criterion, second.points, second.why) == ("3.2/reason1/words", Fraction(0), "")


def test_enter_goes_to_the_next_answer_and_saves_nothing(page: Page) -> None:
    saved: list[Any] = []
    page.on("download", lambda download: saved.append(download))
    page.locator("[data-answer]").nth(0).get_by_role("textbox").first.press("Enter")
    page.keyboard.type("1")
    assert page.locator("[data-answer]").nth(1).get_by_role("textbox").first.input_value() == "1"
    assert page.get_by_role("status").inner_text() == "1 of 5 marked"
    assert saved == []


def test_paper_has_room_to_write_and_no_controls(page: Page) -> None:
    page.emulate_media(media="print")
    card = page.locator("[data-answer]").nth(0)
    assert card.locator(".on-paper").is_visible()
    assert not any(one.is_visible() for one in card.locator("button, input, textarea").all())


def test_a_closed_page_keeps_its_draft(page: Page) -> None:
    page.locator("[data-answer]").nth(1).get_by_role("button", name="All points").click()
    page.reload()
    assert page.locator("[data-answer]").nth(1).get_by_role("textbox").first.input_value() == "3/2"
    assert page.get_by_role("status").inner_text() == "1 of 5 marked"


def test_without_scripts_every_answer_and_rubric_is_there(chromium: Browser, sheet: Path) -> None:
    context = chromium.new_context(java_script_enabled=False)
    opened = context.new_page()
    opened.goto(sheet.as_uri())
    assert opened.locator("[data-answer]").count() == 5
    assert opened.get_by_text("an expectation under U").is_visible()
    assert not opened.get_by_role("button", name="Save").is_visible()
    context.close()
