"""Numbers in no order, such as eigenvalues: each counts as often as it occurs."""

from dataclasses import dataclass
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
    """Read a value from code: a one-dimensional array or a list of numbers."""
    if isinstance(value, list) and all(isinstance(item, int | float | complex) for item in value):
        value = np.array(value, dtype=complex)
    if not isinstance(value, np.ndarray) or value.dtype.kind not in "iufc" or value.ndim > 1:
        return Fault(FaultKind.UNREADABLE, f"a list of numbers is asked here, not {describe_value(value)}")
    if value.size > MOST_MEMBERS:
        return Fault(FaultKind.TOO_LARGE, f"the list has {value.size} numbers; at most {MOST_MEMBERS} are read")
    return MultisetAnswer(tuple(complex(member) for member in np.atleast_1d(value)))
