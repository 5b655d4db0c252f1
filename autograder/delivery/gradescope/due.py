"""When a submission was due, with the extensions of those who handed it in."""

from datetime import datetime, timedelta

from autograder.delivery.gradescope.metadata import Dates, SubmissionMetadata
from autograder.scoring.lateness import lateness


def due_date(metadata: SubmissionMetadata) -> datetime | None:
    """Return when the submission was due; None if there was no due date.

    Each student's own due date counts before the assignment's. Of a group the latest counts: an extension was granted
    to one of them for a reason, and the work is everybody's.
    """
    own = [user.assignment.due_date for user in metadata.users]
    dates = [date or metadata.assignment.due_date for date in own] or [metadata.assignment.due_date]
    return max((date for date in dates if date is not None), default=None)


def closing_date(metadata: SubmissionMetadata) -> datetime | None:
    """Return the last moment at which these students may hand in, late or not; None if there is no end."""
    every = [metadata.assignment, *(user.assignment for user in metadata.users)]
    return max((date for dates in every for date in _ends(dates)), default=None)


def late_by(metadata: SubmissionMetadata, grace: timedelta) -> timedelta | None:
    """Return how late the submission is; None if the platform does not say when it was made or was due.

    The clock of this machine is not asked: a submission graded anew weeks later is no later than it was.
    """
    due = due_date(metadata)
    if due is None or metadata.created_at is None:
        return None
    return lateness(metadata.created_at, due, grace)


def _ends(dates: Dates) -> list[datetime]:
    return [date for date in (dates.due_date, dates.late_due_date) if date is not None]
