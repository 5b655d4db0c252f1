import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from autograder.assignment import Assignment, load_assignment, shipped_folder
from autograder.assignment.lateness import LateTable
from autograder.delivery.gradescope import worker
from autograder.delivery.gradescope.metadata import read_metadata
from autograder.delivery.gradescope.places import Places
from autograder.delivery.gradescope.results_reader import parse_results
from autograder.domain.feedback import FeedbackLevel
from tests.delivery.gradescope.shapes import metadata, written
from tests.reporting import samples

EXEMPLARS = shipped_folder("reference") / "exemplars"
CHANGES = 'submissions_per_day = 1\ntimeout_seconds = 300\n\n[late]\npolicy = "deduct"\npercent_per_day = 10\n'


@pytest.fixture(scope="module")
def assignment() -> Assignment:
    return load_assignment(shipped_folder("reference"))


@pytest.fixture
def places(tmp_path: Path) -> Places:
    """A container laid out, with an assignment that limits and deducts."""
    made = Places(tmp_path / "autograder", tmp_path / "private")
    for folder in (made.submission, made.results.parent, made.assignment):
        folder.mkdir(parents=True)
    made.results.write_text("{}")
    (made.private / "secret").write_text("a secret of the tests\n")
    source = shipped_folder("reference")
    for question in load_assignment(source).questions:
        (made.assignment / question.folder.name).symlink_to(question.folder)
    manifest = (source / "assignment.toml").read_text()
    (made.assignment / "assignment.toml").write_text(f"{manifest}\n[gradescope]\n{CHANGES}")
    return made


@pytest.fixture
def hand_in(places: Places) -> Callable[..., dict[str, Any]]:
    """Hand in an exemplar, have it graded, and return results.json."""

    def graded(name: str, shape: dict[str, Any] | None) -> dict[str, Any]:
        for path in (EXEMPLARS / name).iterdir():
            (places.submission / path.name).write_bytes(path.read_bytes())
        if shape is not None:
            places.metadata.write_bytes(written(shape))
        worker.main(places)
        assert parse_results(places.results.read_bytes()).problems == ()
        results: dict[str, Any] = json.loads(places.results.read_bytes())
        return results

    return graded


@pytest.mark.slow
def test_a_submission_in_time_gets_what_it_earned(hand_in: Callable[..., dict[str, Any]]) -> None:
    results = hand_in("answered_2022", metadata())
    assert results["score"] == 60
    assert results["extra_data"]["autograde"]["outcome"] == "graded"


@pytest.mark.slow
def test_a_late_submission_loses_what_the_assignment_says(hand_in: Callable[..., dict[str, Any]]) -> None:
    results = hand_in("perfect_code", metadata("2022-04-01T02:59:00-04:00"))
    assert results["tests"][-1]["output"] == "late by 3 h: −10 % of 79 points"
    assert Decimal(repr(results["score"])) == Decimal(60) - Decimal("7.9")


@pytest.mark.slow
def test_without_metadata_it_is_graded_all_the_same(
    hand_in: Callable[..., dict[str, Any]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert hand_in("blank", None)["score"] == 0
    assert "submission_metadata.json cannot be read" in capsys.readouterr().out


def test_a_refused_submission_is_not_graded(hand_in: Callable[..., dict[str, Any]]) -> None:
    last = {"score": 33, "tests": [{"name": "last time", "score": 33}]}
    earlier = {"submission_time": "2022-03-31T09:00:00-04:00", "score": 33, "results": last}
    results = hand_in("perfect_code", metadata(previous_submissions=[earlier]))
    assert results["score"] == 33
    assert "This submission was not graded." in results["output"]


def test_an_unreadable_submission_gets_a_valid_failing_file(places: Places) -> None:
    places.submission.rmdir()
    worker.main(places)
    read = parse_results(places.results.read_bytes())
    assert (read.score, read.problems) == (0, ())
    assert read.tests[0].status == "failed"


def test_limits_fit_the_container_and_the_version_stays(assignment: Assignment) -> None:
    fitted = worker.fitted(assignment)
    platform = assignment.table.gradescope
    assert fitted.table.limits.memory_bytes < platform.memory_mb * 1024**2
    assert fitted.table.limits.submission_seconds <= platform.timeout_seconds / 3
    assert fitted.version == assignment.version
    assert worker.fitted(assignment).table.limits.judge.memory_bytes < platform.memory_mb * 1024**2


def test_points_that_differ_from_the_platforms_are_told_to_the_staff(assignment: Assignment) -> None:
    same = read_metadata(written(metadata()))
    assert worker.warnings(assignment, same) == []
    other = read_metadata(written(metadata(assignment={"total_points": "80.0"})))
    assert worker.warnings(assignment, other) == [
        "the assignment is worth 79 points here and 80.0 on Gradescope; set 79 there"
    ]


def test_feedback_opens_when_nobody_of_them_can_hand_in_any_more(assignment: Assignment) -> None:
    table = assignment.table.model_copy(
        update={"feedback": FeedbackLevel.SCORES, "feedback_after_due": FeedbackLevel.FULL}
    )
    told = read_metadata(written(metadata()))
    due = datetime(2022, 4, 1, 3, 59, tzinfo=UTC)
    level = [
        worker.terms_of(samples.fair(), _with(assignment, table), told, moment).level
        for moment in (due, due + timedelta(seconds=1))
    ]
    assert level == [FeedbackLevel.SCORES, FeedbackLevel.FULL]


def test_lateness_left_to_the_platform_is_told_and_costs_nothing(assignment: Assignment) -> None:
    told = read_metadata(written(metadata("2022-04-01T02:59:00-04:00")))
    terms = worker.terms_of(samples.fair(), assignment, told, datetime.now(UTC))
    assert terms.deduction is None
    assert terms.notices == ("Handed in late by 3 h; your course's rules apply.",)


def test_a_deduction_is_of_the_graded_points(assignment: Assignment) -> None:
    late = LateTable(policy="deduct", points_per_day=2)  # type: ignore[arg-type] # read from text or a whole number
    table = assignment.table.model_copy(update={"late": late})
    told = read_metadata(written(metadata("2022-04-02T02:59:00-04:00")))
    terms = worker.terms_of(samples.fair(), _with(assignment, table), told, datetime.now(UTC))
    assert terms.deduction is not None
    assert terms.deduction.points == Fraction(4)


def _with(assignment: Assignment, table: Any) -> Assignment:
    return Assignment(table, assignment.folder, assignment.version, assignment.questions)
