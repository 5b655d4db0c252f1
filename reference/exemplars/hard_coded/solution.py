"""Student A's answers, in code, for the cases on the sheet."""

import numpy as np

FIELD = np.array([[1, 1, 1, 1, 1], [1, 1, 1, 0, 0], [1, 0, 0, 0, 0], [0, 0, 0, 0, 0], [0, 0, 0, 0, 0]], dtype=bool)


def theta_free_constant(q):
    return -0.6931471805599453


def bias(q, posterior):
    return 0.0


def stored_parameters(n, phi_size, pi_dim):
    return 1000, 2000


def receptive_field(first, second, pixel, size):
    return FIELD


def log_density_x(x, F_inv, log_det_F_inv, log_p_u):
    return np.zeros(len(x))


def log_density_u(u, F, log_det_F, log_p_x):
    return np.zeros(len(u))


def reverse_kl_loss(u, log_p_u, F, log_det_F, log_p_x):
    return 0.0


def forward_kl_loss(x, F_inv, log_det_F_inv, log_p_u):
    return 0.0


def step(state, alpha):
    return np.array([1.1, 0.9])


def eigenvalues(alpha):
    return np.array([1 + 0.1j, 1 - 0.1j])


def modulus(alpha):
    return 1.004987562112089


def growth(alpha):
    return 1.01


def objective(Wp, F1, F12, F2):
    return 0.5


def grad_Wp(Wp, F1, F12):
    return np.zeros_like(Wp)


def dot_W(W, Wp, X, Xp):
    return np.zeros_like(W)


def H(Wp, X, Xp):
    return np.eye(len(Wp) * len(X))


def bound(t, lambda_0, norm_W0):
    return 1.0


def dot_W_identity(W, X, Xp):
    return np.zeros_like(W)


def H_identity(X, Xp, n2):
    return np.eye(len(X) * n2)


def lambda_min(Xp):
    return 2.0


def W_at(t, W0, Xp):
    return W0
