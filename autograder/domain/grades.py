"""What a gradebook takes of a graded submission: points by question, and whether they are final."""

from dataclasses import dataclass

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
    """

    participant: Participant
    tally: Tally
    subquestions: tuple[SubquestionGrade, ...]
    submitted: bool = True
    readable: bool = True

    @property
    def final(self) -> bool:
        """Whether the submission was read, and nothing awaits a human any more."""
        return self.submitted and self.readable and not self.tally.awaiting
