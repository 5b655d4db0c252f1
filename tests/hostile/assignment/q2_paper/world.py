"""Worlds of question 2: a real number."""

import numpy as np

from autograder.mathematics.drawing import draw_numbers
from autograder.mathematics.notation import Domain
from autograder.mathematics.worlds import Quantity, Worlds

CANARY = "@CANARY@"


def world(rng: np.random.Generator, count: int, small: bool = False) -> Worlds:
    """Draw numbers x; `small` ones are whole."""
    drawn = rng.integers(2, 6, count).astype(np.float64) if small else draw_numbers(Domain.REAL, rng, count)
    return Worlds(count, {"x": Quantity(drawn)}, base={"x": drawn}, complete=lambda moved: {"x": Quantity(moved["x"])})
