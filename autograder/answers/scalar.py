"""One number."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

import numpy as np

from autograder.answers.spec import Spec, ToleranceSpec
from autograder.answers.wording import describe_value
from autograder.domain.faults import Fault, FaultKind


class ScalarSpec(Spec):
    """One real number, or a complex one where `complex_allowed`."""

    kind: Literal["scalar"] = "scalar"
    complex_allowed: bool = False
    tolerance: ToleranceSpec = ToleranceSpec()


@dataclass(frozen=True, slots=True)
class ScalarAnswer:
    """The number; NaN and infinities are kept, for the comparer to judge."""

    value: complex


def read_scalar(value: object, spec: ScalarSpec) -> ScalarAnswer | Fault:
    """Read a value from code: a number, or an array of exactly one."""
    if isinstance(value, np.ndarray) and value.size == 1 and value.dtype.kind in "iufc":
        value = value.reshape(()).item()
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    if isinstance(value, bool) or not isinstance(value, int | float | complex | Fraction):
        return Fault(FaultKind.UNREADABLE, f"a number is asked here, not {describe_value(value)}")
    try:
        number = complex(value)
    except OverflowError:
        return Fault(FaultKind.UNREADABLE, "the number is too large for double precision")
    if number.imag != 0 and not spec.complex_allowed:
        return Fault(FaultKind.UNREADABLE, f"a real number is asked here, not {number}")
    return ScalarAnswer(number)
