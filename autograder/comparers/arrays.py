"""Compare an array with its reference, entry by entry."""

from fractions import Fraction

import numpy as np

from autograder.answers import ArrayAnswer
from autograder.comparers.numbers import show_number
from autograder.domain.evidence import Difference, Note
from autograder.domain.tolerance import Tolerance
from autograder.domain.verdicts import Judged
from autograder.wire import Array


def compare_arrays(answer: ArrayAnswer, reference: Array, tolerance: Tolerance) -> Judged:
    """Judge an array: credit is the share of right entries; the worst entry is the evidence.

    The margin of each entry is scaled by the largest finite magnitude in the reference, so that an entry that is
    exactly 0 in a matrix of large numbers is not held to a margin that rounding alone exceeds. A NaN or an infinity
    is right only where the reference has the same one.
    """
    found = answer.values
    if found.shape != reference.shape:
        return _wrong_shape(found, reference)
    if reference.size == 0:
        return Judged(Fraction(1))
    finite = np.abs(reference[np.isfinite(reference)])
    margin = tolerance.margin(float(finite.max(initial=0.0)))
    with np.errstate(invalid="ignore"):
        error = np.abs(np.subtract(found, reference, dtype=np.result_type(found, reference, np.float64)))
    same_special = ~np.isfinite(reference) & ((found == reference) | (np.isnan(found) & np.isnan(reference)))
    wrong = ~((error <= margin) | same_special)  # not error > margin: NaN must fail
    if not wrong.any():
        return Judged(Fraction(1))
    credit = Fraction(int(wrong.size - wrong.sum()), int(wrong.size))
    # a NaN is the worst there is
    worst = np.unravel_index(np.argmax(np.where(wrong, np.nan_to_num(error, nan=np.inf), -1.0)), error.shape)
    return Judged(credit, _evidence(found, reference, wrong, worst))


def _evidence(
    found: Array, reference: Array, wrong: Array, worst: tuple[np.intp, ...]
) -> tuple[Note | Difference, ...]:
    where = "entry [" + ", ".join(str(int(index) + 1) for index in worst) + "]" if worst else "the value"
    difference = Difference(where, found=show_number(found[worst]), expected=show_number(reference[worst]))
    if wrong.size == 1:
        return (difference,)
    number = int(wrong.sum())
    entries = "entry is" if number == 1 else "entries are"
    return (Note(f"{number} of {wrong.size} {entries} wrong; the worst is shown."), difference)


def _wrong_shape(found: Array, reference: Array) -> Judged:
    hint = "" if found.shape != reference.shape[::-1] else " (it looks transposed)"
    difference = Difference(
        "the shape", found=f"{_show_shape(found.shape)}{hint}", expected=_show_shape(reference.shape)
    )
    return Judged(Fraction(0), (difference,))


def _show_shape(shape: tuple[int, ...]) -> str:
    return " × ".join(map(str, shape)) if shape else "a single number"
