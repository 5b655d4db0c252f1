"""Numbers in no order, such as eigenvalues: each counts as often as it occurs."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

import numpy as np

from autograder.answers.spec import Spec, ToleranceSpec
from autograder.answers.wording import describe_value
from autograder.domain.faults import Fault, FaultKind

MOST_MEMBERS = 64


class MultisetSpec(Spec):
    """Complex numbers in any order."""

    kind: Literal["multiset"] = "multiset"
    tolerance: ToleranceSpec = ToleranceSpec()


@dataclass(frozen=True, slots=True)
class MultisetAnswer:
    """The members in the order they were given."""

    members: tuple[complex, ...]


def read_multiset(value: object, _spec: MultisetSpec) -> MultisetAnswer | Fault:
    """Read a value from code: a list of numbers, or an array of them in one row or column."""
    if isinstance(value, list):
        value = _as_array(value)
    if isinstance(value, np.ndarray) and value.ndim == 2 and 1 in value.shape:
        value = value.reshape(-1)
    if not isinstance(value, np.ndarray) or value.dtype.kind not in "iufc" or value.ndim > 1:
        return Fault(FaultKind.UNREADABLE, f"a list of numbers is asked here, not {describe_value(value)}")
    if value.size > MOST_MEMBERS:
        return Fault(FaultKind.TOO_LARGE, f"the list has {value.size} numbers; at most {MOST_MEMBERS} are read")
    return MultisetAnswer(tuple(complex(member) for member in np.atleast_1d(value)))


def _as_array(value: list[object]) -> object:
    """Return a list of numbers, or of lists of one number each, as an array; anything else as it is."""
    rows = [item if isinstance(item, list) else [item] for item in value]
    given = [member for row in rows for member in row]
    members = [member for member in given if isinstance(member, int | float | complex | Fraction)]
    if len(members) < len(given) or (len(rows) > 1 and any(len(row) != 1 for row in rows)):
        return value
    try:
        return np.array([complex(member) for member in members])
    except OverflowError:
        return value
