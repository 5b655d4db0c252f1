"""What is wrong with an answer, said so that the same mistake of others is known as the same."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from autograder.domain.evidence import MaskPicture


class MistakeKind(StrEnum):
    """What two answers must share to count as the same wrong answer."""

    SLIP = "known slip"
    MASK = "same cells"
    CHOICE = "same choice"
    EXPRESSION = "same expression"
    VALUES = "same values"
    """A function that returned the same wrong values on the same cases."""
    STEP = "same broken step"
    LACKING = "same ideas missing"
    """A derivation whose steps hold and that does not show what is asked."""
    FAULT = "same fault"
    REMARK = "same remark"
    """A person marked it, and gave the same reason."""
    UNDECIDED = "not decided"
    """Not known to be wrong: the machine could not tell, for the same reason."""


NOT_EQUAL = "The answer is not equal to what is asked."
"""Said of a mistake of which nothing more is known."""
CHOSE = "Chose: "
"""Begins what is said of a choice."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """What kept one part from full marks, said so that the same mistake of others has the same `signature`."""

    signature: str
    kind: MistakeKind
    said: str
    """One sentence on the mistake, fit to be said to everybody who made it."""
    latex: str = ""
    """The answer as it was read."""
    text: str = ""
    """The answer, or what it gave, in words."""
    mask: MaskPicture | None = None


@dataclass(frozen=True, slots=True)
class Sample:
    """One student's version of a shared mistake."""

    key: str
    latex: str
    text: str
    mask: MaskPicture | None


@dataclass(frozen=True, slots=True)
class Cluster:
    """The same wrong answer of several students."""

    id: str
    subquestion: str
    part: str
    part_title: str
    kind: MistakeKind
    said: str
    keys: tuple[str, ...]
    lost: Fraction
    """Points that it cost all of them together; for what is undecided, points that hang on it."""
    samples: tuple[Sample, ...]

    @property
    def is_bare(self) -> bool:
        """True if what is said is no more than that it is wrong, which tells nothing without what was asked."""
        return self.kind is MistakeKind.CHOICE or self.said == NOT_EQUAL

    @property
    def in_short(self) -> str:
        """What is said of it beside what was asked."""
        return "not what is asked" if self.said == NOT_EQUAL else self.said.removeprefix(CHOSE)
