"""Which feedback level an assignment shows, before its due date and after."""

from autograder.assignment.manifest import AssignmentTable
from autograder.domain.feedback import FeedbackLevel


def feedback_level(table: AssignmentTable, *, due_passed: bool) -> FeedbackLevel:
    """Return what a student may be shown.

    Parameters
    ----------
    due_passed
        True if this student can hand in no more: after the due date, with their own extension.
    """
    if due_passed and table.feedback_after_due is not None:
        return table.feedback_after_due
    return table.feedback
