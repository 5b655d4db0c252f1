"""Matrix functions of values: transpose, trace, determinant, inverse, Kronecker product, norms, eigenvalues."""

from collections.abc import Callable

import numpy as np

from autograder.mathematics.evaluation.values import EPSILON, CannotEvaluate, ShapeMismatch, Value, exactly
from autograder.mathematics.worlds import Array

MAX_ENTRIES = 400_000
"""Largest array, all worlds together, that an answer may ask for."""
MAX_CONDITION = 1e6
"""Eigenvectors closer to each other than this tell nothing."""
EXPONENTIAL_HALVINGS = 6
EXPONENTIAL_TERMS = 18


def _square(value: Value) -> Value:
    if value.rows != value.columns:
        raise ShapeMismatch
    return value


def transpose(value: Value) -> Value:
    """Return the transpose (no conjugation)."""
    return Value(value.array.swapaxes(-1, -2), value.error.swapaxes(-1, -2), value.unsized)


def trace(value: Value) -> Value:
    """Return the sum of the diagonal of a square matrix."""
    array = np.einsum("...ii->...", _square(value).array)[..., None, None]
    error = np.einsum("...ii->...", value.error)[..., None, None]
    return Value(array, error + value.rows * EPSILON * np.abs(array))


def _with_relative_error(array: Array, sensitivity: Array) -> Value:
    return Value(array, np.broadcast_to(sensitivity, array.shape))


def inverse(value: Value) -> Value:
    """Return the inverse of a square matrix; NaN in the worlds where it has none."""
    array = _square(value).array
    singular = np.abs(np.linalg.det(array)) == 0
    result = np.linalg.inv(np.where(singular[..., None, None], np.eye(value.rows), array))
    magnitude = np.abs(result)
    error = magnitude @ (value.error + 4 * value.rows * EPSILON * np.abs(array)) @ magnitude
    return Value(np.where(singular[..., None, None], np.nan, result), error)


def determinant(value: Value) -> Value:
    """Return the determinant of a square matrix."""
    array = _square(value).array
    lengths = np.sqrt((np.abs(array) ** 2).sum(axis=-1))
    errors = np.sqrt((value.error**2).sum(axis=-1)) + 8 * value.rows * EPSILON * lengths
    # Hadamard: changing one row changes the determinant by at most the product of the other rows' lengths
    others = lengths[..., ::-1] if value.rows == 2 else _products_of_others(lengths)
    error = (errors * others).sum(axis=-1)
    return Value(np.linalg.det(array)[..., None, None], error[..., None, None])


def _products_of_others(numbers: Array) -> Array:
    """Return, for each of some numbers (last axis), the product of all others."""
    count = numbers.shape[-1]
    if count == 1:
        return np.ones_like(numbers)
    return np.stack([np.delete(numbers, k, axis=-1).prod(axis=-1) for k in range(count)], axis=-1)


def kronecker(left: Value, right: Value) -> Value:
    """Return the Kronecker product, in this order; with a bare 0 it is a bare 0."""
    if left.is_zero or right.is_zero:
        return exactly(0.0, left.array.ndim)
    rows, columns = left.rows * right.rows, left.columns * right.columns
    if left.unsized or right.unsized:
        raise CannotEvaluate("an identity matrix of unknown size stands in a Kronecker product")
    if max(left.array.size, right.array.size) * rows * columns > MAX_ENTRIES * 16 or rows * columns > 4096:
        raise CannotEvaluate("the Kronecker product is too large to compute")

    def product(one: Array, other: Array) -> Array:
        spread = one[..., :, None, :, None] * other[..., None, :, None, :]
        return spread.reshape(*spread.shape[:-4], rows, columns)

    array = product(left.array, right.array)
    error = product(np.abs(left.array), right.error) + product(left.error, np.abs(right.array))
    return Value(array, error + EPSILON * np.abs(array))


def vec(value: Value) -> Value:
    """Stack the columns of a matrix into one column."""

    def stacked(array: Array) -> Array:
        return array.swapaxes(-1, -2).reshape(*array.shape[:-2], value.rows * value.columns, 1)

    return Value(stacked(value.array), stacked(np.broadcast_to(value.error, value.array.shape)))


def sum_of_squares(value: Value, analytic: bool = False) -> Value:
    """Return the squared Euclidean or Frobenius norm; `analytic` leaves out the modulus, for complex steps."""
    squares = value.array**2 if analytic else np.abs(value.array) ** 2
    array = squares.sum(axis=(-2, -1), keepdims=True)
    error = (2 * np.abs(value.array) * value.error).sum(axis=(-2, -1), keepdims=True)
    return Value(array, error + (value.rows * value.columns + 2) * EPSILON * np.abs(array))


def diagonal(value: Value) -> Value:
    """Return the diagonal matrix of a vector, or the diagonal of a matrix as a vector."""
    if value.columns == 1 or value.rows == 1:
        size = max(value.rows, value.columns)
        eye = np.eye(size)
        flat, bound = (part.reshape(*part.shape[:-2], size, 1) for part in (value.array, value.error))
        return Value(flat * eye, bound * eye)
    return Value(*(np.einsum("...ii->...i", part)[..., None] for part in (_square(value).array, value.error)))


def adjugate(value: Value) -> Value:
    """Return the adjugate of an invertible matrix."""
    whole, back = determinant(value), inverse(value)
    array = whole.array * back.array
    return Value(array, whole.error * np.abs(back.array) + np.abs(whole.array) * back.error)


def exponential(value: Value) -> Value:
    """Return the exponential of a square matrix, by its series after repeated halving."""
    array = _square(value).array
    largest = float(np.abs(array).sum(axis=-1).max(initial=0.0))
    if not largest <= 2.0**EXPONENTIAL_HALVINGS:  # not >: NaN must be refused too
        raise CannotEvaluate("the exponential of this matrix is too large to compute")
    small = array / 2.0**EXPONENTIAL_HALVINGS
    eye = np.eye(value.rows)
    result = np.ones_like(small) * eye
    for k in range(EXPONENTIAL_TERMS, 0, -1):
        result = eye + small @ result / k
    for _ in range(EXPONENTIAL_HALVINGS):
        result = result @ result
    growth = np.abs(result).max(axis=(-2, -1), keepdims=True)
    slack = value.error.max(axis=(-2, -1), keepdims=True) * value.rows + 2.0**EXPONENTIAL_HALVINGS * 32 * EPSILON
    return _with_relative_error(result, growth * slack)


def _eigenvalues(value: Value) -> Array:
    array = _square(value).array
    if not np.isfinite(array).all():
        raise CannotEvaluate("a matrix with infinite entries has no eigenvalues")
    asymmetry = np.abs(array - array.conj().swapaxes(-1, -2))
    if not (asymmetry <= 8 * value.error + 8 * EPSILON * np.abs(array).max(initial=0.0)).all():
        raise CannotEvaluate("the smallest or largest eigenvalue is taken of symmetric matrices only")
    return np.linalg.eigvalsh(array)


def spectral_radius(value: Value) -> Value:
    """Return the largest modulus of the eigenvalues; NaN where the eigenvectors are too close to tell its rounding."""
    array = _square(value).array
    if not np.isfinite(array).all():
        raise CannotEvaluate("a matrix with infinite entries has no eigenvalues")
    found, vectors = np.linalg.eig(array)
    # Bauer and Fike: an eigenvalue moves no further than the change times the condition of the eigenvectors
    condition = np.linalg.cond(vectors)[..., None, None]
    error = condition * (_length(value.error) + 16 * EPSILON * _length(array))
    largest = np.abs(found).max(axis=-1)[..., None, None]
    return Value(np.where(condition < MAX_CONDITION, largest, np.nan), np.broadcast_to(error, largest.shape))


def singular_value(value: Value, pick: Callable[[Array], Array]) -> Value:
    """Return the smallest or largest singular value, as `pick` says of them in falling order."""
    if not np.isfinite(value.array).all():
        raise CannotEvaluate("a matrix with infinite entries has no singular values")
    found = pick(np.linalg.svd(value.array, compute_uv=False))[..., None, None]
    error = _length(value.error) + 16 * EPSILON * _length(value.array)
    return Value(found, np.broadcast_to(error, found.shape))


def nuclear_norm(value: Value) -> Value:
    """Return the sum of the singular values."""
    total = singular_value(value, lambda found: found.sum(axis=-1))
    return Value(total.array, min(value.rows, value.columns) * total.error)


def _length(array: Array) -> Array:
    length: Array = np.sqrt((np.abs(array) ** 2).sum(axis=(-2, -1), keepdims=True))
    return length


def eigenvalue(value: Value, pick: Callable[[Array], Array]) -> Value:
    """Return the smallest or largest eigenvalue of a symmetric matrix, as `pick` says."""
    found = pick(_eigenvalues(value))[..., None, None]
    # Weyl: an eigenvalue moves no further than the norm of the change
    error = _length(value.error) + 16 * EPSILON * _length(value.array)
    return Value(found, np.broadcast_to(error, found.shape))
