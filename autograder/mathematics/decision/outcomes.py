"""The three answers a decision has, and what a question may ask of one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import TypeAlias

from autograder.domain.evidence import Witness
from autograder.domain.tolerance import Tolerance
from autograder.mathematics.decision.last_resort import LastResort


@dataclass(frozen=True, slots=True)
class Equal:
    """The two mean the same.

    Parameters
    ----------
    proved
        True if exact arithmetic or structure proves it; otherwise they agreed, to rounding, in `worlds` worlds.
    worlds
        Number of worlds in which they were compared; 0 if none was needed.
    notes
        What a student should know: an assumption used, a matrix taken as its vec.
    """

    proved: bool
    worlds: int = 0
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Different:
    """The two differ; `witness` shows it in small numbers where one could be found, `reason` says it in words.

    `proved` is True where the difference is exact rather than far beyond rounding.
    """

    reason: str = ""
    witness: Witness | None = None
    notes: tuple[str, ...] = ()
    proved: bool = False


@dataclass(frozen=True, slots=True)
class Undecided:
    """The engine cannot tell, and says why; a human decides."""

    reason: str


Decision: TypeAlias = Equal | Different | Undecided


class Form(StrEnum):
    """A form an answer may be required to have, beside being right."""

    ANY = "any"
    EXPANDED = "expanded"
    FACTORED = "factored"
    LOWEST_TERMS = "lowest terms"


@dataclass(frozen=True, slots=True)
class Options:
    """What a question asks of an answer beyond its value.

    Parameters
    ----------
    multiplicity
        True if a list of values counts how often each occurs (eigenvalues).
    constant_in
        Names such that a difference that does not change with them is none: "up to a constant in theta".
    in_terms_of
        The only names an answer may use; None allows every declared one.
    must_mention
        Names an answer has to use: the form asked is part of the answer.
    coordinates
        Names of the coordinates of points, so that ``d = 0, g = 0`` is a point.
    linear_map
        Names of the state, so that ``d' = d + alpha g, g' = g - alpha d`` is a matrix.
    tolerance
        Margin for decimals; None asks for exact agreement.
    form
        A form required beside the value.
    significant_figures, decimal_places
        How a decimal must be written, beside being right to as many digits; None asks for nothing.
    last_resort
        Asked where nothing else decides two expressions, such as `sympy_simplifies`. It may run for ever: None wherever
        the process cannot be killed.
    renamed
        A student's declared letters (keys) for the assignment's.
    """

    multiplicity: bool = False
    constant_in: tuple[str, ...] = ()
    in_terms_of: frozenset[str] | None = None
    must_mention: tuple[str, ...] = ()
    coordinates: tuple[str, ...] = ()
    linear_map: tuple[str, ...] = ()
    tolerance: Tolerance | None = None
    form: Form = Form.ANY
    significant_figures: int | None = None
    decimal_places: int | None = None
    last_resort: LastResort | None = None
    renamed: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


DEFAULT_OPTIONS = Options()
