"""Norms by their kind; one whose meaning hangs on a convention has no value here."""

import numpy as np

from autograder.mathematics.evaluation import linear
from autograder.mathematics.evaluation.arithmetic import multiply
from autograder.mathematics.evaluation.context import Context
from autograder.mathematics.evaluation.elementwise import apply
from autograder.mathematics.evaluation.plain import plain
from autograder.mathematics.evaluation.values import EPSILON, CannotEvaluate, ShapeMismatch, Value
from autograder.mathematics.tree import Call, Constant, Node, Number, Symbol

_NUCLEAR = Symbol("*")


def norm_squared(context: Context, node: Call) -> Value:
    """Return the sum of the squares of all entries."""
    return linear.sum_of_squares(context.value(node.arguments[0]), context.analytic)


def norm(context: Context, node: Call) -> Value:
    """Return a norm: Euclidean or Frobenius where no kind is given.

    Raises
    ------
    CannotEvaluate
        If the kind is not known, or means several things: ``‖A‖₁`` of a matrix is a sum of all entries or the largest
        of a column.
    """
    if len(node.arguments) == 1:
        return apply("sqrt", norm_squared(context, node))
    inner, kind = node.arguments
    value = context.value(inner)
    if kind == _NUCLEAR and not context.analytic:
        return linear.nuclear_norm(value)
    if isinstance(kind, Number | Constant):
        return _of_degree(context, node, value)
    weights = None if isinstance(kind, Symbol) and kind.name in ("op", "F", "fro") else context.value(kind)
    if weights is None or weights.is_scalar:
        raise CannotEvaluate(f"which norm {plain(node)} is, is not known here")
    if value.columns != 1 or weights.rows != value.rows or weights.columns != value.rows:
        raise ShapeMismatch
    return apply("sqrt", multiply(multiply(linear.transpose(value), weights), value))


def _of_degree(context: Context, node: Call, value: Value) -> Value:
    degree = _degree(node.arguments[1])
    if degree == 2 and value.columns == 1:
        return apply("sqrt", linear.sum_of_squares(value, context.analytic))
    if context.analytic or degree not in (1, 2, np.inf) or (value.columns != 1 and degree != 2):
        raise CannotEvaluate(f"which norm {plain(node)} is, is not known here")
    if degree == 2:
        return linear.singular_value(value, lambda found: found[..., 0])
    sizes, errors = np.abs(value.array), np.broadcast_to(value.error, value.array.shape)
    if degree == 1:
        array = sizes.sum(axis=-2, keepdims=True)
        return Value(array, errors.sum(axis=-2, keepdims=True) + value.rows * EPSILON * array)
    return Value(sizes.max(axis=-2, keepdims=True), errors.max(axis=-2, keepdims=True))


def _degree(kind: Node) -> float:
    if isinstance(kind, Number):
        return float(kind.value)
    return float("inf") if kind == Constant("infinity") else float("nan")
