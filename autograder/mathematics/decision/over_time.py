"""Where a formula goes as time runs, in worlds where all else stands still."""

from dataclasses import replace
from enum import Enum, auto
from itertools import pairwise

import numpy as np

from autograder.mathematics.evaluation import Value, evaluate
from autograder.mathematics.evaluation.calculus import TIME
from autograder.mathematics.traversal import mentions
from autograder.mathematics.tree import Node
from autograder.mathematics.worlds import Array, Quantity, Worlds

MOMENTS = (1.0, 4.0, 16.0, 64.0)
SHARE = 0.9
"""A decaying formula has at most this share of its first size left at the last moment, and never grows before."""


class Trend(Enum):
    """What becomes of a size: it falls, it grows, or neither can be said of every world."""

    FALLS = auto()
    GROWS = auto()
    UNCLEAR = auto()


def trend(node: Node, worlds: Worlds) -> Trend:
    """Say what becomes of a formula with the time in it, in every world."""
    sizes = _sizes(node, worlds)
    if len(sizes) < 2:
        return Trend.UNCLEAR
    if all((late < early).all() for early, late in pairwise(sizes)) and (sizes[-1] < SHARE * sizes[0]).all():
        return Trend.FALLS
    if all((late > early).all() for early, late in pairwise(sizes)) and (SHARE * sizes[-1] > sizes[0]).all():
        return Trend.GROWS
    return Trend.UNCLEAR


def _sizes(node: Node, worlds: Worlds) -> list[Array]:
    """Return how large a formula is at each moment, float64[worlds], as long as it can be computed."""
    time = worlds.bindings.get(TIME)
    sizes: list[Array] = []
    if not mentions(node, TIME) or not isinstance(time, Quantity):
        return sizes
    for moment in MOMENTS:
        later = replace(worlds, bindings={**worlds.bindings, TIME: Quantity(moment * time.array)})
        value = evaluate(node, later)
        if not isinstance(value, Value):
            break  # an exponential may be too large to compute so late
        sizes.append(np.abs(value.array).reshape(worlds.count, -1).max(axis=1))
    return sizes
