"""Question 2 of the assignment for hostile submissions."""

import numpy as np
import numpy.typing as npt

CANARY = "@CANARY@"


def side() -> str:
    """Return the right choice."""
    return "left"


def total(values: npt.NDArray[np.float64]) -> float:
    """Return the sum of the entries."""
    return float(values.sum())
