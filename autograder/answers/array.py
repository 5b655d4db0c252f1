"""An array of numbers: a vector, a matrix, a batch of values."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from autograder.answers.spec import Spec, ToleranceSpec
from autograder.answers.wording import describe_value
from autograder.domain.faults import Fault, FaultKind
from autograder.wire import Array

_KINDS = {"real": "biuf", "complex": "biufc", "boolean": "biu"}


class ArraySpec(Spec):
    """An array; its shape is that of the reference.

    Parameters
    ----------
    credit
        ``entries``: the share of right entries; ``all``: nothing unless every entry is right.
    """

    kind: Literal["array"] = "array"
    entries: Literal["real", "complex", "boolean"] = "real"
    credit: Literal["entries", "all"] = "entries"
    tolerance: ToleranceSpec = ToleranceSpec()


@dataclass(frozen=True, slots=True)
class ArrayAnswer:
    """The array; NaN and infinities are kept, for the comparer to judge."""

    values: Array


def read_array(value: object, spec: ArraySpec) -> ArrayAnswer | Fault:
    """Read a value from code: an array, a number, or nested lists of one shape."""
    if isinstance(value, np.ndarray):
        values = value
    elif isinstance(value, bool | int | float | complex | list) and not _contains_other(value):
        try:
            values = np.array(value)
        except (ValueError, OverflowError):
            return Fault(FaultKind.UNREADABLE, "the rows of the list have different lengths")
    else:
        return Fault(FaultKind.UNREADABLE, f"an array of numbers is asked here, not {describe_value(value)}")
    if values.dtype.kind == "c" and spec.entries == "real" and not np.any(values.imag):
        values = values.real
    if spec.entries == "boolean" and values.dtype.kind == "f" and np.isin(values, (0, 1)).all():
        values = values.astype(bool)
    if values.dtype.kind not in _KINDS[spec.entries]:
        return Fault(
            FaultKind.UNREADABLE, f"an array of {spec.entries} numbers is asked here, not of type {values.dtype}"
        )
    return ArrayAnswer(values)


def _contains_other(value: object) -> bool:
    if isinstance(value, list):
        return any(_contains_other(item) for item in value)
    # numpy scalars cross the wire as numbers, arrays inside lists as arrays
    return not isinstance(value, bool | int | float | complex | np.ndarray)
