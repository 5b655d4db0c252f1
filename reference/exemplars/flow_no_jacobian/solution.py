"""Student A's answers to question 3, in code."""

import numpy as np

ANSWERS = {"3.2 scenario1": "reverse", "3.2 scenario2": "forward"}


def log_density_x(x, F_inv, log_det_F_inv, log_p_u):
    return log_p_u(F_inv(x))


def log_density_u(u, F, log_det_F, log_p_x):
    return log_p_x(F(u)) - log_det_F(u)


def reverse_kl_loss(u, log_p_u, F, log_det_F, log_p_x):
    return float(np.mean(log_p_u(u) - log_p_x(F(u))))


def forward_kl_loss(x, F_inv, log_det_F_inv, log_p_u):
    return -float(np.mean(log_p_u(F_inv(x))))
