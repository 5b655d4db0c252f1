"""Sums, products and powers of values, each with its first-order rounding bound."""

import numpy as np

from autograder.mathematics.evaluation.elementwise import real_or_complex
from autograder.mathematics.evaluation.values import EPSILON, CannotEvaluate, ShapeMismatch, Value
from autograder.mathematics.worlds import Array

MAX_MATRIX_POWER = 64


def negate(value: Value) -> Value:
    """Return minus a value."""
    return Value(-value.array, value.error, value.unsized)


def sized_identity(value: Value, size: int) -> Value:
    """Give a multiple of an unsized identity its size."""
    eye = np.eye(size)
    return Value(value.array * eye, value.error * eye)


def fitted(value: Value, other: Value) -> Value:
    """Give an unsized identity or a bare 0 the shape of its neighbour, where it has one."""
    if other.is_scalar or not value.is_scalar:
        return value
    if value.unsized and other.rows == other.columns:
        return sized_identity(value, other.rows)
    if value.is_zero:
        shape = (*value.array.shape[:-2], other.rows, other.columns)
        return Value(np.zeros(shape), np.zeros(shape))
    return value


def add(left: Value, right: Value) -> Value:
    """Return the sum of two values of one shape.

    Raises
    ------
    ShapeMismatch
        If the shapes differ; nothing is ever added entry by entry to a matrix but a matrix.
    """
    if left.array.shape[-2:] != right.array.shape[-2:]:
        left, right = fitted(left, right), fitted(right, left)
        if left.array.shape[-2:] != right.array.shape[-2:]:
            raise ShapeMismatch
    array = left.array + right.array
    return Value(array, left.error + right.error + EPSILON * np.abs(array), left.unsized or right.unsized)


def scale(left: Value, right: Value) -> Value:
    """Return a product with at least one factor a number."""
    array = left.array * right.array
    error = np.abs(left.array) * right.error + np.abs(right.array) * left.error + EPSILON * np.abs(array)
    return Value(array, error, left.unsized or right.unsized)


def multiply(left: Value, right: Value) -> Value:
    """Return a product of numbers or matrices, in this order.

    Raises
    ------
    ShapeMismatch
        If the inner sizes differ.
    """
    if left.is_scalar or right.is_scalar:
        sized = left.unsized != right.unsized and not (left.is_scalar and right.is_scalar)
        product = scale(left, right)
        return Value(product.array, product.error) if sized else product
    if left.columns != right.rows:
        raise ShapeMismatch
    magnitude = np.abs(right.array)
    error = np.abs(left.array) @ (right.error + left.columns * EPSILON * magnitude) + left.error @ magnitude
    return Value(left.array @ right.array, error)


def reciprocal(value: Value) -> Value:
    """Return one over a number; a zero gives an infinity, which no comparison accepts."""
    with np.errstate(all="ignore"):
        array = 1.0 / value.array
        return Value(array, np.abs(array) ** 2 * value.error + EPSILON * np.abs(array), value.unsized)


def _whole(exponent: Array) -> bool:
    return not np.iscomplexobj(exponent) and bool((exponent == np.round(exponent)).all())


def power(base: Value, exponent: Value) -> Value:
    """Return a number to the power of a number; a negative base goes complex where the exponent is no integer."""
    grounds, raised = base.array, exponent.array
    if not _whole(raised):
        grounds = real_or_complex(grounds)
    with np.errstate(all="ignore"):
        array = np.power(grounds, raised)
        size = np.abs(array)
        # d(b^e) = b^e (e db/b + log b de); a base of 0 has its own, smaller, bound below
        relative = np.abs(raised) * base.error / np.abs(grounds) + np.abs(np.log(np.abs(grounds))) * exponent.error
        error = size * (np.where(np.isfinite(relative), relative, 0.0) + 4 * EPSILON * (1 + np.abs(raised)))
    return Value(array, error)


def matrix_power(base: Value, exponent: int) -> Value:
    """Return a whole, non-negative power of a square matrix.

    Raises
    ------
    ShapeMismatch
        If the matrix is not square.
    CannotEvaluate
        If the power is above `MAX_MATRIX_POWER`.
    """
    if base.rows != base.columns:
        raise ShapeMismatch
    if exponent > MAX_MATRIX_POWER:
        raise CannotEvaluate(f"a matrix to the power {exponent} is too much to compute")
    eye = np.ones_like(base.array) * np.eye(base.rows)
    result = Value(eye, np.zeros(eye.shape))
    for _ in range(exponent):
        result = multiply(result, base)
    return result
