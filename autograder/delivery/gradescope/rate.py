"""Whether a submission may be graded now, by the times of the earlier ones; what is refused keeps the last result."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from autograder.assignment.gradescope import GradescopeTable
from autograder.delivery.gradescope.metadata import PreviousSubmission, SubmissionMetadata

OURS = "autograde"
"""Our own field of `extra_data`, which the platform keeps and gives back with the previous submissions."""

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Graded:
    """An earlier submission that was graded, and when it was made."""

    at: datetime
    submission: PreviousSubmission


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a submission is not graded, and the one whose result counts instead."""

    reason: str
    kept: PreviousSubmission


def refusal(metadata: SubmissionMetadata, table: GradescopeTable) -> Refusal | None:
    """Return why this submission is not graded, or None if it is.

    Only submissions that were graded count: not those that failed, were cut short, or were refused themselves. Without
    a time of its own a submission is graded.
    """
    now = metadata.created_at
    if now is None:
        return None
    earlier = _graded(metadata.previous_submissions, now)
    reason = _too_many(earlier, table.submissions_per_day, now) or _too_soon(earlier, table.minutes_between, now)
    return Refusal(reason, earlier[-1].submission) if reason else None


def _graded(previous: Sequence[PreviousSubmission], now: datetime) -> list[Graded]:
    found = [
        Graded(one.submission_time, one)
        for one in previous
        if one.submission_time is not None and one.submission_time < now and _counts(one)
    ]
    # the platform promises no order
    return sorted(found, key=lambda graded: graded.at)


def _counts(one: PreviousSubmission) -> bool:
    if one.autograder_error or not (one.results or one.score is not None):
        return False
    extra = one.results.get("extra_data")
    ours: Any = extra.get(OURS) if isinstance(extra, Mapping) else None
    return not isinstance(ours, Mapping) or ours.get("outcome") == "graded"


def _too_many(earlier: Sequence[Graded], limit: int | None, now: datetime) -> str:
    recent = [graded for graded in earlier if now - graded.at < _DAY]
    if limit is None or len(recent) < limit:
        return ""
    return (
        f"{_submissions(len(recent))} of yours {'was' if len(recent) == 1 else 'were'} graded in the 24 hours before "
        f"this one, and {limit} a day is the limit. The next can be graded {_after(recent[-limit].at + _DAY)}."
    )


def _too_soon(earlier: Sequence[Graded], minutes: int | None, now: datetime) -> str:
    if minutes is None or not earlier:
        return ""
    free = earlier[-1].at + timedelta(minutes=minutes)
    if now >= free:
        return ""
    return f"Two graded submissions must be {minutes} min apart. The next can be graded {_after(free)}."


def _submissions(count: int) -> str:
    return f"{count} submission{'' if count == 1 else 's'}"


def _after(moment: datetime) -> str:
    # the next whole minute: nobody shall come a second too early
    minute = moment.replace(second=0, microsecond=0) + timedelta(minutes=1)
    return f"from {minute.isoformat(sep=' ', timespec='minutes')}"
