"""Compare an answer that is a value with what a reference function computed, and show values to people."""

from typing import Any

import numpy as np

from autograder.answers import (
    Answer,
    ArrayAnswer,
    ArraySpec,
    MaskAnswer,
    MaskSpec,
    MultisetAnswer,
    MultisetSpec,
    PointSetAnswer,
    PointSetSpec,
    ScalarAnswer,
    ScalarSpec,
    Spec,
)
from autograder.comparers import (
    compare_arrays,
    compare_masks,
    compare_multisets,
    compare_point_sets,
    compare_scalars,
    show_number,
)
from autograder.domain.errors import ReferenceFailure
from autograder.domain.verdicts import Judged
from autograder.wire import Array, Procedure

MOST_ENTRIES_SHOWN = 16


def compare_values(answer: Answer, truth: Any, spec: Spec, rows: tuple[int, ...] = ()) -> Judged:
    """Judge a value against the truth computed by a reference.

    Parameters
    ----------
    rows
        Entries along the first axis that are looked at, counted from 0; all if empty.

    Raises
    ------
    ReferenceFailure
        If the reference computed something of another kind than its part declares.
    """
    match answer, spec:
        case ScalarAnswer(), ScalarSpec():
            return compare_scalars(answer, complex(truth), spec.tolerance.value())
        case ArrayAnswer(), ArraySpec():
            return _compare_rows(answer, np.asarray(truth), spec, rows)
        case MultisetAnswer(), MultisetSpec():
            return compare_multisets(answer, tuple(map(complex, truth)), spec.tolerance.value())
        case PointSetAnswer(), PointSetSpec():
            return compare_point_sets(answer, tuple(map(tuple, truth)), spec.tolerance.value())
        case MaskAnswer(), MaskSpec():
            return compare_masks(answer, field_cells(truth), spec)
        case _:
            raise ReferenceFailure(f"a {type(spec).__name__} cannot judge a {type(answer).__name__}")


def field_cells(field: Array) -> frozenset[tuple[int, int]]:
    """Return the 1-based (row, column) cells that are true in a boolean grid."""
    return frozenset((int(row) + 1, int(column) + 1) for row, column in np.argwhere(np.asarray(field)))


def _compare_rows(answer: ArrayAnswer, truth: Array, spec: ArraySpec, rows: tuple[int, ...]) -> Judged:
    # an answer of another shape is compared whole, which says so
    if rows and answer.values.shape == truth.shape and truth.ndim:
        answer, truth = ArrayAnswer(answer.values[list(rows)]), truth[list(rows)]
    judged = compare_arrays(answer, truth, spec.tolerance.value())
    if spec.credit == "all" and judged.credit < 1:
        return Judged(judged.credit * 0, judged.evidence)
    return judged


def show_value(value: object) -> str:
    """Write an input for a student: short, with shapes where it is long."""
    if isinstance(value, Procedure):
        return f"a function of {', '.join(value.parameters)}"
    if isinstance(value, np.ndarray):
        if value.size > MOST_ENTRIES_SHOWN:
            return f"array of shape {value.shape}"
        return _show_entries(value.tolist())
    if isinstance(value, float | complex):
        return show_number(value)
    return str(value)


def _show_entries(entries: Any) -> str:
    if isinstance(entries, list):
        return f"[{', '.join(map(_show_entries, entries))}]"
    return str(entries) if isinstance(entries, bool | int) else f"{entries:.4g}"
