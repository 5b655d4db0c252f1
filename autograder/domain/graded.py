"""What grading one submission yields: the record that every report is rendered from.

A tree of frozen records, question → subquestion → part → criterion, with the verdicts at its leaves and exact
tallies on the way up. It holds no time, host or path, so that the same submission, assignment and version
always give the same bytes.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from autograder.domain.verdicts import Verdict

SCHEMA_VERSION = 1
NOTHING_HANDED_IN = "Nothing was handed in."
"""Why there is nothing to read of somebody who is on the roster alone."""


@dataclass(frozen=True, slots=True)
class Tally:
    """Points by what is known of them; the five parts add up: possible = earned + lost + the three others."""

    possible: Fraction
    earned: Fraction
    pending: Fraction
    undecided: Fraction
    ungraded: Fraction

    @property
    def lost(self) -> Fraction:
        """Points judged and not earned."""
        return self.possible - self.earned - self.pending - self.undecided - self.ungraded

    @property
    def awaiting(self) -> Fraction:
        """Points that a human still has to give or refuse."""
        return self.pending + self.undecided + self.ungraded


class Via(StrEnum):
    """The file an alternative is answered in."""

    LATEX = "latex"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class GradedAlternative:
    """One way of answering a part, judged on its own."""

    name: str
    """As the student writes it: the part's name in `answers.tex`, or the function's in `solution.py`."""
    via: Via
    answer_kind: str
    verdicts: tuple[tuple[str, Verdict], ...]
    """Criterion identifier and its verdict, for each criterion this alternative can earn."""
    missing: bool
    """True if nothing was handed in this way."""


@dataclass(frozen=True, slots=True)
class GradedCriterion:
    """One criterion with the verdict that counts."""

    id: str
    title: str
    points: Fraction
    earned: Fraction
    verdict: Verdict
    counted: str | None
    """Name of the alternative whose verdict counts; None if nothing was handed in."""


@dataclass(frozen=True, slots=True)
class GradedPart:
    """One part of a subquestion."""

    id: str
    title: str
    ask: str
    tally: Tally
    criteria: tuple[GradedCriterion, ...]
    alternatives: tuple[GradedAlternative, ...]
    missing: bool
    """True if no alternative was handed in."""
    disagreement: str = ""
    """Said when two handed-in alternatives do not agree."""
    hints: tuple[str, ...] = ()
    reveal: str = ""
    """LaTeX of the expected answer, empty unless the assignment shows it."""


@dataclass(frozen=True, slots=True)
class GradedSubquestion:
    """One subquestion, as printed on the assignment."""

    id: str
    title: str
    tally: Tally
    parts: tuple[GradedPart, ...]


@dataclass(frozen=True, slots=True)
class GradedQuestion:
    """One question, a group of subquestions."""

    id: str
    title: str
    tally: Tally
    subquestions: tuple[GradedSubquestion, ...]


class AlertLevel(StrEnum):
    """How much an alert matters to its reader."""

    NOTICE = "notice"
    WARNING = "warning"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class Alert:
    """Something about the submission as a whole that its reader must know."""

    level: AlertLevel
    message: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class SubmittedFile:
    """One file of the submission as it was received."""

    name: str
    size_bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class GradedSubmission:
    """Everything known about one graded submission."""

    assignment_id: str
    assignment_title: str
    assignment_version: str
    """Fingerprint of the assignment's files, 16 hexadecimal digits."""
    engine_version: str
    submission_sha256: str
    files: tuple[SubmittedFile, ...]
    isolation: str
    """Level and layers that were live: "S1 process + limits"; "not needed" if no code ran."""
    tally: Tally
    questions: tuple[GradedQuestion, ...]
    alerts: tuple[Alert, ...] = ()
    output: str = ""
    """What the student's code printed, cut in the middle if long."""
    unreadable: str = ""
    """Why the submission could not be read at all; empty if it could."""
    reveal: bool = False
    """True if the assignment lets students see what was expected of them."""
    schema_version: int = SCHEMA_VERSION

    @property
    def is_absent(self) -> bool:
        """True of somebody on the roster who handed in nothing: nobody's file is at fault."""
        return self.unreadable == NOTHING_HANDED_IN

    @property
    def is_blank(self) -> bool:
        """True if the submission could be read and answers nothing, as the empty template does."""
        return not self.unreadable and all(part.missing for _, part in self.parts())

    def subquestions(self) -> Iterator[GradedSubquestion]:
        """Walk through the subquestions in the assignment's order."""
        for question in self.questions:
            yield from question.subquestions

    def parts(self) -> Iterator[tuple[GradedSubquestion, GradedPart]]:
        """Walk through the parts, each with its subquestion."""
        for subquestion in self.subquestions():
            for part in subquestion.parts:
                yield subquestion, part

    def criteria(self) -> Iterator[tuple[GradedSubquestion, GradedPart, GradedCriterion]]:
        """Walk through the criteria, each with its subquestion and part."""
        for subquestion, part in self.parts():
            for criterion in part.criteria:
                yield subquestion, part, criterion
