"""How late each submission of a class is by what its source and the roster say, and what that costs."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from autograder.assignment import LateTable
from autograder.batch.enrolment import Entrant
from autograder.batch.ledger import Ledger
from autograder.domain.errors import UsageError
from autograder.domain.graded import Alert, AlertLevel, GradedSubmission
from autograder.domain.points import format_points
from autograder.scoring.lateness import Deduction, deduct, format_lateness, lateness

_FACT = "lateness"


@dataclass(frozen=True, slots=True)
class Late:
    """A submission that came late; `by` is None where the platform says that it did, and not by how much."""

    by: timedelta | None


def record_lateness(ledger: Ledger, entrants: Sequence[Entrant], table: LateTable) -> None:
    """Keep who is late by how much, in place of what was known before.

    Raises
    ------
    UsageError
        If a due date of the roster cannot be read.
    """
    found: dict[str, Late | None] = {}
    for entrant in entrants:
        try:
            found[entrant.participant.key] = late_of(entrant, table)
        except UsageError as error:
            raise UsageError(f"{entrant.participant.name}: {error}") from None
    seconds = {key: None if late.by is None else late.by / timedelta(seconds=1) for key, late in found.items() if late}
    ledger.state({_FACT: json.dumps(seconds)})


def recorded_lateness(ledger: Ledger, participant: str) -> Late | None:
    """Return how late a participant was, None if in time or if nobody knows."""
    seconds = json.loads(ledger.fact(_FACT) or "{}")
    if participant not in seconds:
        return None
    by = seconds[participant]
    return Late(None if by is None else timedelta(seconds=by))


def late_count(ledger: Ledger) -> int:
    """Return how many are known to be late."""
    return len(json.loads(ledger.fact(_FACT) or "{}"))


def late_of(entrant: Entrant, table: LateTable) -> Late | None:
    """Return how late a submission is.

    Of a group the latest date of any member counts, as on Gradescope: an extension was given to one of them for a
    reason, and the work is everybody's. The clock of this machine and the times of files are never asked.

    Raises
    ------
    UsageError
        If a due date of the roster cannot be read.
    """
    own = [read_due(written, table.due) if written else table.due for written in entrant.dues]
    if entrant.handed is None:
        return None
    due = max((one for one in own or [table.due] if one is not None), default=None)
    if due is None or not entrant.handed.submitted_at:
        return Late(None) if entrant.handed.marked_late else None
    by = lateness(_moment(entrant.handed.submitted_at), due, timedelta(minutes=table.grace_minutes))
    return Late(by) if by else None


def read_due(written: str, usual: datetime | None) -> datetime:
    """Read a due date of a roster: ``2026-03-05T23:59-05:00``; what it leaves out is as in the assignment's.

    Raises
    ------
    UsageError
        If it is no date, or leaves out what the assignment does not say.
    """
    try:
        if usual is not None and len(written) == len("2026-03-05"):
            return datetime.combine(date.fromisoformat(written), usual.timetz())
        moment = datetime.fromisoformat(written)
    except ValueError:
        raise UsageError(f'the roster has the due date "{written}"; write it like 2026-03-05T23:59-05:00') from None
    if moment.tzinfo is None and usual is None:
        raise UsageError(
            f'the roster\'s due date "{written}" has no time zone; write it like 2026-03-05T23:59-05:00, or give `due`'
            " under [late] in assignment.toml"
        )
    return moment if moment.tzinfo is not None or usual is None else moment.replace(tzinfo=usual.tzinfo)


def deduction(graded: GradedSubmission, late: Late | None, table: LateTable) -> Deduction | None:
    """Return what being late takes off the grade here; None if it costs nothing, or nobody knows how much."""
    policy = table.value()
    if late is None or late.by is None or policy is None:
        return None
    return deduct(policy, late.by, graded.tally.earned, graded.tally.possible)


def with_lateness(graded: GradedSubmission, late: Late | None, table: LateTable) -> GradedSubmission:
    """Return the record with a notice of what came late; its points stay what the answers earned."""
    if late is None:
        return graded
    notice = Alert(AlertLevel.NOTICE, *_said(late, deduction(graded, late, table)))
    return replace(graded, alerts=(notice, *graded.alerts))


def _said(late: Late, cost: Deduction | None) -> tuple[str, str]:
    if late.by is None:
        return "The platform marks this as handed in late, and not by how much.", "Your course's rules apply."
    if cost is None:
        return f"Handed in late by {format_lateness(late.by)}.", "Your course's rules apply."
    return (
        f"Handed in {cost.reason}.",
        f"That takes {format_points(cost.points)} points off the grade; all points in this report are before it.",
    )


def _moment(written: str) -> datetime:
    moment = datetime.fromisoformat(written)
    # the platform's own clock is UTC
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
