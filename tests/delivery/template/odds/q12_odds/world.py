"""Question 12: nothing in it varies but A."""

from autograder.mathematics.worlds import Quantity, Worlds


def _bindings(base):
    return {name: Quantity(array) for name, array in base.items()}


def world(rng, count, small=False):
    """Return worlds with a matrix A."""
    base = {"A": rng.normal(size=(count, 2, 2))}
    return Worlds(count, _bindings(base), base=base, complete=_bindings)
