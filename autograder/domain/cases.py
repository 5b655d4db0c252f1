"""Seeded inputs on which a student's function is called."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction


class CaseKind(StrEnum):
    """Why a case is there."""

    ASKED = "asked"
    """The very case printed on the assignment."""
    NORMAL = "normal"
    EDGE = "edge"
    """A legal extreme: size one, a corner pixel, a zero."""
    RANDOM = "random"
    """Drawn from the assignment's secret, so that no answer can be hard-coded."""


@dataclass(frozen=True, slots=True)
class Case:
    """One call.

    Parameters
    ----------
    name
        Unique among the cases of a function, in words a student understands.
    kind
        Why the case is there.
    arguments
        Parameter name to value: any value of `autograder.wire`.
    weight
        Share of the credit, relative to the other cases; 0 for a case that only supports a diagnosis.
    group
        Cases of one group share an unknown constant where the answer is asked up to a constant.
    """

    name: str
    kind: CaseKind
    arguments: Mapping[str, object]
    weight: Fraction = Fraction(1)
    group: str = ""
