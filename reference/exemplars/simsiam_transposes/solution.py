"""Student A's answers to 5.1, 5.2 and 5.3, in code."""

import numpy as np


def objective(Wp, F1, F12, F2):
    return 0.5 * float(np.trace(Wp @ Wp @ F1) - 2 * np.trace(F12 @ Wp) + np.trace(F2))


def grad_Wp(Wp, F1, F12):
    return -F1 @ Wp + F12


def dot_W(W, Wp, X, Xp):
    one = np.eye(len(Wp))
    return -(Wp @ Wp + one) @ W @ Xp - (Wp - one) @ (Wp - one) @ W @ X


def H(Wp, X, Xp):
    one = np.eye(len(Wp))
    return np.kron(Wp.T @ Wp + one, Xp) + np.kron((Wp - one).T @ (Wp - one), X)
