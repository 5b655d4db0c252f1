"""Student A's answers, in code."""

import numpy as np

ANSWERS = {"4.2 points": [(0, 0)]}


def step(state, alpha):
    return np.array([[1.0, alpha], [-alpha, 1.0]] @ state


def growth(alpha):
    return 1 + alpha**2
