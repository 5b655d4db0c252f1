"""Student A's answers to 4.3, 5.3 and 5.4, in code."""

import numpy as np

ANSWERS = {"5.5 collapse": ["neither", "predictor only"]}


def eigenvalues(alpha):
    return np.array([1 + alpha, 1 - alpha], dtype=complex)


def modulus(alpha):
    return 1 + alpha**2


def growth(alpha):
    return float(np.sqrt(1 + alpha**2))


def bound(t, lambda_0, norm_W0):
    return float(norm_W0 * np.exp(-lambda_0 * t / 2))


def dot_W_identity(W, X, Xp):
    return -W @ Xp


def H_identity(X, Xp, n2):
    return np.kron(Xp, np.eye(n2))


def lambda_min(Xp):
    return float(np.linalg.eigvalsh(Xp)[0])


def W_at(t, W0, Xp):
    values, vectors = np.linalg.eigh(Xp)
    return W0 @ (vectors * np.exp(-values * t)) @ vectors.T
