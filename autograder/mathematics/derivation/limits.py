"""Limit claims: a bound with its rate is checked by letting time run in worlds where all else stands still."""

from dataclasses import replace
from itertools import pairwise

import numpy as np

from autograder.mathematics.derivation.ground import Ground
from autograder.mathematics.evaluation import Value, evaluate
from autograder.mathematics.evaluation.calculus import TIME
from autograder.mathematics.traversal import mentions
from autograder.mathematics.tree import Node
from autograder.mathematics.worlds import Array, Quantity

MOMENTS = (1.0, 4.0, 16.0, 64.0)
SHARE = 0.9
"""A decaying formula has at most this share of its first size left at the last moment, and never grows before."""


def decays(node: Node, ground: Ground) -> bool:
    """Say whether a formula with the time in it falls towards 0 in every world."""
    worlds = ground.worlds
    time = worlds.bindings.get(TIME)
    if not mentions(node, TIME) or not isinstance(time, Quantity):
        return False
    sizes: list[Array] = []
    for moment in MOMENTS:
        later = replace(worlds, bindings={**worlds.bindings, TIME: Quantity(moment * time.array)})
        value = evaluate(node, later)
        if not isinstance(value, Value):
            break  # an exponential may be too large to compute so late
        sizes.append(np.abs(value.array).reshape(worlds.count, -1).max(axis=1))
    falling = all((late < early).all() for early, late in pairwise(sizes))
    return len(sizes) > 1 and falling and bool((sizes[-1] < SHARE * sizes[0]).all())
