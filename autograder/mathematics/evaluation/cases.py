"""Values by cases: in each world the first condition that holds decides."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

import numpy as np

from autograder.mathematics.evaluation.context import Context
from autograder.mathematics.evaluation.values import CannotEvaluate, ShapeMismatch, Value
from autograder.mathematics.tree import Logic, Node, Piecewise, Relation, RelationKind
from autograder.mathematics.worlds import Array

_ORDERS: Mapping[RelationKind, Callable[[Array, Array], Array]] = MappingProxyType(
    {
        RelationKind.LESS: lambda gap, slack: gap < -slack,
        RelationKind.AT_MOST: lambda gap, slack: gap <= slack,
        RelationKind.GREATER: lambda gap, slack: gap > slack,
        RelationKind.AT_LEAST: lambda gap, slack: gap >= -slack,
        RelationKind.EQUAL: lambda gap, slack: np.abs(gap) <= slack,
        RelationKind.NOT_EQUAL: lambda gap, slack: np.abs(gap) > slack,
    }
)


def piecewise(context: Context, node: Piecewise) -> Value:
    """Return the value of the first case whose condition holds, NaN where none does.

    Raises
    ------
    ShapeMismatch
        If a case is no number.
    CannotEvaluate
        If the truth of a condition cannot be computed.
    """
    values = [context.value(value) for value in node.values]
    if not all(value.is_scalar and not value.unsized for value in values):
        raise ShapeMismatch
    shape = np.broadcast_shapes(*(value.array.shape for value in values), (1,) * values[0].array.ndim)
    array: Array = np.full(shape, np.nan)
    error: Array = np.zeros(shape)
    for value, condition in reversed(list(zip(values, node.conditions, strict=True))):
        chosen = np.ones(shape, dtype=bool) if condition is None else truth(context, condition)
        array = np.where(chosen, value.array, array)
        error = np.where(chosen, value.error, error)
    return Value(array, error)


def truth(context: Context, node: Node) -> Array:
    """Say where a statement about numbers holds; a side that is no real number makes it false."""
    match node:
        case Logic("and", operands):
            return _together(np.logical_and, True, [truth(context, part) for part in operands])
        case Logic("or", operands):
            return _together(np.logical_or, False, [truth(context, part) for part in operands])
        case Logic("not", (operand,)):
            return ~truth(context, operand)
        case Relation(relation, left, right) if relation in _ORDERS:
            return _order(context, relation, (left, right))
        case _:
            raise CannotEvaluate("a condition of these cases is of a kind whose truth is not computed")


def _together(combine: Callable[[Array, Array], Array], start: bool, parts: list[Array]) -> Array:
    total: Array = np.array(start)
    for part in parts:
        total = combine(total, part)
    return total


def _order(context: Context, relation: RelationKind, sides: tuple[Node, Node]) -> Array:
    left, right = (context.value(side) for side in sides)
    if not left.is_scalar or not right.is_scalar:
        raise ShapeMismatch
    if np.iscomplexobj(left.array) or np.iscomplexobj(right.array):
        raise CannotEvaluate("complex numbers have no order")
    return _ORDERS[relation](left.array - right.array, left.error + right.error)
