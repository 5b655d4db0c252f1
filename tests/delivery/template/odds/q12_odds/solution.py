"""Question 12: what is right."""

import numpy as np


def reach_of():
    """Return the map, True at what is reached."""
    reached = np.zeros((3, 6), dtype=bool)
    reached[1, 2:4] = True
    return reached


def odd():
    """Return the option."""
    return "50%"


def scaled(rows, factors, pixel, many):
    """Return the rows, each times its factor, as often as asked."""
    return np.concatenate([rows * factors[:, None]] * many)


def spectrum(matrix):
    """Return the eigenvalues."""
    return np.linalg.eigvals(matrix)
