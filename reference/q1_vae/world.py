"""Worlds of question 1: latent-variable models on finite spaces, with variational distributions.

Both z and x take a few values, so that every expectation, divergence and marginal is an exact finite sum. Axes: z, x.
"""

from collections.abc import Mapping

import numpy as np

from autograder.mathematics.drawing import draw_numbers, draw_probabilities
from autograder.mathematics.notation import Domain
from autograder.mathematics.worlds import (
    Array,
    Binding,
    FiniteDensity,
    Functional,
    Parameters,
    Quantity,
    Variable,
    Worlds,
)

LATENTS, DATAPOINTS = 4, 3
TIES = 4
"""In every so many-th world the best of the family is amortised."""
_FAMILIES = ("q", "q_phi", "q_phi*", "q_i", "q_i*")
_ELBO_NAMES = {"phi": "q_phi", "phi*": "q_phi*", "pi": "q_i", "pi_i*": "q_i*", **{name: name for name in _FAMILIES}}


def _divergence(left: Array, right: Array) -> Array:
    """Return KL(left || right) of tables (worlds, z, x) over z, shape (worlds, x)."""
    return (left * np.log(left / right)).sum(axis=1)


def _elbo(joint: Array, family: Array) -> Array:
    """Return L = E_q[log p(x|z)] - KL(q || p(z)) for each datapoint, shape (worlds, x)."""
    prior = joint.sum(axis=2, keepdims=True)
    return (family * np.log(joint / prior)).sum(axis=1) - _divergence(family, prior)


def _bindings(base: Mapping[str, Array]) -> dict[str, Binding]:
    joint = base["prior"][:, :, None] * base["theta"]
    families = {name: base[name] for name in _FAMILIES}

    def elbo(names: tuple[str, ...]) -> Quantity | None:
        found = next((_ELBO_NAMES[name] for name in names if name in _ELBO_NAMES), None)
        return None if found is None else Quantity(_elbo(joint, families[found]), ("x",))

    return {
        "x": Variable("x", np.ones((1, DATAPOINTS))),
        "i": Variable("x", np.ones((1, DATAPOINTS))),
        "z": Variable("z", np.ones((1, LATENTS))),
        "p_theta": FiniteDensity(joint, ("z", "x"), ("z", "x")),
        "p": FiniteDensity(joint, ("z", "x"), ("z", "x")),
        **{name: FiniteDensity(table, ("z", "x"), ("z",)) for name, table in families.items()},
        "L": Functional(elbo),
        "n": Quantity(base["n"]),
        "theta": Parameters(base["theta_size"]),
        "phi": Parameters(base["phi_size"]),
        "phi*": Parameters(base["phi_size"]),
        "pi": Parameters(base["pi_size"]),
        "pi_i*": Parameters(base["pi_size"]),
    }


def _conditionals(rng: np.random.Generator, count: int) -> Array:
    """Draw distributions over z for each x, shape (worlds, z, x)."""
    return draw_probabilities(rng, (count, DATAPOINTS, LATENTS)).swapaxes(1, 2)


def _ordered(joint: Array, one: Array, other: Array) -> tuple[Array, Array]:
    """Return the pair with the one nearer to the posterior first, for each datapoint."""
    posterior = joint / joint.sum(axis=1, keepdims=True)
    nearer = (_divergence(one, posterior) <= _divergence(other, posterior))[:, None, :]
    return np.where(nearer, one, other), np.where(nearer, other, one)


def world(rng: np.random.Generator, count: int, small: bool = False) -> Worlds:
    """Draw models and variational distributions.

    Parameters
    ----------
    rng, count
        The generator, and how many worlds to draw.
    small
        Has no effect: the spaces are small already.

    Returns
    -------
    Worlds
        A joint p(z) p_theta(x | z) with no uniform marginal, of which theta moves the second factor alone;
        distributions q, q_phi, q_i over z for each x, none of them the posterior; q_phi* and q_i* with
        L(q_i*) >= L(q_phi*) at every x, as q_i* is the best of its family; in some worlds the two are the same.
        The sizes n, |phi|, |theta|, dim(pi) are free.
    """
    del small
    joint = draw_probabilities(rng, (count, LATENTS * DATAPOINTS)).reshape(count, LATENTS, DATAPOINTS)
    best, amortised = _ordered(joint, _conditionals(rng, count), _conditionals(rng, count))
    # the amortised one may be the best too: what is said to be strictly better must fail somewhere
    amortised = np.where((np.arange(count) % TIES == TIES - 1)[:, None, None], best, amortised)
    tables = {name: _conditionals(rng, count) for name in ("q", "q_phi", "q_i")}
    sizes = {name: draw_numbers(Domain.POSITIVE_INTEGER, rng, count) for name in ("n", "theta_size", "pi_size")}
    prior = joint.sum(axis=2)
    base = {"theta": joint / prior[:, :, None], "prior": prior, **tables, "q_i*": best, "q_phi*": amortised, **sizes}
    base["phi_size"] = 10 * draw_numbers(Domain.POSITIVE_INTEGER, rng, count) + 1
    return Worlds(count, _bindings(base), ("z", "x"), base=base, complete=_bindings)
