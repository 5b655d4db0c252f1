"""Question 1, variational inference, on finite spaces, where every expectation is an exact sum.

A latent z takes K values and an observation x takes M; laws are float64 tables, so that the ELBO, the marginal
and every divergence are computed and not estimated. Logarithms are natural, divergences in nats.
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import product
from typing import TypeVar

import numpy as np
import numpy.typing as npt

Table = npt.NDArray[np.float64]
Indices = npt.NDArray[np.int64]

_Outcome = TypeVar("_Outcome")

_ROUNDING = 1e-12


@dataclass(frozen=True, slots=True)
class FiniteModel:
    """A latent variable model p(z) p_theta(x|z) as tables.

    Parameters
    ----------
    prior
        p(z), float64[K], sums to 1.
    likelihood
        p_theta(x|z), float64[K, M]; each row sums to 1.
    """

    prior: Table
    likelihood: Table

    def joint(self) -> Table:
        """Return p_theta(x, z) = p_theta(x|z) p(z), float64[K, M]."""
        return self.prior[:, None] * self.likelihood

    def marginal(self) -> Table:
        """Return p_theta(x) = sum_z p_theta(x, z), float64[M]."""
        marginal: Table = self.joint().sum(axis=0)
        return marginal

    def posterior(self, x: int) -> Table:
        """Return p_theta(z|x) by Bayes' rule for the observation with index `x`, float64[K]."""
        posterior: Table = self.joint()[:, x] / self.marginal()[x]
        return posterior


@dataclass(frozen=True, slots=True)
class Experiment:
    """One comparison of the two ways to fit a variational family (1.2, 1.3).

    Parameters
    ----------
    model
        The model; its M observations are the training set.
    family
        The members of Q, float64[P, K].
    encoders
        The values that phi may take, int64[E, M]: encoder e gives observation i the member ``encoders[e, i]``.
    """

    model: FiniteModel
    family: Table
    encoders: Indices


def _mean_log(q: Table, p: Table) -> float:
    support = q > 0  # 0 log 0 = 0, its limit
    with np.errstate(divide="ignore"):  # q > 0 where p = 0: the mean is minus infinity
        return float(q[support] @ np.log(p[support]))


def entropy(q: Table) -> float:
    """Return H(q) = -E_q[log q] in nats, at least 0, for q float64[K]."""
    return -_mean_log(q, q)


def kl(q: Table, p: Table) -> float:
    """Return KL(q||p) = E_q[log q - log p] in nats; infinite if q > 0 somewhere p = 0.

    Parameters
    ----------
    q, p
        Probabilities, float64[K].
    """
    support = q > 0
    with np.errstate(divide="ignore"):
        return float(q[support] @ (np.log(q[support]) - np.log(p[support])))


def ecll(q: Table, model: FiniteModel, x: int) -> float:
    """Return the expected complete-data log likelihood E_q[log p_theta(x|z) p(z)] (1.1, left side)."""
    return _mean_log(q, model.joint()[:, x])


def elbo(q: Table, model: FiniteModel, x: int) -> float:
    """Return L(theta, q; x) = E_q[log p_theta(x|z)] - KL(q||p(z)), as the assignment defines it."""
    return _mean_log(q, model.likelihood[:, x]) - kl(q, model.prior)


def theta_free_constant(q: Table) -> float:
    """Return the constant that separates the two objectives of 1.1.

    For fixed q, E_q[log p_theta(x|z) p(z)] = log p_theta(x) - KL(q||p_theta(z|x)) + E_q[log q], and the last
    term, -H(q), is free of theta.

    Parameters
    ----------
    q
        Probabilities of q(z|x), float64[K], entries at least 0 with sum 1; 0 log 0 counts as 0.

    Returns
    -------
    float
        E_q[log q] in nats, at most 0.
    """
    return _mean_log(q, q)


def bias(q: Table, posterior: Table) -> float:
    """Return the bias of the ELBO as an estimate of log p_theta(x) (1.3a).

    Parameters
    ----------
    q
        Probabilities of q(z|x), float64[K].
    posterior
        Probabilities of p_theta(z|x), float64[K].

    Returns
    -------
    float
        L(theta, q; x) - log p_theta(x) = -KL(q||posterior) in nats, at most 0.
    """
    return -kl(q, posterior)


def stored_parameters(n: int, phi_size: int, pi_dim: int) -> tuple[int, int]:
    """Return how many numbers each approach stores (1.3c).

    Parameters
    ----------
    n
        Number of training points.
    phi_size
        Number of parameters of the encoder, |phi|.
    pi_dim
        Number of parameters of one member of Q, dim(pi).

    Returns
    -------
    tuple of int
        (amortised, instance-wise) = (|phi|, n dim(pi)).
    """
    return phi_size, n * pi_dim


def elbo_table(experiment: Experiment) -> Table:
    """Return L(theta, q; x_i) of every observation and every member of Q, float64[M, P]."""
    observations = range(len(experiment.model.marginal()))
    return np.array([[elbo(q, experiment.model, x) for q in experiment.family] for x in observations])


def amortised_optimum(experiment: Experiment) -> Indices:
    """Return the members of Q chosen by phi* = argmax_phi sum_i L(theta, q_phi; x_i), int64[M]."""
    table = elbo_table(experiment)
    totals = table[np.arange(len(table)), experiment.encoders].sum(axis=1)
    chosen: Indices = experiment.encoders[np.argmax(totals)]
    return chosen


def instance_optimum(experiment: Experiment) -> Indices:
    """Return q_i* = argmax over Q of L(theta, q; x_i) for every observation by itself, int64[M]."""
    chosen: Indices = np.argmax(elbo_table(experiment), axis=1)
    return chosen


def divergences(experiment: Experiment, chosen: Indices) -> Table:
    """Return KL(q||p_theta(z|x_i)) of the members chosen for the observations, float64[M]."""
    model, family = experiment.model, experiment.family
    return np.array([kl(family[member], model.posterior(x)) for x, member in enumerate(chosen)])


def random_experiment(rng: np.random.Generator, flexible: bool) -> Experiment:
    """Draw a model with 4 latent values, 3 observations and a family of 5 members.

    Parameters
    ----------
    rng
        Source of the tables.
    flexible
        True if the encoder may give every observation any member: then amortising costs nothing.
    """
    model = FiniteModel(rng.dirichlet(np.ones(4)), rng.dirichlet(np.ones(3), size=4))
    family = rng.dirichlet(np.ones(4), size=5)
    every_map = np.array(list(product(range(5), repeat=3)), dtype=np.int64)
    return Experiment(model, family, every_map if flexible else rng.permutation(every_map)[:6])


def _ordering(amortised: Table, instance: Table) -> str:
    gap = amortised - instance
    if np.all(np.abs(gap) <= _ROUNDING):
        return "equal"
    if np.all(gap >= -_ROUNDING):
        return "amortised at least instance"
    return "instance at least amortised" if np.all(gap <= _ROUNDING) else "depends"


def _experiments(seed: int) -> list[Experiment]:
    rng = np.random.default_rng(seed)
    return [random_experiment(rng, flexible) for flexible in (True, False, False, False, False)]


def ordering(seed: int = 0) -> str:
    """Compare KL(q_phi*||p_theta(z|x_i)) with KL(q_i*||p_theta(z|x_i)) over finite models (1.2).

    Returns
    -------
    str
        ``amortised at least instance``, ``instance at least amortised``, ``equal`` or ``depends``.
    """
    experiments = _experiments(seed)
    amortised = [divergences(experiment, amortised_optimum(experiment)) for experiment in experiments]
    instance = [divergences(experiment, instance_optimum(experiment)) for experiment in experiments]
    return _ordering(np.concatenate(amortised), np.concatenate(instance))


def _absolute_biases(experiment: Experiment, chosen: Indices) -> Table:
    model = experiment.model
    gaps = [elbo(experiment.family[member], model, x) - np.log(model.marginal()[x]) for x, member in enumerate(chosen)]
    return np.abs(gaps)


def bias_ordering(seed: int = 0) -> str:
    """Compare |L - log p_theta(x_i)| of the two optima over finite models (1.3a); same words as `ordering`."""
    experiments = _experiments(seed)
    amortised = [_absolute_biases(experiment, amortised_optimum(experiment)) for experiment in experiments]
    instance = [_absolute_biases(experiment, instance_optimum(experiment)) for experiment in experiments]
    return _ordering(np.concatenate(amortised), np.concatenate(instance))


def optimisations(n_training: int, n_new: int) -> tuple[int, int]:
    """Return how many optimisations (amortised, instance-wise) inference takes (1.3b).

    The amortised encoder is trained once; a new point costs one forward pass. Instance-wise, every training
    point is an optimisation of its own, and so is every new point.
    """
    return 1, n_training + n_new


def _lesser(amortised: int, instance: int) -> str:
    if amortised == instance:
        return "equal"
    return "amortised" if amortised < instance else "instance"


def cheaper(n_training: int = 1000, n_new: int = 100) -> str:
    """Return which approach takes fewer optimisations: ``amortised``, ``instance`` or ``equal`` (1.3b)."""
    return _lesser(*optimisations(n_training, n_new))


def smaller(phi_size: int = 10**6, pi_dim: int = 20) -> str:
    """Return which approach stores less as the training set grows, whatever |phi| and dim(pi) > 0 (1.3c).

    Only the instance-wise count grows with n, so beyond n = |phi| / dim(pi) the amortised one is smaller.
    """
    large = 2 * (phi_size // pi_dim + 1)
    return _lesser(*stored_parameters(large, phi_size, pi_dim))


# The known slips: each with the signature of the function it varies.


def _slip(about: str, formula: Callable[..., _Outcome]) -> Callable[..., _Outcome]:
    formula.__doc__ = about
    return formula


theta_free_constant_sign_slip = _slip("+H(q): the sign lost.", lambda q: entropy(q))
theta_free_constant_base_two = _slip("E_q[log2 q]: bits for nats.", lambda q: _mean_log(q, q) / np.log(2))
theta_free_constant_log_outside = _slip("log E_q[q]: the logarithm of the mean.", lambda q: float(np.log(q @ q)))

bias_sign_slip = _slip("+KL(q||posterior): an upper bound.", lambda q, posterior: kl(q, posterior))
bias_reversed = _slip("-KL(posterior||q): the arguments swapped.", lambda q, posterior: -kl(posterior, q))
bias_cross_entropy = _slip(
    "E_q[log posterior]: the entropy of q forgotten.", lambda q, posterior: _mean_log(q, posterior)
)

stored_parameters_swapped = _slip(
    "(n dim(pi), |phi|): the two approaches exchanged.", lambda n, phi_size, pi_dim: (n * pi_dim, phi_size)
)
stored_parameters_shared = _slip(
    "(|phi|, dim(pi)): one member of Q for all points.",
    lambda n, phi_size, pi_dim: (phi_size, pi_dim),  # noqa: ARG005  # same signature
)
stored_parameters_per_point = _slip(
    "(n |phi|, n dim(pi)): an encoder for every point.", lambda n, phi_size, pi_dim: (n * phi_size, n * pi_dim)
)
