"""A mathematical expression: a formula, a matrix, a set of values, an equation.

Kept as it was written here; reading it into a tree is the business of `autograder.mathematics`, which lies above.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Annotated, Literal

import numpy as np
from pydantic import BeforeValidator

from autograder.answers.mappings import without_mappings
from autograder.answers.spec import Spec
from autograder.answers.wording import describe_value
from autograder.domain.faults import Fault, FaultKind
from autograder.domain.handed import HandedLatex, HandedValue
from autograder.domain.points import parse_points
from autograder.wire import Symbolic


class Convention(Spec):
    """Another target that is right where the student declared a convention."""

    when: Mapping[str, str]
    target: str
    linear_map: tuple[str, ...] = ()


class ExpressionSpec(Spec):
    r"""The target, in LaTeX and in the question's notation, and what the answer must look like.

    Parameters
    ----------
    target
        The right answer under the default convention.
    conventions
        Targets under conventions that a student may declare with ``\notation``.
    multiplicity
        True if a set of values counts how often each occurs (eigenvalues).
    coordinates
        Names of the coordinates of points, so that ``d = 0, g = 0`` is a point.
    linear_map
        Names of the state, so that one equation for each of them is a matrix.
    extra_members_credit
        Credit for a set that holds the target, or every member of a target that is a set, and others besides.
    also
        Other right answers, for letters that mean another thing and are right all the same.
    in_terms_of
        The only names an answer may use, so that the question is not answered by itself (``A`` for A); all if empty.
    """

    kind: Literal["expression"] = "expression"
    target: str
    conventions: tuple[Convention, ...] = ()
    multiplicity: bool = False
    coordinates: tuple[str, ...] = ()
    linear_map: tuple[str, ...] = ()
    extra_members_credit: Annotated[Fraction, BeforeValidator(parse_points)] = Fraction(0)
    also: tuple[str, ...] = ()
    in_terms_of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ExpressionAnswer:
    """The expression as written, with the target that the student's declared conventions call for."""

    written: HandedLatex | HandedValue
    target: str
    linear_map: tuple[str, ...]
    points: bool
    """True if points are asked, so that a list of lists is no matrix."""


def read_expression(handed: HandedLatex | HandedValue, spec: ExpressionSpec) -> ExpressionAnswer | Fault:
    """Choose the target by the declared conventions; a convention the part does not know is a fault.

    So is a value that no expression can be. Text and sympy objects are read where mathematics is.
    """
    if isinstance(handed, HandedValue) and (spec.multiplicity or spec.coordinates):
        handed = replace(handed, value=without_mappings(handed.value, spec.coordinates))
    if isinstance(handed, HandedValue) and not _may_be_expression(handed.value):
        return Fault(
            FaultKind.UNREADABLE,
            f"an expression is asked here, not {describe_value(handed.value)}",
            hint="Give a sympy expression, a number, a matrix of either, or text such as 'sqrt(1 + a^2)'.",
        )
    for convention in spec.conventions:
        if all(_same(handed.conventions.get(key, ""), value) for key, value in convention.when.items()):
            return ExpressionAnswer(
                handed, convention.target, convention.linear_map or spec.linear_map, bool(spec.coordinates)
            )
    for key in {key for convention in spec.conventions for key in convention.when}:
        known = [convention.when[key] for convention in spec.conventions if key in convention.when]
        declared = handed.conventions.get(key, "")
        if declared and not any(_same(declared, value) for value in known):
            return Fault(
                FaultKind.UNREADABLE,
                f'the convention {key} = "{declared}" is not known here',
                hint=f"Known: {', '.join(known)}.",
            )
    return ExpressionAnswer(handed, spec.target, spec.linear_map, bool(spec.coordinates))


def _may_be_expression(value: object) -> bool:
    if isinstance(value, np.ndarray):
        return value.ndim <= 2 and value.dtype.kind in "iufc" and not np.isnan(value).any()
    if isinstance(value, list):
        nested = [len(item) for item in value if isinstance(item, list)]
        even = not nested or (len(nested) == len(value) and len(set(nested)) == 1)
        return even and all(map(_may_be_expression, value))
    if isinstance(value, float | complex):
        return value == value  # noqa: PLR0124 - NaN alone is not itself
    if isinstance(value, Symbolic):
        return value.head != "mapping"
    return isinstance(value, int | Fraction | str) and not isinstance(value, bool)


def _same(declared: str, value: str) -> bool:
    return "".join(declared.replace("$", "").split()) == "".join(value.split())
