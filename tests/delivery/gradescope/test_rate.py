from typing import Any

from autograder.assignment.gradescope import GradescopeTable
from autograder.delivery.gradescope.metadata import read_metadata
from autograder.delivery.gradescope.rate import Refusal, refusal
from tests.delivery.gradescope.shapes import SHAPES, metadata, written

TWO_A_DAY = GradescopeTable(submissions_per_day=2)


def _earlier(time: str, **other: Any) -> dict[str, Any]:
    results = {"score": 10, "extra_data": {"autograde": {"outcome": "graded"}}}
    return {"submission_time": f"2022-03-{time}-04:00", "score": 10, "results": results, **other}


def _refused(table: GradescopeTable, *earlier: dict[str, Any], now: str = "31T10:00:00") -> Refusal | None:
    shape = metadata(f"2022-03-{now}-04:00", previous_submissions=list(earlier))
    return refusal(read_metadata(written(shape)), table)


def test_without_limits_everything_is_graded() -> None:
    assert _refused(GradescopeTable(), *[_earlier("31T09:00:00")] * 50) is None


def test_one_too_many_within_a_day_keeps_the_last_result() -> None:
    last = _earlier("31T09:00:00", score=22)
    refused = _refused(TWO_A_DAY, last, _earlier("30T12:00:00"))
    assert refused is not None
    assert refused.kept.score == 22
    assert refused.reason == (
        "2 submissions of yours were graded in the 24 hours before this one, and 2 a day is the limit. "
        "The next can be graded from 2022-03-31 12:01-04:00."
    )


def test_the_day_is_the_24_hours_before() -> None:
    assert _refused(TWO_A_DAY, _earlier("31T09:00:00"), _earlier("30T10:00:00")) is None


def test_what_failed_was_cut_short_or_was_refused_does_not_count() -> None:
    def with_outcome(outcome: str) -> dict[str, Any]:
        return _earlier("31T09:00:00", results={"score": 1, "extra_data": {"autograde": {"outcome": outcome}}})

    failed = _earlier("31T09:00:00", autograder_error=True)
    empty = _earlier("31T09:00:00", results=None, score=None)
    later = _earlier("31T10:00:00")
    earlier = [with_outcome("refused"), with_outcome("unfinished"), failed, empty, later]
    assert _refused(TWO_A_DAY, *earlier, _earlier("31T08:00:00")) is None


def test_too_soon_after_the_last() -> None:
    table = GradescopeTable(minutes_between=30)
    refused = _refused(table, _earlier("31T09:45:10"))
    assert refused is not None
    assert refused.reason.endswith("The next can be graded from 2022-03-31 10:16-04:00.")
    assert _refused(table, _earlier("31T09:30:00")) is None


def test_previous_submissions_with_nulls_break_nothing() -> None:
    read = read_metadata(written(SHAPES["previous with nulls"]))
    assert refusal(read, TWO_A_DAY) is None
    refused = refusal(read, GradescopeTable(submissions_per_day=1, minutes_between=1000000))
    assert refused is not None
    assert refused.kept.results == {"score": 12.5}


def test_without_a_time_of_its_own_a_submission_is_graded() -> None:
    shape = metadata(None, previous_submissions=[_earlier("31T09:00:00")] * 5)
    assert refusal(read_metadata(written(shape)), TWO_A_DAY) is None
