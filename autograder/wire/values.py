"""The closed set of values that may cross."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, TypeAlias

import numpy as np


@dataclass(frozen=True, slots=True)
class Symbolic:
    """An expression as a typed tree: a head from a fixed vocabulary and its arguments.

    Leaves are `Symbolic("symbol", ("alpha",))`, `Symbolic("constant", ("pi",))`, and exact or binary numbers,
    which stand for themselves. Reading it into mathematics is the reader's business; here it is only data.
    """

    head: str
    arguments: tuple["Symbolic | int | float | Fraction | str", ...] = ()


@dataclass(frozen=True, slots=True)
class Procedure:
    """A numeric function handed to a student's function as an argument, such as a flow F or a log-density.

    Parameters
    ----------
    parameters
        Names of its arguments, in order.
    body
        Expression in those names, over the heads listed in `procedures.py`.
    """

    parameters: tuple[str, ...]
    body: Symbolic | int | float


Array: TypeAlias = np.ndarray[Any, np.dtype[Any]]
Value: TypeAlias = (
    "bool | int | float | complex | str | Fraction | Array | Symbolic | Procedure"
    " | Sequence[Value] | Mapping[str, Value] | None"
)
