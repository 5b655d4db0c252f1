"""What a gradebook takes of a graded submission: points by question, and whether they are final."""

from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction

from autograder.domain.graded import Tally
from autograder.domain.roster import Participant


@dataclass(frozen=True, slots=True)
class SubquestionGrade:
    """One subquestion's points."""

    id: str
    title: str
    tally: Tally


@dataclass(frozen=True, slots=True)
class Grade:
    """One participant's points.

    Parameters
    ----------
    submitted
        False if there is no submission; there are then no points, rather than none earned.
    readable
        False if nothing of the submission could be read; its points say nothing yet.
    late
        How late it was handed in; None if in time, or if nobody knows.
    deducted, late_reason
        Points that being late takes off, never more than were earned, and why.
    """

    participant: Participant
    tally: Tally
    subquestions: tuple[SubquestionGrade, ...]
    submitted: bool = True
    readable: bool = True
    late: timedelta | None = None
    deducted: Fraction = Fraction(0)
    late_reason: str = ""

    @property
    def points(self) -> Fraction:
        """What counts: the points earned, less what being late takes off."""
        return self.tally.earned - self.deducted

    @property
    def final(self) -> bool:
        """Whether the submission was read, and nothing awaits a human any more."""
        return self.submitted and self.readable and not self.tally.awaiting
