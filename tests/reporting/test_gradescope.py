import json
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from markupsafe import Markup

from autograder.domain.evidence import Note
from autograder.domain.graded import GradedSubmission
from autograder.domain.verdicts import Pending
from autograder.reporting import Look
from autograder.reporting.feedback import TAGS
from autograder.reporting.gradescope import fit, gradescope_results
from autograder.reporting.results_model import MAX_BYTES, MAX_TEST_BYTES, read_results
from tests.reporting import samples
from tests.reporting.strategies import submissions


def results_of(graded: Any, look: Look) -> Any:
    return json.loads(gradescope_results(graded, look), parse_float=Decimal)


def test_one_test_a_subquestion_with_its_number(look: Look) -> None:
    results = results_of(samples.fair(), look)
    assert [test["number"] for test in results["tests"]][:4] == ["1.1", "1.2", "1.3", "2.1"]
    assert len(results["tests"]) == 17


def test_scores_add_up_exactly(look: Look) -> None:
    results = results_of(samples.fair(), look)
    assert sum(Decimal(test["score"]) for test in results["tests"]) == Decimal(results["score"]) == Decimal("48.6")
    assert sum(Decimal(test["max_score"]) for test in results["tests"]) == 79


def test_what_awaits_a_marker_is_said_and_shown_neither_as_failed_nor_as_passed(look: Look) -> None:
    results = results_of(samples.fair(), look)
    assert "Visible score 48.6/79 (3½ await a marker, 1 undecided, 2 could not be graded)" in results["output"]
    waiting = next(test for test in results["tests"] if test["number"] == "1.2")
    assert "status" not in waiting
    assert waiting["name"].endswith("(3½ await a marker)")
    assert waiting["tags"] == ["pending"]


def test_lost_points_fail_and_full_marks_pass(look: Look) -> None:
    by_number = {test["number"]: test for test in results_of(samples.fair(), look)["tests"]}
    assert by_number["2.2"]["status"] == "failed"
    assert by_number["2.1"]["status"] == "passed"
    assert by_number["2.1"]["tags"] == []


def test_a_mask_is_drawn_with_signs(look: Look) -> None:
    by_number = {test["number"]: test for test in results_of(samples.fair(), look)["tests"]}
    assert "<pre>■ ■ ■ ■ ■\n■ ■ ■ ○ ✗\n■ ■ · · ·\n" in by_number["2.3"]["output"]


def test_a_broken_line_is_marked_and_its_mathematics_readable(look: Look) -> None:
    output = {test["number"]: test for test in results_of(samples.fair(), look)["tests"]}["1.1"]["output"]
    assert "  3 ✗ = log p_θ(x) + D_(KL)(q(z∣x) ‖ p_θ(z∣x))  [broken]" in output
    assert "Take K = 3, q = (0.2, 0.3, 0.5), p(z|x) = (0.1, 0.6, 0.3): Line 2 is -3.041872" in output


def test_no_latex_is_left_in_what_the_assignment_says(look: Look) -> None:
    for test in results_of(samples.fair(), look)["tests"]:
        assert "$" not in test["output"], test["number"]


@given(submissions())
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_every_output_keeps_to_plain_tags_that_a_sanitiser_keeps(look: Look, graded: GradedSubmission) -> None:
    results = read_results(gradescope_results(graded, look))
    for output in (results.output, *(test.output for test in results.tests)):
        reader = TagReader()
        reader.feed(output)
        reader.close()
        assert reader.tags <= TAGS
        assert reader.open == []


class TagReader(HTMLParser):
    """Collects tags, and refuses attributes and tags closed out of order."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert attrs == []
        self.tags.add(tag)
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_an_unreadable_submission_gives_a_failing_file_with_the_reason(look: Look) -> None:
    results = results_of(samples.unreadable(), look)
    assert results["score"] == 0
    assert [test["status"] for test in results["tests"]] == ["failed"]
    assert "not a zip archive" in results["tests"][0]["output"]


def test_there_is_no_null_in_it(look: Look) -> None:
    for make in samples.ALL.values():
        assert b": null" not in gradescope_results(make(), look)


def test_student_text_is_escaped_and_visible(look: Look) -> None:
    written = gradescope_results(samples.hostile(), look).decode("utf-8")
    assert "\\u001b" not in written
    results = json.loads(written)
    for output in (results["output"], *(test["output"] for test in results["tests"])):
        assert "<script" not in output
        assert "<img" not in output
        assert "⟨U+001B⟩" in output


def test_the_file_is_as_it_was_last_looked_at(look: Look, golden: Callable[..., None]) -> None:
    golden("results/fair.json", gradescope_results(samples.fair(), look))
    golden("results/unreadable.json", gradescope_results(samples.unreadable(), look))


def test_long_feedback_is_cut_in_the_middle_with_a_mark(look: Look) -> None:
    notes = tuple(Note(f"{number} {'x' * 1_000}") for number in range(400))
    long = samples.part("Long", "", samples.criterion("Long", "1", samples.credit("0", *notes)))
    graded = samples.submission(
        *(samples.question(str(n), "", samples.subquestion(f"{n}.1", "", long)) for n in range(60))
    )
    written = gradescope_results(graded, look)
    assert len(written) <= MAX_BYTES
    output = json.loads(written)["tests"][0]["output"]
    assert len(json.dumps(output, ensure_ascii=False).encode()) <= MAX_TEST_BYTES
    assert "lines left out here" in output
    assert "<li>0 x" in output
    assert "<li>399 x" in output


def test_a_limit_in_bytes_is_kept_however_the_text_is_encoded() -> None:
    blocks = [Markup('<p>"αβγ"\n\\</p>')] * 4_000
    for limit in (500, 5_000, 32 * 1024):
        assert len(json.dumps(fit(blocks, limit), ensure_ascii=False).encode()) <= limit


def test_what_fits_is_not_touched() -> None:
    assert fit([Markup("<p>a</p>"), Markup("<p>b</p>")], 1_000) == "<p>a</p><p>b</p>"


@pytest.mark.parametrize("share", ["1/3", "2/7", "5/9"])
def test_awkward_shares_keep_their_sum(share: str, look: Look) -> None:
    one = samples.part("One", "", samples.criterion("One", "1", samples.credit(share)))
    graded = samples.submission(
        *(samples.question(str(n), "", samples.subquestion(f"{n}.1", "", one)) for n in range(7))
    )
    results = results_of(graded, look)
    assert sum(Decimal(test["score"]) for test in results["tests"]) == Decimal(results["score"])
    assert abs(Fraction(results["score"]) - 7 * Fraction(share)) < Fraction(1, 10_000)


def test_a_rubric_that_is_shown_says_what_the_marker_looks_for(look: Look) -> None:
    waiting = samples.part("Reason", "", samples.criterion("Reason", "2", Pending("Names the family.")))
    results = results_of(samples.submission(samples.question("1", "", samples.subquestion("1.2", "", waiting))), look)
    assert "The marker looks for: Names the family." in results["tests"][0]["output"]
