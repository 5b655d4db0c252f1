"""What an expression is worth: numbers with a bound on their rounding, or the reason why there are none."""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from autograder.mathematics.worlds import Array

EPSILON = float(np.finfo(np.float64).eps)
BINDING_ERROR = 16 * EPSILON
"""Rounding granted to what a world computed itself (moments, marginals), relative to its largest entry."""


@dataclass(frozen=True, slots=True)
class Value:
    """One expression in all worlds.

    Parameters
    ----------
    array
        Shape ``(worlds or 1, *named axes, rows, columns)``, float64 or complex128; numbers have one row and column,
        vectors one column.
    error
        First-order bound on the rounding in `array`, same shape or broadcastable to it; float64. It grows with the
        terms that cancelled, so that "equal" is asked relative to them and never by rounding.
    unsized
        True for a multiple of an identity matrix whose size is not written, as the ``I`` of ``A - λI``.
    """

    array: Array
    error: Array
    unsized: bool = False

    @property
    def rows(self) -> int:
        """Number of rows."""
        rows: int = self.array.shape[-2]
        return rows

    @property
    def columns(self) -> int:
        """Number of columns."""
        columns: int = self.array.shape[-1]
        return columns

    @property
    def is_scalar(self) -> bool:
        """True for a number, which a 1 x 1 matrix is too."""
        shape: tuple[int, ...] = self.array.shape
        return shape[-1] == 1 == shape[-2]

    @property
    def is_zero(self) -> bool:
        """True if it is exactly the number 0, which stands for a zero of any shape."""
        return bool(self.is_scalar and not np.any(self.array) and not np.any(self.error))


@dataclass(frozen=True, slots=True)
class ShapeFault:
    """Shapes that do not fit, said in the student's own symbols: "W_p F_1 is 3 x 3, f_1 has 3 entries"."""

    message: str


@dataclass(frozen=True, slots=True)
class NotEvaluated:
    """The engine cannot give this expression a value; no fault of the student."""

    reason: str


Evaluation: TypeAlias = Value | ShapeFault | NotEvaluated


class ShapeMismatch(Exception):
    """Unwinds an evaluation; `evaluate` turns it into a `ShapeFault`, so that no caller ever sees it."""


class CannotEvaluate(Exception):
    """Unwinds an evaluation; `evaluate` turns it into a `NotEvaluated`, so that no caller ever sees it."""


def exactly(number: float | complex, dimensions: int) -> Value:
    """Return a number that is the same in all worlds, laid out over `dimensions` array dimensions."""
    array = np.full((1,) * dimensions, number)
    return Value(array, np.zeros(array.shape))


def bound(array: Array) -> Value:
    """Return the value of a laid-out binding, with the rounding its world may have made."""
    dtype = np.complex128 if np.iscomplexobj(array) else np.float64
    array = array.astype(dtype, copy=False)
    sizes = np.abs(array)
    if array.shape[-2:] != (1, 1):
        sizes = np.broadcast_to(sizes.max(axis=(-2, -1), keepdims=True), array.shape)
    return Value(array, BINDING_ERROR * sizes)


def shape_in_words(value: Value) -> str:
    """Say a shape for people: "is a number", "has 3 entries", "is 3×2"."""
    if value.is_scalar:
        return "is a number"
    if value.columns == 1:
        return f"has {value.rows} entries"
    return f"is {value.rows}×{value.columns}"
