import json
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from autograder.assignment.gradescope import GradescopeTable
from autograder.delivery.gradescope.metadata import PreviousSubmission
from autograder.delivery.gradescope.publishing import Terms, graded_results, refused_results, unfinished_results
from autograder.delivery.gradescope.rate import Refusal
from autograder.delivery.gradescope.results_reader import parse_results
from autograder.domain.feedback import FeedbackLevel
from autograder.domain.graded import GradedSubmission
from autograder.reporting import Look, render_outputs
from autograder.scoring.lateness import Deduction
from tests.reporting import samples

PLAIN = Terms(GradescopeTable())
LATE = Deduction(timedelta(hours=3), Fraction(79, 10), "late by 3 h: −10 % of 79 points")


def _results(graded: GradedSubmission, look: Look, terms: Terms = PLAIN, **more: bool) -> dict[str, Any]:
    written: dict[str, Any] = json.loads(graded_results(graded, look, terms, **more))
    return written


def _sum(results: dict[str, Any]) -> Decimal:
    return sum((Decimal(repr(test["score"])) for test in results["tests"]), Decimal(0))


@pytest.mark.parametrize("name", samples.ALL)
def test_every_record_gives_results_that_add_up(name: str, look: Look) -> None:
    results = _results(samples.ALL[name](), look)
    assert Decimal(repr(results["score"])) == _sum(results)
    assert parse_results(json.dumps(results).encode()).problems == ()


def test_without_terms_they_are_the_common_results(look: Look) -> None:
    graded = samples.fair()
    common = json.loads(render_outputs(graded, look, ["results.json"])["results.json"])
    results = _results(graded, look)
    assert results.pop("extra_data")["autograde"]["outcome"] == "graded"
    assert results == common


def test_the_isolation_is_stated(look: Look) -> None:
    graded = replace(samples.fair(), isolation="S3: seccomp, own user")
    assert _results(graded, look)["extra_data"]["autograde"]["isolation"] == "S3: seccomp, own user"


def test_lateness_is_a_line_of_its_own(look: Look) -> None:
    graded = samples.fair()
    results = _results(graded, look, replace(PLAIN, deduction=LATE))
    line = results["tests"][-1]
    assert (line["score"], line["max_score"], line["output"]) == (-7.9, 0, LATE.reason)
    assert Decimal(repr(results["score"])) == _sum(results)
    assert results["tests"][:-1] == _results(graded, look)["tests"]
    assert "Late by 3 h: −10 % of 79 points; the visible score is before it." in results["output"]


def test_a_score_is_never_below_nothing(look: Look) -> None:
    blank = samples.blank()
    results = _results(blank, look, replace(PLAIN, deduction=replace(LATE, points=blank.tally.earned)))
    assert results["score"] == 0


def test_hidden_parts_are_hidden_and_the_visible_score_does_not_tell_them(look: Look) -> None:
    graded = samples.fair()
    first, second, *_ = (one for question in graded.questions for one in question.subquestions)
    table = GradescopeTable(hidden=(first.id,), after_due_date=(second.id,))
    results = _results(graded, look, Terms(table))
    shown = {test["number"]: test.get("visibility", "visible") for test in results["tests"]}
    assert (shown[first.id], shown[second.id]) == ("hidden", "after_due_date")
    assert {seen for number, seen in shown.items() if number not in (first.id, second.id)} == {"visible"}
    whole = graded.tally
    left = whole.possible - first.tally.possible - second.tally.possible
    assert f"/{left}" in results["output"]
    assert f"/{whole.possible}" not in results["output"]
    assert "graded and not shown yet" in results["output"]


def test_the_leaderboard_is_there_when_asked_for(look: Look) -> None:
    graded = samples.fair()
    assert "leaderboard" not in _results(graded, look)
    results = _results(graded, look, Terms(GradescopeTable(leaderboard=True)))
    assert results["leaderboard"] == [{"name": "Points", "value": results["score"]}]


def test_unfinished_results_say_so_and_count_for_no_limit(look: Look) -> None:
    results = _results(samples.fair(), look, complete=False)
    assert "Grading has not come to its end." in results["output"]
    assert results["extra_data"]["autograde"]["outcome"] == "unfinished"


def test_the_level_of_feedback_is_kept_to(look: Look) -> None:
    graded = samples.fair()
    full = graded_results(graded, look, PLAIN)
    scores = graded_results(graded, look, replace(PLAIN, level=FeedbackLevel.SCORES))
    assert len(scores) < len(full)


def test_notices_are_escaped(look: Look) -> None:
    results = _results(samples.fair(), look, replace(PLAIN, notices=("<b>late</b>",)))
    assert results["output"].startswith("<p>&lt;b&gt;late&lt;/b&gt;</p>")


def test_the_first_file_is_valid_and_failing() -> None:
    read = parse_results(unfinished_results(Decimal(79)))
    assert (read.score, read.problems) == (0, ())
    assert [(test.status, test.max_score) for test in read.tests] == [("failed", 79)]


def test_a_refused_submission_keeps_the_last_result_whatever_its_shape(look: Look) -> None:
    last = _results(samples.fair(), look)
    kept = refused_results(Refusal("Too many.", PreviousSubmission(results=last)))
    again = json.loads(kept)
    assert (again["tests"], again["score"]) == (last["tests"], last["score"])
    assert again["output"] == (
        "<p>This submission was not graded. Too many. Your last result counts; here it is again.</p>" + last["output"]
    )
    assert again["extra_data"] == {"autograde": {"outcome": "refused"}}


def test_a_refused_submission_keeps_a_bare_score() -> None:
    kept = json.loads(refused_results(Refusal("Too many.", PreviousSubmission(score=Decimal("12.5")))))
    assert kept["score"] == 12.5
    assert kept["output"].startswith("This submission was not graded. Too many.")


def test_a_refused_submission_survives_strange_results() -> None:
    strange = {"score": None, "tests": None, "output": 5, "visibility": None}
    kept = json.loads(refused_results(Refusal("Too many.", PreviousSubmission(results=strange))))
    assert kept["score"] == 0
    assert "visibility" not in kept
