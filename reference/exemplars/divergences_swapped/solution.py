"""Student A's answers to questions 1 and 3, in code."""

import numpy as np

ANSWERS = {
    "1.2 ordering": "depends",
    "1.3a ordering": "depends",
    "1.3b cheaper": "equal",
    "1.3c smaller": "equal",
    "3.2 scenario1": "forward",
    "3.2 scenario2": "reverse",
}


def theta_free_constant(q):
    q = q[q > 0]
    return -float(np.sum(q * np.log(q)))


def bias(q, posterior):
    floor = np.finfo(float).tiny
    return -float(np.sum(posterior * np.log(posterior / np.maximum(q, floor))))


def stored_parameters(n, phi_size, pi_dim):
    return n * phi_size, pi_dim


def reverse_kl_loss(u, log_p_u, F, log_det_F, log_p_x):
    return float(np.mean(log_p_u(u) + log_det_F(u) - log_p_x(F(u))))


def forward_kl_loss(x, F_inv, log_det_F_inv, log_p_u):
    return float(np.mean(log_p_u(F_inv(x)) + log_det_F_inv(x)))
