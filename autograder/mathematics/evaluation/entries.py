"""Entries of vectors and matrices by their indices, which differ from world to world where a sum runs over them."""

import numpy as np

from autograder.mathematics.evaluation.context import Context
from autograder.mathematics.evaluation.plain import plain
from autograder.mathematics.evaluation.values import CannotEvaluate, Value
from autograder.mathematics.tree import Call, Node
from autograder.mathematics.worlds import Array


def entry(context: Context, node: Call) -> Value:
    """Return an entry of a vector or matrix, counted from 1; NaN in worlds where there is none.

    Raises
    ------
    CannotEvaluate
        If an index is no whole number, or there are more of them, or fewer, than the first argument needs.
    """
    whole = context.value(node.arguments[0])
    row, *further = (_index(context, index) for index in node.arguments[1:])
    if len(further) != (0 if whole.columns == 1 else 1):
        raise CannotEvaluate(f"{plain(node)} has not the indices that it needs")
    column = further[0] if further else np.ones_like(row)
    inside = (row >= 1) & (row <= whole.rows) & (column >= 1) & (column <= whole.columns)
    places = [np.where(inside, index, 1) - 1 for index in (row, column)]
    array, error = (_picked(context, values, places, inside) for values in (whole.array, whole.error))
    return Value(array, np.nan_to_num(error))


def _picked(context: Context, values: Array, places: list[Array], inside: Array) -> Array:
    count = context.worlds.count
    spread = np.broadcast_to(values, (count, *values.shape[1:]))
    found = spread[np.arange(count), ..., places[0], places[1]]
    known: Array = np.where(inside.reshape(-1, *(1,) * (found.ndim - 1)), found, np.nan)
    return known.reshape(*known.shape, 1, 1)


def _index(context: Context, node: Node) -> Array:
    """Return an index in every world."""
    value = context.value(node)
    numbers = value.array.reshape(-1)
    if np.iscomplexobj(numbers) or numbers.size != value.array.shape[0] or (numbers != np.round(numbers)).any():
        raise CannotEvaluate(f"{plain(node)} is no index")
    whole: Array = np.broadcast_to(numbers, (context.worlds.count,)).astype(int)
    return whole


def kronecker_delta(context: Context, node: Call) -> Value:
    """Return 1 where two indices are the same, and 0 elsewhere."""
    one, other = (_index(context, index) for index in node.arguments)
    same = (one == other).astype(float).reshape(-1, *(1,) * (2 + len(context.worlds.axes)))
    return Value(same, np.zeros_like(same))
