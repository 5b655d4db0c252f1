"""Question 5, a linear SimSiam model: objective, gradients, H(t), and the dynamics of W and W_p.

W is float64[n2, n1], W_p float64[n2, n2]. X, the second moment of a data point's mean view, and X' (`Xp`), the
covariance of its views about that mean, are symmetric positive definite float64[n1, n1]. vec stacks columns.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import numpy.typing as npt

Matrix = npt.NDArray[np.float64]

_Outcome = TypeVar("_Outcome")


# 5.1 -- the objective


def objective_of_samples(Wp: Matrix, f1: Matrix, f2: Matrix) -> float:
    """Return J = ½ E||W_p f_1 - f_2||^2 over equally likely pairs (f_1, f_2), each float64[samples, n2].

    A stop-gradient on f_2 leaves this value as it is.
    """
    return 0.5 * float(np.mean(np.sum((f1 @ Wp.T - f2) ** 2, axis=1)))


def moments_of_samples(f1: Matrix, f2: Matrix) -> tuple[Matrix, Matrix, Matrix]:
    """Return F_1 = E[f_1 f_1^T], F_12 = E[f_1 f_2^T], F_2 = E[f_2 f_2^T], each float64[n2, n2]."""
    samples = len(f1)
    return f1.T @ f1 / samples, f1.T @ f2 / samples, f2.T @ f2 / samples


def augmented_views(X: Matrix, Xp: Matrix) -> tuple[Matrix, Matrix]:
    """Return equally likely views (x_1, x_2) with exactly the moments asked, each float64[8 n1^3, n1].

    x_1 = x + e_1 and x_2 = x + e_2 with E[x x^T] = X, E[e e^T] = X' and the three independent, so that
    E[x_1 x_1^T] = X + X' and E[x_1 x_2^T] = X. Each runs over ± sqrt(n1) times the columns of a Cholesky factor.
    """

    def points(moment: Matrix) -> Matrix:
        columns = np.sqrt(len(moment)) * np.linalg.cholesky(moment).T
        return np.concatenate([columns, -columns])

    means, deviations = points(X), points(Xp)
    every = np.indices((len(means),) * 3).reshape(3, -1)
    return means[every[0]] + deviations[every[1]], means[every[0]] + deviations[every[2]]


def representation_moments(W: Matrix, X: Matrix, Xp: Matrix) -> tuple[Matrix, Matrix]:
    """Return F_1 = F_2 = W(X + X')W^T and F_12 = F_21 = W X W^T, each float64[n2, n2]."""
    return W @ (X + Xp) @ W.T, W @ X @ W.T


def objective(Wp: Matrix, F1: Matrix, F12: Matrix, F2: Matrix) -> float:
    """Return the objective in its trace form (5.1).

    J = ½ [tr(W_p^T W_p F_1) - tr(W_p F_12) - tr(F_12 W_p) + tr(F_2)].

    Parameters
    ----------
    Wp
        Predictor, float64[n2, n2].
    F1, F12, F2
        E[f_1 f_1^T], E[f_1 f_2^T] and E[f_2 f_2^T], float64[n2, n2].

    Returns
    -------
    float
        J.
    """
    return 0.5 * float(np.trace(Wp.T @ Wp @ F1) - np.trace(Wp @ F12) - np.trace(F12 @ Wp) + np.trace(F2))


# 5.2 -- the predictor's update


def grad_Wp(Wp: Matrix, F1: Matrix, F12: Matrix) -> Matrix:
    """Return the predictor's update, dW_p/dt = -dJ/dW_p = -W_p F_1 + F_12^T (5.2).

    Parameters
    ----------
    Wp
        Predictor, float64[n2, n2].
    F1, F12
        E[f_1 f_1^T] and E[f_1 f_2^T], float64[n2, n2].

    Returns
    -------
    ndarray
        float64[n2, n2].
    """
    return -Wp @ F1 + F12.T


# 5.3 and 5.4 -- the encoder's update without stop-gradient


def _squares(Wp: Matrix) -> tuple[Matrix, Matrix]:
    # W_p^T W_p + I and (W_p - I)^T (W_p - I)
    identity = np.eye(len(Wp))
    return Wp.T @ Wp + identity, (Wp - identity).T @ (Wp - identity)


def dot_W(W: Matrix, Wp: Matrix, X: Matrix, Xp: Matrix) -> Matrix:
    """Return the encoder's update without stop-gradient (5.3).

    dW/dt = -dJ/dW = -(W_p^T W_p + I) W X' - (W_p - I)^T (W_p - I) W X.

    Parameters
    ----------
    W
        Encoder, float64[n2, n1].
    Wp
        Predictor, float64[n2, n2].
    X, Xp
        Moments of the views, symmetric positive definite float64[n1, n1].

    Returns
    -------
    ndarray
        float64[n2, n1].
    """
    with_covariance, with_mean = _squares(Wp)
    return -with_covariance @ W @ Xp - with_mean @ W @ X


def dot_W_stop_gradient(W: Matrix, Wp: Matrix, X: Matrix, Xp: Matrix) -> Matrix:
    """Return the encoder's update with stop-gradient on f_2: -W_p^T W_p W(X + X') + W_p^T W X (5.5)."""
    return -Wp.T @ Wp @ W @ (X + Xp) + Wp.T @ W @ X


def H(Wp: Matrix, X: Matrix, Xp: Matrix) -> Matrix:
    """Return the matrix of d vec(W)/dt = -H vec(W) (5.3).

    H = X' ⊗ (W_p^T W_p + I) + X ⊗ (W_p - I)^T (W_p - I), by vec(A W B) = (B^T ⊗ A) vec(W).

    Parameters
    ----------
    Wp
        Predictor, float64[n2, n2].
    X, Xp
        Moments of the views, symmetric positive definite float64[n1, n1].

    Returns
    -------
    ndarray
        Symmetric positive definite, float64[n1 n2, n1 n2].
    """
    with_covariance, with_mean = _squares(Wp)
    return np.kron(Xp, with_covariance) + np.kron(X, with_mean)


def bound(t: float, lambda_0: float, norm_W0: float) -> float:
    """Return the bound exp(-lambda_0 t) ||W(0)||_F on ||W(t)||_F (5.3).

    d||w||^2/dt = -2 w^T H w <= -2 lambda_0 ||w||^2 for w = vec(W), and ||vec(W)||_2 = ||W||_F.

    Parameters
    ----------
    t
        Time, at least 0.
    lambda_0
        Positive lower bound on the least eigenvalue of H at all times.
    norm_W0
        ||W(0)||_F, at least 0.

    Returns
    -------
    float
        The bound.
    """
    return float(np.exp(-lambda_0 * t)) * norm_W0


def dot_W_identity(W: Matrix, X: Matrix, Xp: Matrix) -> Matrix:
    """Return the update with neither stop-gradient nor predictor, -2 W X', float64[n2, n1]; X drops out (5.4)."""
    return dot_W(W, np.eye(len(W)), X, Xp)


def H_identity(X: Matrix, Xp: Matrix, n2: int) -> Matrix:
    """Return H with neither stop-gradient nor predictor, 2 X' ⊗ I, float64[n1 n2, n1 n2] for n2 rows of W (5.4)."""
    return H(np.eye(n2), X, Xp)


def lambda_min(Xp: Matrix) -> float:
    """Return the least eigenvalue of H = 2 X' ⊗ I, which is 2 lambda_min(X') > 0 (5.4).

    Parameters
    ----------
    Xp
        Symmetric positive definite, float64[n1, n1].
    """
    return 2.0 * float(np.linalg.eigvalsh(Xp)[0])


def W_at(t: float, W0: Matrix, Xp: Matrix) -> Matrix:
    """Return W(t) = W(0) exp(-2 X' t), the solution of dW/dt = -2 W X' (5.4).

    Parameters
    ----------
    t
        Time, at least 0.
    W0
        W(0), float64[n2, n1].
    Xp
        Symmetric positive definite, float64[n1, n1].

    Returns
    -------
    ndarray
        float64[n2, n1].
    """
    rates, directions = np.linalg.eigh(Xp)
    return np.asarray((W0 @ directions) * np.exp(-2.0 * rates * t) @ directions.T)


# 5.5 -- the dynamics, with and without stop-gradient and predictor


@dataclass(frozen=True, slots=True)
class Configuration:
    """Which of the two devices a model has."""

    stop_gradient: bool
    predictor: bool

    @property
    def name(self) -> str:
        """Return ``neither``, ``stop-gradient only``, ``predictor only`` or ``both``."""
        if self.stop_gradient:
            return "both" if self.predictor else "stop-gradient only"
        return "predictor only" if self.predictor else "neither"


def joint_update(configuration: Configuration, X: Matrix, Xp: Matrix) -> Callable[[Matrix, Matrix], list[Matrix]]:
    """Return the vector field (W, W_p) -> [dW/dt, dW_p/dt]; without predictor W_p stays as it is, the identity."""

    def update(W: Matrix, Wp: Matrix) -> list[Matrix]:
        rule = dot_W_stop_gradient if configuration.stop_gradient else dot_W
        F1, F12 = representation_moments(W, X, Xp)
        return [rule(W, Wp, X, Xp), grad_Wp(Wp, F1, F12) if configuration.predictor else np.zeros_like(Wp)]

    return update


def trajectory(
    update: Callable[[Matrix, Matrix], list[Matrix]], start: tuple[Matrix, Matrix], duration: float, steps: int
) -> tuple[Matrix, Matrix]:
    """Return W and W_p at steps + 1 equally spaced times from 0 to `duration`, by the classical Runge-Kutta method.

    Returns
    -------
    tuple of ndarray
        float64[steps + 1, n2, n1] and float64[steps + 1, n2, n2].
    """
    h = duration / steps
    states = [start]
    for _ in range(steps):
        W, Wp = states[-1]
        k1 = update(W, Wp)
        k2 = update(W + h / 2 * k1[0], Wp + h / 2 * k1[1])
        k3 = update(W + h / 2 * k2[0], Wp + h / 2 * k2[1])
        k4 = update(W + h * k3[0], Wp + h * k3[1])
        mean = [(a + 2 * b + 2 * c + d) / 6 for a, b, c, d in zip(k1, k2, k3, k4, strict=True)]
        states.append((W + h * mean[0], Wp + h * mean[1]))
    return np.array([W for W, _ in states]), np.array([Wp for _, Wp in states])


def conserved(W: Matrix, Wp: Matrix) -> Matrix:
    """Return W W^T - W_p^T W_p, which stop-gradient and predictor together keep constant, float64[n2, n2].

    Where it is positive definite at the start, W cannot vanish: W W^T never falls below it.
    """
    return W @ W.T - Wp.T @ Wp


def collapse_table(seed: int = 0) -> dict[str, bool]:
    """Return for each configuration whether W(t) -> 0, by integrating the four dynamics (5.5).

    Every start has W W^T - W_p^T W_p positive definite. The norm must have fallen a thousandfold from each.
    """
    rng = np.random.default_rng(seed)
    table: dict[str, bool] = {}
    for configuration in (Configuration(*devices) for devices in np.ndindex(2, 2)):
        ratios = [_norm_ratio(configuration, rng) for _ in range(3)]
        table[configuration.name] = max(ratios) < 1e-3
    return table


def _norm_ratio(configuration: Configuration, rng: np.random.Generator) -> float:
    n1, n2 = 3, 2
    X, Xp = (np.eye(n1) * 0.5 + factor @ factor.T / n1 for factor in rng.normal(size=(2, n1, n1)))
    W = np.eye(n2, n1) * 1.5 + 0.1 * rng.normal(size=(n2, n1))
    Wp = 0.3 * np.eye(n2) + 0.05 * rng.normal(size=(n2, n2)) if configuration.predictor else np.eye(n2)
    update = joint_update(configuration, X, Xp)
    along, _ = trajectory(update, (W, Wp), duration=20.0, steps=400)
    return float(np.linalg.norm(along[-1]) / np.linalg.norm(W))


def collapse() -> list[str]:
    """Return the names of the configurations that collapse, as the options of 5.5 are written."""
    return [name for name, collapses in collapse_table().items() if collapses]


# The known slips: each with the signature of the function it varies.


def _slip(about: str, formula: Callable[..., _Outcome]) -> Callable[..., _Outcome]:
    formula.__doc__ = about
    return formula


objective_lost_half = _slip("The ½ lost.", lambda Wp, F1, F12, F2: 2 * objective(Wp, F1, F12, F2))
objective_one_cross_term = _slip(
    "One cross term subtracted, not two.",
    lambda Wp, F1, F12, F2: objective(Wp, F1, F12, F2) + 0.5 * float(np.trace(Wp @ F12)),
)
objective_cross_sign = _slip("Cross terms added.", lambda Wp, F1, F12, F2: objective(Wp, F1, -F12, F2))
objective_lost_last_term = _slip("tr(F_2) lost.", lambda Wp, F1, F12, F2: objective(Wp, F1, F12, 0 * F2))
objective_last_term_sign = _slip("-tr(F_2).", lambda Wp, F1, F12, F2: objective(Wp, F1, F12, -F2))
objective_transpose_lost = _slip(
    "W_p W_p for W_p^T W_p.",
    lambda Wp, F1, F12, F2: objective(Wp, F1, F12, F2) + 0.5 * float(np.trace((Wp - Wp.T) @ Wp @ F1)),
)

grad_Wp_sign_slip = _slip("The gradient, not the update.", lambda Wp, F1, F12: Wp @ F1 - F12.T)
grad_Wp_cross_sign = _slip("-W_p F_1 - F_12^T.", lambda Wp, F1, F12: -Wp @ F1 - F12.T)
grad_Wp_doubled = _slip("The ½ lost.", lambda Wp, F1, F12: -2 * Wp @ F1 + 2 * F12.T)
grad_Wp_factor_slip = _slip("-2 W_p F_1 + 2 F_12: a transpose lost too.", lambda Wp, F1, F12: -2 * Wp @ F1 + 2 * F12)
grad_Wp_halved = _slip("-½ W_p F_1 + F_12^T: the 2 of the square lost.", lambda Wp, F1, F12: -0.5 * Wp @ F1 + F12.T)
grad_Wp_cross_halved = _slip("-W_p F_1 + ½ F_12^T: one cross term.", lambda Wp, F1, F12: -Wp @ F1 + 0.5 * F12.T)
grad_Wp_order_slip = _slip("-F_1 W_p + F_12^T: factors exchanged.", lambda Wp, F1, F12: -F1 @ Wp + F12.T)
grad_Wp_predictor_transposed = _slip("-W_p^T F_1 + F_12^T.", lambda Wp, F1, F12: -Wp.T @ F1 + F12.T)
# right where F_12 is symmetric, as the assignment gives it: it shows in the case of weight 0 alone
grad_Wp_transpose_lost = _slip("-W_p F_1 + F_12.", lambda Wp, F1, F12: -Wp @ F1 + F12)

dot_W_sign_slip = _slip("The gradient, not the update.", lambda W, Wp, X, Xp: -dot_W(W, Wp, X, Xp))
dot_W_factor_slip = _slip("The ½ lost.", lambda W, Wp, X, Xp: 2 * dot_W(W, Wp, X, Xp))
dot_W_transposes_lost = _slip(
    "W_p W_p for W_p^T W_p, and the same of W_p - I.",
    lambda W, Wp, X, Xp: -W @ Xp - Wp @ Wp @ W @ Xp - (Wp - np.eye(len(Wp))) @ (Wp @ W - W) @ X,
)
dot_W_cross_transpose_lost = _slip(
    "2 W_p W X for (W_p + W_p^T) W X.", lambda W, Wp, X, Xp: dot_W(W, Wp, X, Xp) + (Wp - Wp.T) @ W @ X
)
dot_W_lost_identity = _slip("W_p^T W_p for W_p^T W_p + I.", lambda W, Wp, X, Xp: dot_W(W, Wp, X, Xp) + W @ Xp)
dot_W_moments_swapped = _slip("X and X' exchanged.", lambda W, Wp, X, Xp: dot_W(W, Wp, Xp, X))

H_kronecker_swapped = _slip(
    "The Kronecker factors exchanged, as for a vec that stacks rows.",
    lambda Wp, X, Xp: np.kron(_squares(Wp)[0], Xp) + np.kron(_squares(Wp)[1], X),
)
H_transposes_lost = _slip(
    "W_p W_p for W_p^T W_p, and the same of W_p - I.",
    lambda Wp, X, Xp: H(Wp, X, Xp) + np.kron(X + Xp, (Wp - Wp.T) @ Wp) + np.kron(X, Wp.T - Wp),
)
H_lost_identity = _slip("W_p^T W_p, without I.", lambda Wp, X, Xp: H(Wp, X, Xp) - np.kron(Xp, np.eye(len(Wp))))
H_moments_swapped = _slip("X and X' exchanged.", lambda Wp, X, Xp: H(Wp, Xp, X))
H_sign_slip = _slip("-H.", lambda Wp, X, Xp: -H(Wp, X, Xp))

bound_no_rate = _slip("lambda_0 lost.", lambda t, lambda_0, norm_W0: bound(t, 1.0, norm_W0))  # noqa: ARG005
bound_sign_slip = _slip("exp(+lambda_0 t) ||W(0)||_F.", lambda t, lambda_0, norm_W0: bound(t, -lambda_0, norm_W0))
bound_doubled_rate = _slip(
    "The rate of the squared norm.", lambda t, lambda_0, norm_W0: bound(t, 2 * lambda_0, norm_W0)
)
bound_no_start = _slip("||W(0)||_F lost.", lambda t, lambda_0, norm_W0: bound(t, lambda_0, 1.0))  # noqa: ARG005

dot_W_identity_lost_two = _slip("-W X', or the stop-gradient kept.", lambda W, X, Xp: -W @ Xp)  # noqa: ARG005
dot_W_identity_sign_slip = _slip("+2 W X'.", lambda W, X, Xp: 2 * W @ Xp)  # noqa: ARG005
dot_W_identity_wrong_moment = _slip("-2 W X.", lambda W, X, Xp: -2 * W @ X)  # noqa: ARG005

H_identity_lost_two = _slip("X' ⊗ I.", lambda X, Xp, n2: np.kron(Xp, np.eye(n2)))  # noqa: ARG005
H_identity_sign_slip = _slip("-2 X' ⊗ I.", lambda X, Xp, n2: -2 * np.kron(Xp, np.eye(n2)))  # noqa: ARG005
H_identity_kronecker_swapped = _slip(
    "2 I ⊗ X', as for a vec that stacks rows.",
    lambda X, Xp, n2: 2 * np.kron(np.eye(n2), Xp),  # noqa: ARG005
)

lambda_min_lost_two = _slip("lambda_min(X').", lambda Xp: lambda_min(Xp) / 2)
lambda_min_largest = _slip("2 lambda_max(X').", lambda Xp: -lambda_min(-Xp))

W_at_lost_two = _slip("W(0) exp(-X' t).", lambda t, W0, Xp: W_at(t / 2, W0, Xp))
W_at_sign_slip = _slip("W(0) exp(+2 X' t).", lambda t, W0, Xp: W_at(-t, W0, Xp))
W_at_elementwise = _slip("The exponential of each entry.", lambda t, W0, Xp: W0 @ np.exp(-2 * Xp * t))
