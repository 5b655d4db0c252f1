"""A chain of lines, kept as it was written, and what a marker looks for in it; judging is for the rooms above."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from autograder.answers.spec import Spec
from autograder.domain.handed import HandedLatex
from autograder.domain.points import parse_points


class Feature(StrEnum):
    """What a formula may have or lack: the whole vocabulary of waypoints."""

    DIVERGENCE = "divergence"
    EXPECTATION = "expectation"
    INTEGRAL = "integral"
    TRACE = "trace"
    NORM = "norm"
    KRONECKER = "Kronecker product"
    EIGENVALUE = "eigenvalue"
    LIMIT = "limit"
    THREE_TERMS = "three terms"
    """A sum of at least three terms."""
    DERIVATIVE = "derivative"
    EXPLICIT_DERIVATIVE = "explicit derivative"
    """A derivative of a formula rather than of a mere name."""
    DIFFERENTIAL = "differential"
    """The differential of a name that others depend on: ``dW`` in ``dJ = tr(G dW)``."""
    JACOBIAN = "Jacobian"
    RECIPROCAL_JACOBIAN = "reciprocal of a Jacobian"
    TRACE_INSIDE_EXPECTATION = "trace inside expectation"
    EXPECTATION_INSIDE_TRACE = "expectation inside trace"
    OUTER_PRODUCT_INSIDE_TRACE = "outer product inside trace"


class StructureSpec(Spec):
    r"""What a formula must look like, whatever it means.

    Parameters
    ----------
    contains, lacks
        Parts, in LaTeX, that must all occur, and that must not. A bare name (``p_U``, ``F_1``) occurs wherever it is
        used; anything else (``p_\theta(x)``) occurs only as it is written.
    has, has_not
        Features.
    over
        Variable of an integral, or of an expectation, that must occur.
    term
        What one of the terms of the formula must look like by itself.
    """

    contains: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    has: tuple[Annotated[Feature, Field(strict=False)], ...] = ()
    has_not: tuple[Annotated[Feature, Field(strict=False)], ...] = ()
    over: str = ""
    term: "StructureSpec | None" = None


class FormSpec(Spec):
    """One form in which a waypoint may be shown; what is left out is not asked.

    Parameters
    ----------
    at
        ``start`` or ``target``: the first or the last line of a chain (a chain may run backwards) that means the
        derivation's start or one of its targets.
    shows
        Formulas in LaTeX; a line, or an end of a step, must mean the same as one of these.
    since
        Formulas; an earlier line of the same chain must mean the same as one of these.
    opens
        Formulas; the chain of the line must begin with one of these, as it is spelled: ``2J = ...``.
    line
        What the line looks like.
    sides
        What the two sides of one step look like, in either order; the step must hold.
    step
        What the two sides of one step look like taken together; the step must hold.
    whole
        True if the two sides are the first and the last line of a chain whose steps all hold.
    written
        True if the step must stand there, rather than follow from two equations about the same formula.
    drops_constant
        True if a step must hold, and hold only up to a constant.
    says
        Regular expressions; the words around the formulas must match one of them.
    credit
        Share of the criterion that this form earns, with the `message` that says why it is not all.
    for_a_marker
        True if what looks like this may be right by what stands elsewhere: a marker decides, told by the `message`.
    claimed
        True if a step that merely claims a limit of 0 shows it too; what it follows from is another criterion.
    beside
        What the two sides of other steps look like taken together; each must be there, and hold.
    """

    at: Literal["anywhere", "start", "target"] = "anywhere"
    shows: tuple[str, ...] = ()
    since: tuple[str, ...] = ()
    opens: tuple[str, ...] = ()
    line: StructureSpec | None = None
    sides: tuple[StructureSpec, StructureSpec] | None = None
    step: StructureSpec | None = None
    whole: bool = False
    written: bool = False
    drops_constant: bool = False
    says: tuple[str, ...] = ()
    credit: Annotated[Fraction, BeforeValidator(parse_points), Field(gt=0, le=1)] = Fraction(1)
    message: str = ""
    for_a_marker: bool = False
    claimed: bool = False
    beside: tuple[StructureSpec, ...] = ()


class WaypointSpec(Spec):
    """One required idea.

    Parameters
    ----------
    criterion
        The criterion it earns.
    forms
        The forms in which it may be shown; the best one counts.
    needs_any
        Other criteria of the derivation of which one must have been earned: a restated target earns nothing.
    elsewhere
        True if another answer of the part may have earned one of these instead.
    slips
        Regular expressions for the causes of broken steps that spoil this idea: one that several criteria could be
        charged with is charged here.
    half_for
        Regular expressions for those of them that leave half.
    spoiled_by
        What the two sides of a step look like that, where it is broken, takes the criterion: what it claims is false.
    missing
        What the report says if no line shows it.
    """

    criterion: str
    forms: Annotated[tuple[FormSpec, ...], Field(min_length=1)]
    needs_any: tuple[str, ...] = ()
    elsewhere: bool = False
    slips: tuple[str, ...] = ()
    half_for: tuple[str, ...] = ()
    spoiled_by: StructureSpec | None = None
    missing: str


class ClaimSpec(Spec):
    """Something false that is often said beside the formulas; it gets a note, and costs nothing by itself."""

    says: str
    message: str


class DerivationSpec(Spec):
    r"""A derivation from a start to a target, and the ideas it must show on its way.

    Parameters
    ----------
    start, targets
        The given side, and the forms of what is to be reached, in LaTeX.
    waypoints
        What earns the criteria; a criterion without one awaits a human marker.
    worlds
        Functions of `world.py` in which every step must hold; the first one decides about coverage too.
    stricter_world
        A world that drops one premise, which a step may need; `premise` then says so.
    constant_in
        Names of which a constant must be free, where a line is declared to hold up to a constant.
    letters
        Declared letters that a student may define anew.
    claims
        False statements to watch for.
    bounds
        Bounds that the assignment itself prints with ``=``, so that nobody is charged for writing it.
    """

    kind: Literal["derivation"] = "derivation"
    start: str = ""
    targets: tuple[str, ...] = ()
    waypoints: tuple[WaypointSpec, ...] = ()
    worlds: Annotated[tuple[str, ...], Field(min_length=1)] = ("world",)
    stricter_world: str = ""
    premise: str = ""
    constant_in: tuple[str, ...] = ()
    letters: tuple[str, ...] = ()
    claims: tuple[ClaimSpec, ...] = ()
    bounds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DerivationAnswer:
    """The environment's text with its place."""

    written: HandedLatex

    @property
    def conventions(self) -> Mapping[str, str]:
        """What the student declared for this subquestion."""
        return self.written.conventions


def read_lines(handed: HandedLatex, _spec: DerivationSpec) -> DerivationAnswer:
    """Keep a derivation."""
    return DerivationAnswer(handed)
