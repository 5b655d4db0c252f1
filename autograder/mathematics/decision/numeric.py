"""Comparing two expressions in many worlds: agreement to rounding, never by rounding."""

from dataclasses import dataclass
from math import isfinite

import numpy as np

from autograder.domain.tolerance import Tolerance
from autograder.mathematics.evaluation import Value
from autograder.mathematics.evaluation.arithmetic import fitted
from autograder.mathematics.evaluation.linear import transpose, vec
from autograder.mathematics.evaluation.values import shape_in_words
from autograder.mathematics.worlds import Array

MISFIT = ", what is asked"
"""Stands in every sentence about two shapes that do not fit."""
EXACT = Tolerance(0.0, 0.0)
AGREEMENT = 4.0
"""Two values agree if they differ by at most this many times the rounding bound of both together."""
CERTAINTY = 1e3
"""They surely differ if they differ by more than this many times; between the two nothing is said."""
SHARPNESS = 1e-9
"""A world tells nothing if the rounding bound is larger than this share of the values, or of one."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two expressions world by world; each field is bool[worlds].

    `usable` is False where a side is NaN or infinite; `agree` and `differ` are both False where rounding hides the
    answer; `left_real` and `right_real` say where a side is a real number.
    """

    usable: Array
    agree: Array
    differ: Array
    left_real: Array
    right_real: Array


def _per_world(flags: Array, worlds: int, combine: str) -> Array:
    flat = flags.reshape(flags.shape[0], -1)
    combined: Array = (np.logical_and if combine == "all" else np.logical_or).reduce(flat, axis=1)
    return combined if combined.shape[0] == worlds else np.repeat(combined, worlds)


def is_real(value: Value, worlds: int) -> Array:
    """Say in which worlds a value is real to rounding, bool[worlds]."""
    if not np.iscomplexobj(value.array):
        return np.ones(worlds, dtype=bool)
    return _per_world(np.abs(value.array.imag) <= AGREEMENT * value.error, worlds, "all")


def aligned(left: Value, right: Value) -> tuple[Value, Value] | str:
    """Return two values with one shape, or a sentence that says how their shapes differ.

    A bare 0 and an unsized identity take the other's shape; a matrix beside a vector of as many entries is its vec;
    a row stands for a column.
    """
    if left.array.shape[-2:] == right.array.shape[-2:]:
        return left, right
    left, right = fitted(left, right), fitted(right, left)
    for _ in range(2):
        if left.columns == 1 and right.columns > 1 and left.rows == right.rows * right.columns:
            right = transpose(right) if right.rows == 1 else vec(right)
        left, right = right, left
    if left.array.shape[-2:] != right.array.shape[-2:]:
        return f"the answer {shape_in_words(left)}{MISFIT} {shape_in_words(right)}"
    return left, right


def compare(left: Value, right: Value, worlds: int, tolerance: Tolerance = EXACT) -> Comparison:
    """Compare two values of one shape in each world.

    Parameters
    ----------
    left, right
        Values of the same rows and columns.
    worlds
        Number of worlds.
    tolerance
        Further margin, scaled by `right`; none asks for agreement to rounding.
    """
    with np.errstate(all="ignore"):
        sizes = np.maximum(np.abs(left.array), np.abs(right.array))
        usable = _per_world(np.isfinite(sizes), worlds, "all")
        rounding = left.error + right.error
        gap = np.abs(left.array - right.array)
        near, far = AGREEMENT * rounding, CERTAINTY * rounding
        if tolerance != EXACT:
            margin = tolerance.absolute + tolerance.relative * np.abs(right.array)
            near, far = near + margin, far + margin
        sharp = rounding <= SHARPNESS * np.maximum(1.0, sizes)
        agree = _per_world((gap <= near) & sharp, worlds, "all") & usable
        differ = _per_world(gap > far, worlds, "any") & usable
    return Comparison(usable, agree, differ, is_real(left, worlds), is_real(right, worlds))


def differ_at_once(left: Value, right: Value) -> bool:
    """Say whether two real numbers surely differ in the first world, as `compare` would say too; False says nothing."""
    if left.array.size != left.array.shape[0] or right.array.size != right.array.shape[0]:
        return False
    one, other = left.array.item(0), right.array.item(0)
    if not isinstance(one, float) or not isinstance(other, float) or not isfinite(one) or not isfinite(other):
        return False
    return bool(abs(one - other) > CERTAINTY * (left.error.item(0) + right.error.item(0)))


def decided_at_once(left: Value, right: Value) -> bool | None:
    """Say whether two values surely agree in every world, or differ in one, as `compare` would; None says nothing."""
    with np.errstate(all="ignore"):
        rounding, gap = left.error + right.error, np.abs(left.array - right.array)
        if not gap.size or not gap.max() < np.inf:  # NaN must fail
            return None
        if rounding.max() <= SHARPNESS and (gap <= AGREEMENT * rounding).all():
            return True
        return False if (gap > CERTAINTY * rounding).any() else None


def disagree_at_once(left: Value, right: Value) -> bool:
    """Say whether two values do not agree in their first entry, as `compare` would say too; False says nothing."""
    if not left.array.size or not right.array.size:
        return False
    one, other = left.array.item(0), right.array.item(0)
    if not isinstance(one, float) or not isinstance(other, float):
        return False
    return bool(abs(one - other) > AGREEMENT * (left.error.item(0) + right.error.item(0)))


def compare_up_to_constant(left: Value, right: Value, worlds: int) -> Comparison:
    """Compare two values up to one number that is the same in all worlds, which must have been drawn so."""
    full = (worlds, *np.broadcast_shapes(left.array.shape[1:], right.array.shape[1:]))
    gap = np.broadcast_to(left.array - right.array, full)
    rounding = np.broadcast_to(left.error + right.error, full)
    first = Value(np.broadcast_to(gap[:1], full), np.broadcast_to(rounding[:1], full))
    return compare(Value(gap, rounding), first, worlds)
