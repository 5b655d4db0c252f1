"""What a student handed in for one alternative, before it is read as an answer."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from autograder.domain.faults import Fault, Place


@dataclass(frozen=True, slots=True)
class HandedLatex:
    r"""One item of `answers.tex`.

    Parameters
    ----------
    command
        ``final``, ``cells``, ``grid``, ``choice``, ``derivation`` or ``justification``.
    source
        The student's own text, untouched.
    conventions
        What the student declared with ``\notation`` in the same block.
    renames
        Pairs of LaTeX letters from ``\rename``: the student's, the assignment's.
    earned
        Criteria of the same part that other answers have earned, where this one may lean on them.
    """

    command: str
    source: str
    place: Place
    conventions: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    renames: tuple[tuple[str, str], ...] = ()
    earned: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HandedValue:
    """A value of the `ANSWERS` table of `solution.py`, as it came over the wire."""

    value: object
    conventions: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Returned:
    """What one call returned, as it came over the wire."""

    value: object


@dataclass(frozen=True, slots=True)
class HandedCalls:
    """What a function of `solution.py` did on each case, in order."""

    outcomes: tuple[Returned | Fault, ...]


Handed = HandedLatex | HandedValue | HandedCalls
