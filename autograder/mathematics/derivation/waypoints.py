"""Waypoints: the ideas a derivation must show, the forms they may take, and how one stands."""

from dataclasses import dataclass
from enum import IntEnum
from fractions import Fraction
from typing import Literal

from autograder.mathematics.derivation.structure import Structure
from autograder.mathematics.tree import Node


@dataclass(frozen=True, slots=True)
class Form:
    """A `FormSpec` whose formulas have been read."""

    at: Literal["anywhere", "start", "target"] = "anywhere"
    shows: tuple[Node, ...] = ()
    since: tuple[Node, ...] = ()
    opens: tuple[Node, ...] = ()
    line: Structure | None = None
    sides: tuple[Structure, Structure] | None = None
    step: Structure | None = None
    whole: bool = False
    written: bool = False
    drops_constant: bool = False
    says: tuple[str, ...] = ()
    credit: Fraction = Fraction(1)
    message: str = ""
    for_a_marker: bool = False
    claimed: bool = False
    beside: tuple[Structure, ...] = ()


@dataclass(frozen=True, slots=True)
class Waypoint:
    """A `WaypointSpec` whose forms have been read."""

    criterion: str
    forms: tuple[Form, ...]
    missing: str
    needs_any: tuple[str, ...] = ()
    elsewhere: bool = False
    slips: tuple[str, ...] = ()
    half_for: tuple[str, ...] = ()
    spoiled_by: Structure | None = None


class Standing(IntEnum):
    """How well a waypoint is shown; a higher one counts before a lower."""

    NOT_SHOWN = 0
    PARTLY = 1
    OPEN = 2
    """Something could show it, and nobody can tell."""
    SHOWN = 3


@dataclass(frozen=True, slots=True)
class Shown:
    """How a waypoint stands.

    Parameters
    ----------
    credit
        Share of the criterion.
    line
        Number of the line that decides; None if none does.
    message
        Why it is not all, or what a student should know.
    by_slip
        The share that the line would show but for one known slip; 0 if it would not.
    cause
        That slip, in words.
    slip
        Number of the earlier line whose slip it undoes at once; None if it undoes none.
    carried
        True if the line is right only as it follows from the student's own slip.
    """

    standing: Standing
    credit: Fraction = Fraction(0)
    line: int | None = None
    message: str = ""
    by_slip: Fraction = Fraction(0)
    cause: str = ""
    carried: bool = False
    slip: int | None = None


NOTHING = Shown(Standing.NOT_SHOWN)
