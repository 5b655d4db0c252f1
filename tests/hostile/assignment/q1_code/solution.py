"""Question 1 of the assignment for hostile submissions; the words between the signs @ are drawn for each run."""

import numpy as np
import numpy.typing as npt

Vector = npt.NDArray[np.float64]

CANARY = "@CANARY@"
NUMBER = float("@NUMBER@")


def double(x: float) -> float:
    """Return 2 x."""
    return 2 * x


def flip(values: Vector) -> Vector:
    """Return the entries in reverse order."""
    return values[::-1].copy()


def vault(x: float) -> float:
    """Return x times a number that only whoever reads this file can know."""
    return x * NUMBER
