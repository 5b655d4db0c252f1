"""Student A's answers to question 4, in code."""

import numpy as np
import sympy

alpha = sympy.Symbol("alpha", positive=True)
MAP = sympy.Matrix([[1, alpha], [-alpha, 1 - alpha**2]])

ANSWERS = {
    "4.1 A": MAP,
    "4.2 points": [(0, 0), (1, 1)],
    "4.3 eigenvalues": list(MAP.eigenvals()),
    "4.3 modulus": sympy.Integer(1),
    "4.3 growth": sympy.Integer(1),
    "4.3 behaviour": "bounded orbit",
}


def step(state, alpha):
    d, g = state
    d = d + alpha * g
    g = g - alpha * d
    return np.array([d, g])


def eigenvalues(alpha):
    return np.linalg.eigvals(np.array([[1, alpha], [-alpha, 1 - alpha**2]])).astype(complex)


def modulus(alpha):
    return 1.0


def growth(alpha):
    return 1.0
