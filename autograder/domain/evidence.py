"""What a judge shows for its verdict: where, expected, found. No score is given without one of these.

`expected` is None wherever the assignment does not let the student see it.
"""

from dataclasses import dataclass
from enum import StrEnum
from math import isfinite
from typing import Literal

from autograder.domain.faults import Fault, FaultKind


@dataclass(frozen=True, slots=True)
class Note:
    """One plain sentence."""

    text: str
    kind: Literal["note"] = "note"


@dataclass(frozen=True, slots=True)
class Reading:
    """How an answer was understood, typeset again from the tree (LaTeX, safe subset) or as text."""

    caption: str
    latex: str = ""
    text: str = ""
    likeness: str = ""
    """Equal for expressions worth the same however they are written; groups a class's answers, judges nothing."""
    kind: Literal["reading"] = "reading"


@dataclass(frozen=True, slots=True)
class Quote:
    """The student's own words, to be escaped wherever they are shown."""

    caption: str
    text: str
    kind: Literal["quote"] = "quote"


@dataclass(frozen=True, slots=True)
class Difference:
    """The one entry that differs most: where it is, what was expected, what was found."""

    where: str
    found: str
    expected: str | None = None
    kind: Literal["difference"] = "difference"


class CaseOutcome(StrEnum):
    """How one seeded case ended."""

    RIGHT = "right"
    PARTLY = "partly right"
    WRONG = "wrong"
    FAULT = "fault"


@dataclass(frozen=True, slots=True)
class CaseResult:
    """One call of a student's function: its inputs in words, and how it ended."""

    name: str
    outcome: CaseOutcome
    inputs: tuple[tuple[str, str], ...] = ()
    found: str = ""
    expected: str | None = None
    message: str = ""
    fault: FaultKind | None = None
    """What kept the call from answering, if it did not."""
    kind: Literal["case"] = "case"


@dataclass(frozen=True, slots=True)
class MaskPicture:
    """A receptive field beside the truth: sets of 1-based (row, column) cells."""

    rows: int
    columns: int
    right: tuple[tuple[int, int], ...]
    missing: tuple[tuple[int, int], ...]
    extra: tuple[tuple[int, int], ...]
    centre: tuple[int, int] | None = None
    caption: str = ""
    kind: Literal["mask"] = "mask"


@dataclass(frozen=True, slots=True)
class Witness:
    """One small assignment of values under which two expressions differ."""

    bindings: tuple[tuple[str, str], ...]
    left_name: str
    left_value: str
    right_name: str
    right_value: str
    kind: Literal["witness"] = "witness"


class LineMark(StrEnum):
    """What is known of one line of a derivation."""

    READ = "read"
    """Understood; not judged."""
    UNREAD = "not understood"
    GIVEN = "start"
    HOLDS = "holds"
    BROKEN = "broken"
    UNDECIDED = "undecided"
    REMARK = "remark"


@dataclass(frozen=True, slots=True)
class DerivationLine:
    """One line as it was read, with its mark and what there is to say about it."""

    number: int
    mark: LineMark
    latex: str
    """The line typeset again from its tree; empty if it could not be read."""
    source: str
    """The student's own text of the line."""
    remark: str = ""
    place: str = ""
    witness: Witness | None = None
    likeness: str = ""
    """Of a broken line: equal where only the spelling differs."""


@dataclass(frozen=True, slots=True)
class Derivation:
    """A chain of lines."""

    lines: tuple[DerivationLine, ...]
    kind: Literal["derivation"] = "derivation"


class TrajectoryForm(StrEnum):
    """How the points of a trajectory are to be drawn."""

    PLANE = "plane"
    """States in a plane, one after another; both axes to the same scale."""
    CURVE = "curve"
    """A quantity over time."""


@dataclass(frozen=True, slots=True)
class Trajectory:
    """What the student's own answer does when it is let run.

    Parameters
    ----------
    axes
        What the two coordinates are: ("d", "g"), ("t", "‖W(t)‖").
    points
        Finite coordinates in their order, rounded by whoever computed them.
    setting
        What was put in for the letters, as name and value.
    asked
        The same from the reference; empty unless the assignment reveals.
    """

    caption: str
    form: TrajectoryForm
    axes: tuple[str, str]
    points: tuple[tuple[float, float], ...]
    setting: tuple[tuple[str, str], ...] = ()
    asked: tuple[tuple[float, float], ...] = ()
    kind: Literal["trajectory"] = "trajectory"

    def __post_init__(self) -> None:
        if len(self.points) < 2 or not all(isfinite(part) for point in (*self.points, *self.asked) for part in point):
            raise ValueError("a trajectory has at least two points, and all of them are finite")


Evidence = Note | Reading | Quote | Difference | CaseResult | MaskPicture | Witness | Derivation | Trajectory | Fault
