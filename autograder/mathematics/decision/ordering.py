"""Whether an inequality holds in all worlds: between numbers, or between symmetric matrices."""

from collections.abc import Mapping
from fractions import Fraction
from types import MappingProxyType

import numpy as np

from autograder.mathematics.decision.numeric import AGREEMENT, CERTAINTY
from autograder.mathematics.decision.setting import FIRST_WORLDS, Setting
from autograder.mathematics.evaluation import Value, evaluate
from autograder.mathematics.evaluation.endless import is_infinite
from autograder.mathematics.tree import Call, Constant, Negate, Node, Number, Relation, RelationKind, Sum
from autograder.mathematics.worlds import Array

SIGNS: Mapping[RelationKind, int] = MappingProxyType(
    {RelationKind.LESS: -1, RelationKind.AT_MOST: -1, RelationKind.GREATER: 1, RelationKind.AT_LEAST: 1}
)
STRICT = frozenset({RelationKind.LESS, RelationKind.GREATER})


def holds_everywhere(relation: Relation, setting: Setting) -> bool | None:
    """Say whether an inequality is true in all worlds or false in one; None where that cannot be told.

    Between matrices it compares all quadratic forms: ``A ≻ 0`` says that A is positive definite.
    """
    sign = SIGNS[relation.relation]
    upper, lower = (relation.left, relation.right) if sign > 0 else (relation.right, relation.left)
    if is_infinite(upper) or is_infinite(lower):
        return _beside_infinity(upper, lower, setting)
    gap = _gap(upper, lower, setting)
    return None if gap is None else _weighed(gap, relation.relation in STRICT)


def _beside_infinity(upper: Node, lower: Node, setting: Setting) -> bool | None:
    """Every number lies between the two infinities."""
    if _number(lower if is_infinite(upper) else upper, setting) is None:
        return None
    return upper == Constant("infinity") or isinstance(lower, Negate)


def _number(node: Node, setting: Setting) -> Value | None:
    value = evaluate(node, setting.draw((), FIRST_WORLDS))
    usable = isinstance(value, Value) and value.is_scalar and np.isrealobj(value.array)
    return value if usable and isinstance(value, Value) and np.isfinite(value.array).all() else None


def _gap(upper: Node, lower: Node, setting: Setting) -> Value | None:
    """Return by how much one side is larger: of matrices, the smallest eigenvalue of their difference."""
    sides = _number(upper, setting), _number(lower, setting)
    if sides[0] is not None and sides[1] is not None:
        return Value(sides[0].array - sides[1].array, sides[0].error + sides[1].error)
    terms = tuple(term for term in (upper, Negate(lower)) if term not in (_ZERO, Negate(_ZERO)))
    difference = terms[0] if len(terms) == 1 else Sum(terms)
    return _number(Call("eigenvalue_min", (difference,)), setting)


_ZERO = Number(Fraction(0))


def _weighed(gap: Value, strict: bool) -> bool | None:
    rounding: Array = gap.error
    if (gap.array < -CERTAINTY * rounding).any():
        return False
    if (gap.array > CERTAINTY * rounding).all():
        return True
    level = np.abs(gap.array) <= AGREEMENT * rounding
    if strict:
        return False if level.all() else None
    return True if (level | (gap.array > CERTAINTY * rounding)).all() else None
