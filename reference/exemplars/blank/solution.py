"""Your answers in code. Leave alone what you answer in answers.tex instead, or not at all.

A function that returns None counts as not handed in. Each is called on several inputs, small and random, in a process
without network or files; NumPy and SymPy are there. Arrays come in and go out as float64 unless the docstring says
otherwise. Helpers, imports and classes of your own are welcome.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Batch = Callable[[Array], Array]
"""A function of a batch of points, float64[n] or float64[n, d]."""

# Values rather than functions: choices, sets of points or pixels, and formulas as SymPy objects. The key is the
# subquestion, a space, and the name of the part in answers.tex. Take the # away from what you use.
ANSWERS = {
    # "1.2 ordering": "...",      # amortised at least instance, instance at least amortised, equal, depends
    # "1.3a ordering": "...",     # amortised at least instance, instance at least amortised, equal, depends
    # "1.3b cheaper": "...",      # amortised, instance, equal
    # "1.3c smaller": "...",      # amortised, instance, equal
    # "2.1 field": [...],         # pixel labels, such as [11, 12], or a 5 x 5 grid of 0 and 1
    # "2.2 field": [...],
    # "2.3 field": [...],
    # "2.4 field": [...],
    # "3.2 scenario1": "...",     # forward, reverse
    # "3.2 scenario2": "...",     # forward, reverse
    # "4.1 A": ...,               # a SymPy matrix in the symbol alpha
    # "4.2 points": [...],        # all stationary points (d, g)
    # "4.3 eigenvalues": [...],   # SymPy expressions in the symbol alpha
    # "4.3 modulus": ...,
    # "4.3 growth": ...,
    # "4.3 behaviour": "...",     # converges, bounded orbit, spirals outward, depends on alpha
    # "5.2 dotWp": ...,           # SymPy, in the matrix symbols W_p, F_1, F_12
    # "5.3 dotW": ...,            # SymPy, in the matrix symbols W, W_p, X, X'
    # "5.3 H": ...,
    # "5.4 dotW": ...,
    # "5.4 H": ...,
    # "5.5 collapse": [...],      # all that collapse, of: neither, stop-gradient only, predictor only, both
}


# ---------------------------------------------------------------------------------- Question 1


def theta_free_constant(q: Array) -> float | None:
    """Return the theta-free constant of 1.1: the expected complete data log likelihood minus its equivalent.

    Parameters
    ----------
    q : float64[K]
        The fixed q(z|x): probabilities of the K values of z, with sum 1; some may be 0.

    Returns
    -------
    float
        In nats. For the uniform q over two values it is about -0.693.
    """
    return None


def bias(q: Array, posterior: Array) -> float | None:
    """Return the ELBO minus the marginal log likelihood (1.3a).

    Parameters
    ----------
    q : float64[K]
        q(z|x), with sum 1; some entries may be 0.
    posterior : float64[K]
        The true p(z|x), every entry positive, with sum 1.

    Returns
    -------
    float
        In nats; 0 where q is the posterior.
    """
    return None


def stored_parameters(n: int, phi_size: int, pi_dim: int) -> tuple[int, int] | None:
    """Return how many numbers each approach stores (1.3c).

    Parameters
    ----------
    n : int
        Number of data points.
    phi_size : int
        Number of weights of the recognition network.
    pi_dim : int
        Dimension of the variational parameter pi of one data point.

    Returns
    -------
    (amortised, instance) : tuple of int
    """
    return None


# ---------------------------------------------------------------------------------- Question 2


def receptive_field(
    first: NDArray[np.int64], second: NDArray[np.int64], pixel: tuple[int, int], size: int
) -> NDArray[np.bool_] | None:
    """Return which input pixels can reach one output pixel through two masked 3 x 3 convolutions (2.1 to 2.4).

    Padding is 1 and the kernel is not flipped (cross-correlation).

    Parameters
    ----------
    first, second : int64[3, 3]
        Masks of the first and of the second layer, 0 or 1. Not only the masks A and B are tried.
    pixel : (row, column)
        The output pixel, counted from 1: (3, 3) is the centre of a 5 x 5 map.
    size : int
        Rows, and columns, of the map.

    Returns
    -------
    bool[size, size]
        True where the input pixel is in the receptive field. With two masks that are 1 at their centre only, it is
        True at the output pixel alone.
    """
    return None


# ---------------------------------------------------------------------------------- Question 3
# Points come in batches, float64[n] or float64[n, d]; each function handed in takes such a batch and returns either a
# batch of points (F, F_inv) or one number a point, float64[n] (the others).


def log_density_x(x: Array, F_inv: Batch, log_det_F_inv: Batch, log_p_u: Batch) -> Array | None:
    """Return the log density of F(U) at x (3.1).

    Parameters
    ----------
    x : float64[n] or float64[n, d]
        Points of the data space.
    F_inv : callable
        The inverse flow, from x to u.
    log_det_F_inv : callable
        The logarithm of the absolute value of det(dF^{-1}/dx), at points x.
    log_p_u : callable
        The log density of U, at points u.

    Returns
    -------
    float64[n]
        With the identity as F it is log_p_u(x).
    """
    return None


def log_density_u(u: Array, F: Batch, log_det_F: Batch, log_p_x: Batch) -> Array | None:
    """Return the log density of F^{-1}(X) at u (3.1).

    Parameters
    ----------
    u : float64[n] or float64[n, d]
        Points of the base space.
    F : callable
        The flow, from u to x.
    log_det_F : callable
        The logarithm of the absolute value of det(dF/du), at points u.
    log_p_x : callable
        The log density of X, at points x.

    Returns
    -------
    float64[n]
        With the identity as F it is log_p_x(u).
    """
    return None


def reverse_kl_loss(u: Array, log_p_u: Batch, F: Batch, log_det_F: Batch, log_p_x: Batch) -> float | None:
    """Return the Monte Carlo estimate of the reverse divergence, KL[P_F(U) || P_X] (3.2).

    It may be off by a constant that the flow's parameters do not change.

    Parameters
    ----------
    u : float64[n] or float64[n, d]
        Samples of U; take the mean over them.
    log_p_u, F, log_det_F, log_p_x : callable
        As above.

    Returns
    -------
    float
    """
    return None


def forward_kl_loss(x: Array, F_inv: Batch, log_det_F_inv: Batch, log_p_u: Batch) -> float | None:
    """Return the Monte Carlo estimate of the forward divergence, KL[P_X || P_F(U)] (3.2).

    It may be off by a constant that the flow's parameters do not change; log p_X cannot be evaluated here.

    Parameters
    ----------
    x : float64[n] or float64[n, d]
        Samples of X; take the mean over them.
    F_inv, log_det_F_inv, log_p_u : callable
        As above.

    Returns
    -------
    float
    """
    return None


# ---------------------------------------------------------------------------------- Question 4


def step(state: Array, alpha: float) -> Array | None:
    """Return the state after one simultaneous update (4.1).

    Parameters
    ----------
    state : float64[2]
        (d, g), in this order.
    alpha : float
        The learning rate, positive.

    Returns
    -------
    float64[2]
        The next (d, g); from (0, 0) it is (0, 0).
    """
    return None


def eigenvalues(alpha: float) -> NDArray[np.complex128] | None:
    """Return both eigenvalues of A, in any order (4.3).

    Parameters
    ----------
    alpha : float
        The learning rate, positive.

    Returns
    -------
    complex128[2]
        Their sum is 2.
    """
    return None


def modulus(alpha: float) -> float | None:
    """Return the modulus of the eigenvalues of A (4.3).

    Parameters
    ----------
    alpha : float
        The learning rate, positive.

    Returns
    -------
    float
    """
    return None


def growth(alpha: float) -> float | None:
    """Return the factor by which d^2 + g^2 changes in one step (4.3).

    Parameters
    ----------
    alpha : float
        The learning rate, positive.

    Returns
    -------
    float
        1 would mean that the distance to the origin is kept.
    """
    return None


# ---------------------------------------------------------------------------------- Question 5
# W is n2 x n1 and Wp is n2 x n2; X and Xp (X', the covariance) are n1 x n1, symmetric and positive definite.


def objective(Wp: Array, F1: Array, F12: Array, F2: Array) -> float | None:
    """Return the value of the objective in its trace form (5.1).

    Parameters
    ----------
    Wp, F1, F12, F2 : float64[n2, n2]
        The predictor, E[f1 f1^T], E[f1 f2^T] and E[f2 f2^T].

    Returns
    -------
    float
        With Wp = 0 it is half the trace of F2.
    """
    return None


def grad_Wp(Wp: Array, F1: Array, F12: Array) -> Array | None:
    """Return the update of the predictor, minus dJ/dWp (5.2).

    Parameters
    ----------
    Wp, F1, F12 : float64[n2, n2]
        As above; F12 need not be symmetric here.

    Returns
    -------
    float64[n2, n2]
    """
    return None


def dot_W(W: Array, Wp: Array, X: Array, Xp: Array) -> Array | None:
    """Return the update of W without stop-gradient, minus dJ/dW (5.3).

    Parameters
    ----------
    W : float64[n2, n1]
    Wp : float64[n2, n2]
    X, Xp : float64[n1, n1]

    Returns
    -------
    float64[n2, n1]
        With W = 0 it is 0.
    """
    return None


def H(Wp: Array, X: Array, Xp: Array) -> Array | None:
    """Return the matrix H with d vec(W)/dt = -H vec(W) (5.3); vec stacks the columns of W.

    Parameters
    ----------
    Wp : float64[n2, n2]
    X, Xp : float64[n1, n1]

    Returns
    -------
    float64[n1 * n2, n1 * n2]
    """
    return None


def bound(t: float, lambda_0: float, norm_W0: float) -> float | None:
    """Return the bound on the Frobenius norm of W(t) (5.3).

    Parameters
    ----------
    t : float
        Time, at least 0.
    lambda_0 : float
        The lower bound on the smallest eigenvalue of H at all times, positive.
    norm_W0 : float
        The Frobenius norm of W(0).

    Returns
    -------
    float
        At t = 0 it is norm_W0.
    """
    return None


def dot_W_identity(W: Array, X: Array, Xp: Array) -> Array | None:
    """Return the update of W without stop-gradient and without predictor (5.4).

    Parameters
    ----------
    W : float64[n2, n1]
    X, Xp : float64[n1, n1]

    Returns
    -------
    float64[n2, n1]
    """
    return None


def H_identity(X: Array, Xp: Array, n2: int) -> Array | None:
    """Return the matrix H without stop-gradient and without predictor (5.4).

    Parameters
    ----------
    X, Xp : float64[n1, n1]
    n2 : int
        Rows of W.

    Returns
    -------
    float64[n1 * n2, n1 * n2]
    """
    return None


def lambda_min(Xp: Array) -> float | None:
    """Return the smallest eigenvalue of the H of 5.4.

    Parameters
    ----------
    Xp : float64[n1, n1]

    Returns
    -------
    float
    """
    return None


def W_at(t: float, W0: Array, Xp: Array) -> Array | None:
    """Return W(t) without stop-gradient and without predictor (5.4).

    Parameters
    ----------
    t : float
        Time, at least 0.
    W0 : float64[n2, n1]
        W(0).
    Xp : float64[n1, n1]

    Returns
    -------
    float64[n2, n1]
        At t = 0 it is W0.
    """
    return None
