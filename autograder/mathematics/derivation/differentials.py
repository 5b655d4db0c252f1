"""Differentials: in ``dJ = tr(G dW)`` W takes a step drawn at random, and d means the change along it."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import lru_cache

import numpy as np

from autograder.mathematics.evaluation.calculus import DIFFERENTIAL
from autograder.mathematics.traversal import map_children, names_in
from autograder.mathematics.tree import Derivative, Node, Number, Product, Quotient, Symbol
from autograder.mathematics.worlds import Array, Quantity, Worlds

_STEP = Symbol(DIFFERENTIAL)


def writes_differentials(node: Node) -> bool:
    """Say whether a formula may hold differentials: names that begin with d."""
    return any(name.startswith("d") and not name.startswith("dot_") for name in names_in(node))


def moving_names(nodes: Iterable[Node], base: Iterable[str]) -> tuple[str, ...]:
    """Return the names of which a derivation writes the differential, among those that nothing else determines."""
    written = {name for node in nodes for name in names_in(_joined(node))}
    return tuple(sorted(name for name in base if f"d{name}" in written))


def with_differentials(node: Node, moving: tuple[str, ...], base: Iterable[str]) -> Node:
    """Return a formula in which d stands for a derivative along the steps of the moving names."""
    return _differentiated(_joined(node), {f"d{name}" for name in moving}, frozenset(base))


def _joined(node: Node) -> Node:
    """Join a d to the name or the factors behind it: ``d W``, ``d tr(W)``, ``d ½ tr(W)``."""
    node = map_children(node, _joined)
    if not isinstance(node, Product) or _STEP not in node.factors[:-1]:
        return node
    place = node.factors.index(_STEP)
    follower, rest = node.factors[place + 1], node.factors[place + 2 :]
    if isinstance(follower, Symbol):
        body: Node = Symbol(f"d{follower.name}")
    elif rest and (isinstance(follower, Number) or _is_fraction(follower)):
        body, rest = Derivative(Product((follower, *rest)), _STEP), ()
    else:
        body = Derivative(follower, _STEP)
    factors = (*node.factors[:place], body, *rest)
    return _joined(Product(factors)) if len(factors) > 1 else factors[0]


def _is_fraction(node: Node) -> bool:
    return isinstance(node, Quotient) and isinstance(node.above, Number) and isinstance(node.below, Number)


def _differentiated(node: Node, steps: set[str], base: frozenset[str]) -> Node:
    """Turn the differential of what moves with others, as dJ, into a derivative."""
    node = map_children(node, lambda child: _differentiated(child, steps, base))
    if not isinstance(node, Symbol) or not node.name.startswith("d") or node.name in steps:
        return node
    whole = node.name[1:]
    return Derivative(Symbol(whole), _STEP) if whole in base else node


@lru_cache(maxsize=16)
def moved_worlds(factory: Callable[..., Worlds], moving: tuple[str, ...]) -> Callable[..., Worlds]:
    """Return what draws the same worlds with a step for each moving name."""

    def draw(rng: np.random.Generator, count: int, small: bool = False) -> Worlds:
        worlds = factory(rng, count, small)
        steps = {name: _step(rng, worlds.base[name].shape, small) for name in moving}
        named = {f"d{name}": Quantity(step) for name, step in steps.items()}
        unit = Quantity(np.ones(worlds.count))
        return replace(worlds, bindings={**worlds.bindings, **named, DIFFERENTIAL: unit}, differential=steps)

    return draw


def _step(rng: np.random.Generator, shape: tuple[int, ...], small: bool) -> Array:
    whole: Array = rng.integers(-2, 3, shape).astype(np.float64)
    return whole if small else whole + rng.normal(0.0, 0.5, shape)
