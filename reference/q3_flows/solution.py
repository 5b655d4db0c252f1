"""Question 3, normalizing flows: densities under a change of variables, and the two divergences.

A batch of points is float64[n] on the line or float64[n, d], along the leading axis. Maps and log densities are
functions of a batch; `log_det_F` is log|det dF/du| at u, `log_det_F_inv` is log|det dF^-1/dx| at x.
"""

from collections.abc import Callable, Collection
from inspect import signature
from typing import TypeVar

import numpy as np
import numpy.typing as npt

Batch = npt.NDArray[np.float64]
BatchFunction = Callable[[Batch], Batch]

_Outcome = TypeVar("_Outcome")


def log_density_x(x: Batch, F_inv: BatchFunction, log_det_F_inv: BatchFunction, log_p_u: BatchFunction) -> Batch:
    """Return the log density of F(U) (3.1).

    p_{F(U)}(x) = p_U(F^-1(x)) |det dF^-1/dx|.

    Parameters
    ----------
    x
        Points, float64[n] or float64[n, d].
    F_inv, log_det_F_inv
        The inverse map and the log of its absolute Jacobian determinant, at points x.
    log_p_u
        Log density of U, at points u.

    Returns
    -------
    ndarray
        log p_{F(U)}(x), float64[n].
    """
    return log_p_u(F_inv(x)) + log_det_F_inv(x)


def log_density_u(u: Batch, F: BatchFunction, log_det_F: BatchFunction, log_p_x: BatchFunction) -> Batch:
    """Return the log density of F^-1(X) (3.1).

    p_{F^-1(X)}(u) = p_X(F(u)) |det dF/du|.

    Parameters
    ----------
    u
        Points, float64[n] or float64[n, d].
    F, log_det_F
        The map and the log of its absolute Jacobian determinant, at points u.
    log_p_x
        Log density of X, at points x.

    Returns
    -------
    ndarray
        log p_{F^-1(X)}(u), float64[n].
    """
    return log_p_x(F(u)) + log_det_F(u)


def reverse_kl_loss(
    u: Batch, log_p_u: BatchFunction, F: BatchFunction, log_det_F: BatchFunction, log_p_x: BatchFunction
) -> float:
    """Return the sample estimate of KL[P_{F(U)}||P_X], which needs p_X but no sample of it (3.2, scenario 1).

    E_{u~P_U}[log p_U(u) - log|det dF/du| - log p_X(F(u))]; the first term is free of theta, and may be left out.

    Parameters
    ----------
    u
        Samples of U, float64[n] or float64[n, d].
    log_p_u, log_p_x
        Log densities of U and X; that of X may lack its normalising constant.
    F, log_det_F
        The map and the log of its absolute Jacobian determinant, at points u.

    Returns
    -------
    float
        Mean over the samples, in nats.
    """
    return float(np.mean(log_p_u(u) - log_det_F(u) - log_p_x(F(u))))


def forward_kl_loss(x: Batch, F_inv: BatchFunction, log_det_F_inv: BatchFunction, log_p_u: BatchFunction) -> float:
    """Return the sample estimate of KL[P_X||P_{F(U)}] up to its constant -H(P_X) (3.2, scenario 2).

    -E_{x~P_X}[log p_U(F^-1(x)) + log|det dF^-1/dx|] needs samples of X but not its density.

    Parameters
    ----------
    x
        Samples of X, float64[n] or float64[n, d].
    F_inv, log_det_F_inv
        The inverse map and the log of its absolute Jacobian determinant, at points x.
    log_p_u
        Log density of U.

    Returns
    -------
    float
        Minus the mean log likelihood of the samples, in nats.
    """
    return -float(np.mean(log_density_x(x, F_inv, log_det_F_inv, log_p_u)))


_FLOW = frozenset({"u", "log_p_u", "F", "F_inv", "log_det_F", "log_det_F_inv"})


def usable_divergence(known_of_x: Collection[str]) -> str:
    """Return the divergence that can be estimated from what is known of X: ``forward`` or ``reverse``.

    Parameters
    ----------
    known_of_x
        ``{"x"}`` for samples, ``{"log_p_x"}`` for the density; the flow and U are known in full.

    Raises
    ------
    ValueError
        If both divergences can be estimated, or neither.
    """
    known = _FLOW | set(known_of_x)
    losses: dict[str, Callable[..., float]] = {"forward": forward_kl_loss, "reverse": reverse_kl_loss}
    usable = [name for name, loss in losses.items() if set(signature(loss).parameters) <= known]
    if len(usable) != 1:
        raise ValueError(f"{len(usable)} divergences can be estimated from {sorted(known_of_x)}, not one")
    return usable[0]


def scenario1() -> str:
    """Return the divergence to use where p_X can be evaluated but not sampled (3.2)."""
    return usable_divergence({"log_p_x"})


def scenario2() -> str:
    """Return the divergence to use where P_X can be sampled but not evaluated (3.2)."""
    return usable_divergence({"x"})


def expectation_on_line(
    log_density: BatchFunction, integrand: BatchFunction, interval: tuple[float, float], panels: int = 200
) -> float:
    """Return the mean of `integrand` under a density on the line, by composite Gauss-Legendre quadrature.

    Parameters
    ----------
    log_density, integrand
        Functions of a batch float64[n].
    interval
        Where the density is not negligible.
    panels
        Number of equal panels of 12 nodes each.
    """
    places, weights = np.polynomial.legendre.leggauss(12)
    edges = np.linspace(*interval, panels + 1)
    half = (edges[1] - edges[0]) / 2
    points = ((edges[:-1] + half)[:, None] + half * places).ravel()
    return float(half * np.tile(weights, panels) @ (np.exp(log_density(points)) * integrand(points)))


def kl_on_line(log_left: BatchFunction, log_right: BatchFunction, interval: tuple[float, float]) -> float:
    """Return KL[left||right] of two densities on the line by quadrature over `interval`, in nats."""
    return expectation_on_line(log_left, lambda points: log_left(points) - log_right(points), interval)


def kl_in_x(
    log_p_x: BatchFunction,
    F_inv: BatchFunction,
    log_det_F_inv: BatchFunction,
    log_p_u: BatchFunction,
    interval: tuple[float, float],
) -> float:
    """Return KL[P_X||P_{F(U)}], the left side of 3.1, as an integral over x."""
    return kl_on_line(log_p_x, lambda x: log_density_x(x, F_inv, log_det_F_inv, log_p_u), interval)


def kl_in_u(
    log_p_x: BatchFunction,
    F: BatchFunction,
    log_det_F: BatchFunction,
    log_p_u: BatchFunction,
    interval: tuple[float, float],
) -> float:
    """Return KL[P_{F^-1(X)}||P_U], the right side of 3.1, as an integral over u."""
    return kl_on_line(lambda u: log_density_u(u, F, log_det_F, log_p_x), log_p_u, interval)


# The known slips: each with the signature of the function it varies.


def _slip(about: str, formula: Callable[..., _Outcome]) -> Callable[..., _Outcome]:
    formula.__doc__ = about
    return formula


log_density_x_no_jacobian = _slip(
    "The Jacobian forgotten.",
    lambda x, F_inv, log_det_F_inv, log_p_u: log_p_u(F_inv(x)),  # noqa: ARG005  # same signature
)
log_density_x_jacobian_inverted = _slip(
    "Divided by |det dF^-1/dx|.",
    lambda x, F_inv, log_det_F_inv, log_p_u: log_p_u(F_inv(x)) - log_det_F_inv(x),
)
log_density_x_lost_log = _slip(
    "The determinant added, not its logarithm.",
    lambda x, F_inv, log_det_F_inv, log_p_u: log_p_u(F_inv(x)) + np.exp(log_det_F_inv(x)),
)
log_density_x_base_at_x = _slip(
    "p_U taken at x, not at F^-1(x).",
    lambda x, F_inv, log_det_F_inv, log_p_u: log_p_u(x) + log_det_F_inv(x),  # noqa: ARG005  # same signature
)
log_density_x_density = _slip(
    "The density, not its logarithm.",
    lambda x, F_inv, log_det_F_inv, log_p_u: np.exp(log_density_x(x, F_inv, log_det_F_inv, log_p_u)),
)

log_density_u_no_jacobian = _slip(
    "The Jacobian forgotten.",
    lambda u, F, log_det_F, log_p_x: log_p_x(F(u)),  # noqa: ARG005  # same signature
)
log_density_u_jacobian_inverted = _slip(
    "Divided by |det dF/du|.", lambda u, F, log_det_F, log_p_x: log_p_x(F(u)) - log_det_F(u)
)
log_density_u_lost_log = _slip(
    "The determinant added, not its logarithm.",
    lambda u, F, log_det_F, log_p_x: log_p_x(F(u)) + np.exp(log_det_F(u)),
)
log_density_u_density = _slip(
    "The density, not its logarithm.",
    lambda u, F, log_det_F, log_p_x: np.exp(log_density_u(u, F, log_det_F, log_p_x)),
)

reverse_kl_loss_no_jacobian = _slip(
    "The Jacobian forgotten.",
    lambda u, log_p_u, F, log_det_F, log_p_x: float(np.mean(log_p_u(u) - log_p_x(F(u)))),  # noqa: ARG005
)
reverse_kl_loss_jacobian_sign = _slip(
    "log|det dF/du| added, not subtracted.",
    lambda u, log_p_u, F, log_det_F, log_p_x: float(np.mean(log_p_u(u) + log_det_F(u) - log_p_x(F(u)))),
)
reverse_kl_loss_target_sign = _slip(
    "log p_X(F(u)) added, not subtracted.",
    lambda u, log_p_u, F, log_det_F, log_p_x: float(np.mean(log_p_u(u) - log_det_F(u) + log_p_x(F(u)))),
)
reverse_kl_loss_negated = _slip(
    "Minus the loss.", lambda u, log_p_u, F, log_det_F, log_p_x: -reverse_kl_loss(u, log_p_u, F, log_det_F, log_p_x)
)

forward_kl_loss_no_jacobian = _slip(
    "The Jacobian forgotten.",
    lambda x, F_inv, log_det_F_inv, log_p_u: -float(np.mean(log_p_u(F_inv(x)))),  # noqa: ARG005  # same signature
)
forward_kl_loss_jacobian_sign = _slip(
    "log|det dF^-1/dx| subtracted, not added.",
    lambda x, F_inv, log_det_F_inv, log_p_u: -float(np.mean(log_p_u(F_inv(x)) - log_det_F_inv(x))),
)
forward_kl_loss_negated = _slip(
    "The mean log likelihood: to be maximised, not minimised.",
    lambda x, F_inv, log_det_F_inv, log_p_u: -forward_kl_loss(x, F_inv, log_det_F_inv, log_p_u),
)
forward_kl_loss_summed = _slip(
    "The sum over the samples, not the mean.",
    lambda x, F_inv, log_det_F_inv, log_p_u: len(x) * forward_kl_loss(x, F_inv, log_det_F_inv, log_p_u),
)
