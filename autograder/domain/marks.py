"""What a human decided about a criterion, and what a human is still asked to decide."""

from dataclasses import dataclass
from fractions import Fraction

from autograder.domain.evidence import Evidence

MARKED = "Marked by a person"
"""How the note of a human's mark begins; the reason follows, if there is one."""


@dataclass(frozen=True, slots=True, order=True)
class CriterionKey:
    """One criterion of the assignment."""

    subquestion: str
    part: str
    criterion: str

    def __str__(self) -> str:
        return f"{self.subquestion}/{self.part}/{self.criterion}"


@dataclass(frozen=True, slots=True)
class Mark:
    """One decision of a human; decisions are only ever added, and the last one about a criterion counts.

    Parameters
    ----------
    participant
        Key of the participant.
    submission_sha256
        The bytes that were looked at.
    was
        What stood there before, in words: ``pending``, ``½ of 2``.
    points
        What it is worth, from 0 to the criterion's points.
    by, at, why
        Who decided, when (ISO 8601, UTC), and the reason, which the student is shown.
    answer_sha256
        What was looked at: the mark holds for another submission of the same participant too, where the answer to this
        part is the same, and for no other.
    """

    participant: str
    submission_sha256: str
    key: CriterionKey
    was: str
    points: Fraction
    by: str
    at: str
    why: str
    answer_sha256: str = ""


@dataclass(frozen=True, slots=True)
class MarkingItem:
    """One answer that awaits a human, without the name of who gave it.

    Parameters
    ----------
    answer_id
        Stands for the participant and the submission's bytes; the same on every sheet.
    state
        ``pending``, ``undecided`` or ``ungraded``.
    looked_for
        The rubric of a pending answer; why the machine left an undecided or ungraded one.
    """

    answer_id: str
    key: CriterionKey
    subquestion_title: str
    part_title: str
    criterion_title: str
    points: Fraction
    state: str
    looked_for: str
    evidence: tuple[Evidence, ...]
