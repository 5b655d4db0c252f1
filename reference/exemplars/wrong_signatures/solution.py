"""Student A's answers, in code."""

import numpy as np
import sympy

alpha = sympy.Symbol("alpha", positive=True)
n1, n2 = sympy.symbols("n_1 n_2", integer=True, positive=True)
W = sympy.MatrixSymbol("W", n2, n1)
W_p = sympy.MatrixSymbol("W_p", n2, n2)
F_1 = sympy.MatrixSymbol("F_1", n2, n2)
F_12 = sympy.MatrixSymbol("F_12", n2, n2)
X = sympy.MatrixSymbol("X", n1, n1)
X_prime = sympy.MatrixSymbol("X'", n1, n1)
ONE = sympy.Identity(n2)
A = sympy.Matrix([[1, alpha], [-alpha, 1]])

ANSWERS = {
    "1.2 ordering": "amortised at least instance",
    "1.3a ordering": "amortised at least instance",
    "1.3b cheaper": "amortised",
    "1.3c smaller": "amortised",
    "2.1 field": [11, 12, 13, 14, 15, 21, 22, 23, 31],
    "2.2 field": [11, 12, 13, 14, 15, 21, 22, 23, 24, 31, 32],
    "2.3 field": [11, 12, 13, 14, 15, 21, 22, 23, 24, 31, 32],
    "2.4 field": [[1, 1, 1, 1, 1], [1, 1, 1, 1, 0], [1, 1, 1, 0, 0], [0, 0, 0, 0, 0], [0, 0, 0, 0, 0]],
    "3.2 scenario1": "reverse",
    "3.2 scenario2": "forward",
    "4.1 A": A,
    "4.2 points": [(0, 0)],
    "4.3 eigenvalues": list(A.eigenvals()),
    "4.3 modulus": sympy.sqrt(1 + alpha**2),
    "4.3 growth": 1 + alpha**2,
    "4.3 behaviour": "spirals outward",
    "5.2 dotWp": F_12.T - W_p * F_1,
    "5.3 dotW": -(W_p.T * W_p + ONE) * W * X_prime - (W_p - ONE).T * (W_p - ONE) * W * X,
    "5.3 H": sympy.KroneckerProduct(X_prime, W_p.T * W_p + ONE)
    + sympy.KroneckerProduct(X, (W_p - ONE).T * (W_p - ONE)),
    "5.4 dotW": -2 * W * X_prime,
    "5.4 H": 2 * sympy.KroneckerProduct(X_prime, ONE),
    "5.5 collapse": ["neither", "stop-gradient only", "predictor only"],
}


def theta_free_constant(q, base=np.e):
    q = q[q > 0]
    return float(np.sum(q * np.log(q)) / np.log(base))


def bais(q, posterior):
    seen = q > 0
    return -float(np.sum(q[seen] * np.log(q[seen] / posterior[seen])))


def stored_parameters(n, phi_size, pi_dim):
    return phi_size, n * pi_dim


def receptive_field(first, second, pixel, size):
    reached = {(pixel[0] - 1, pixel[1] - 1)}
    for mask in (second, first):
        reached = {
            (row + i - 1, column + j - 1)
            for row, column in reached
            for i, j in np.argwhere(mask)
            if 0 <= row + i - 1 < size and 0 <= column + j - 1 < size
        }
    field = np.zeros((size, size), dtype=bool)
    for cell in reached:
        field[cell] = True
    return field


def log_density_x(x, F_inv, log_det_F_inv, log_p_u):
    return log_p_u(F_inv(x)) + log_det_F_inv(x)


def log_density_u(u, F, log_det_F, log_p_x):
    return log_p_x(F(u)) + log_det_F(u)


def reverse_kl_loss(u, log_p_u, F, log_det_F, log_p_x):
    return float(np.mean(log_p_u(u) - log_det_F(u) - log_p_x(F(u))))


def forward_kl_loss(x, F_inv, log_det_F_inv, log_p_u):
    return -float(np.mean(log_p_u(F_inv(x)) + log_det_F_inv(x)))


def step(state, alpha):
    return np.array([[1.0, alpha], [-alpha, 1.0]]) @ state


def eigenvalues(alpha):
    return np.array([1 + 1j * alpha, 1 - 1j * alpha])


def modulus(alpha):
    return float(np.sqrt(1 + alpha**2))


def growth(alpha):
    return 1 + alpha**2


def objective(weights, F1, F12, F2):
    return 0.5 * float(
        np.trace(weights.T @ weights @ F1) - np.trace(weights @ F12) - np.trace(F12 @ weights) + np.trace(F2)
    )


def grad_Wp(Wp, F1, F12):
    return -Wp @ F1 + F12.T


def dot_W(W, Wp, X, Xp):
    one = np.eye(len(Wp))
    return -(Wp.T @ Wp + one) @ W @ Xp - (Wp - one).T @ (Wp - one) @ W @ X


def H(Wp, X, Xp):
    one = np.eye(len(Wp))
    return np.kron(Xp, Wp.T @ Wp + one) + np.kron(X, (Wp - one).T @ (Wp - one))


def bound(t, lambda_0):
    return float(np.exp(-lambda_0 * t))


def dot_W_identity(W, X, Xp):
    return -2 * W @ Xp


def H_identity(X, Xp, n2):
    return 2 * np.kron(Xp, np.eye(n2))


lambda_min = 2.0


def W_at(t, W0, Xp):
    values, vectors = np.linalg.eigh(Xp)
    return W0 @ (vectors * np.exp(-2 * values * t)) @ vectors.T
