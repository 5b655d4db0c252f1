"""Whether a formula in the time solves a linear flow: a student's own velocity decides what the solution must be."""

from dataclasses import replace

import numpy as np

from autograder.mathematics.derivation.ground import Ground, Truth
from autograder.mathematics.derivation.limits import decays
from autograder.mathematics.evaluation import Value, evaluate
from autograder.mathematics.evaluation.calculus import TIME
from autograder.mathematics.tree import Node, Symbol
from autograder.mathematics.worlds import Array, Quantity, Worlds

STEP = 1e-4
"""Share of the time by which a formula is moved to see how fast it changes."""
CLOSE = 1e-5


def is_velocity(node: Node, name: str, ground: Ground) -> bool:
    """Say whether a formula is the derivative of a name by the time."""
    return ground.same(node, Symbol(f"dot_{name}")).truth is Truth.YES


def solves(solution: Node, name: str, velocity: Node, ground: Ground) -> bool:
    """Say whether a formula falls to 0 from the first value of a name, always as fast as its velocity says.

    Parameters
    ----------
    solution
        The formula with the time in it.
    name
        What it is the value of.
    velocity
        How fast that changes, by its value.
    """
    worlds = ground.worlds
    time, own = worlds.bindings.get(TIME), worlds.bindings.get(name)
    start = _value(Symbol(f"{name}_0"), worlds)
    if not isinstance(time, Quantity) or not isinstance(own, Quantity) or start is None or not decays(solution, ground):
        return False
    moments = (0.0, 1.0 - STEP, 1.0, 1.0 + STEP)
    values = [_value(solution, _with(worlds, TIME, moment * time.array)) for moment in moments]
    first, before, now, after = values
    if first is None or before is None or now is None or after is None:
        return False
    if now.size != own.array.size:
        return False
    wanted = _value(velocity, _with(worlds, name, now.reshape(own.array.shape)))
    if wanted is None:
        return False
    lasting = (2.0 * STEP * time.array).reshape(-1, *[1] * (now.ndim - 1))
    return _near(first, start) and _near((after - before) / lasting, wanted)


def _with(worlds: Worlds, name: str, array: Array) -> Worlds:
    return replace(worlds, bindings={**worlds.bindings, name: Quantity(array)})


def _value(node: Node, worlds: Worlds) -> Array | None:
    value = evaluate(node, worlds)
    return value.array if isinstance(value, Value) else None


def _near(one: Array, other: Array) -> bool:
    return one.shape == other.shape and bool(np.allclose(one, other, rtol=CLOSE, atol=CLOSE * np.abs(other).max()))
