"""Deciding whether something is infinite: a number is not, a limit whose values grow without slowing down is."""

import numpy as np

from autograder.mathematics.decision.divergent import diverges_to
from autograder.mathematics.decision.outcomes import Decision, Different, Equal, Undecided
from autograder.mathematics.decision.setting import Setting, all_numbers
from autograder.mathematics.evaluation import Value, evaluate
from autograder.mathematics.evaluation.endless import INFINITY, is_infinite
from autograder.mathematics.traversal import names_in, walk
from autograder.mathematics.tree import Integral, Limit, Negate, Node, Symbol
from autograder.mathematics.worlds import Array, Quantity, Worlds

FIRST, LAST = 5, 45
"""Powers of two at which a limit is looked at."""
FEWEST = 12
SHARP = 1e-6
UNEVEN = 1.37
STEADY = 0.5
"""From one power of two to the next, a logarithm grows by the same; what has a limit grows by ever less."""


def decide_infinite(student: Node, reference: Node, setting: Setting) -> Decision:
    """Decide two expressions of which one is infinite and the other is spelled otherwise."""
    if is_infinite(student) and is_infinite(reference):
        return Different("the signs of the two infinities differ", proved=True)
    asked, other = (reference, student) if is_infinite(reference) else (student, reference)
    if INFINITY not in walk(other) and not isinstance(other, Limit | Integral):
        return Different("one of the two is infinite, the other is not")
    sign = diverges_to(other) if isinstance(other, Integral) else _tends_to(other, setting)
    if sign is None:
        return Undecided("whether this is infinite is not worked out")
    if sign == 0:
        return Different("one of the two is infinite, the other is not")
    same = (sign < 0) == isinstance(asked, Negate)
    return Equal(proved=False) if same else Different("the signs of the two infinities differ")


def _tends_to(node: Node, setting: Setting) -> int | None:
    """Return the sign of the infinity that a limit without parameters is, 0 if it is none, None if it is unclear."""
    if not isinstance(node, Limit) or not isinstance(node.variable, Symbol):
        return None
    if names_in(node) != {node.variable.name} or not all_numbers(setting, names_in(node)):
        return None
    found = evaluate(node, Worlds(1, {}))
    if isinstance(found, Value) and found.is_scalar and np.isfinite(found.array).all():
        return 0
    signs = {_grows(node.body, node.variable.name, places) for places in _approach(node)}
    if None in signs or not signs:
        return None
    return signs.pop() if len(signs) == 1 else 0  # 1/x near 0, (-2)^n


def _approach(node: Limit) -> list[Array]:
    """Return places ever nearer to the target: even numbers, odd ones, and others."""
    powers = 2.0 ** np.arange(FIRST, LAST)
    ways = (powers, powers + 1, UNEVEN * powers)
    if is_infinite(node.target):
        return [-far if isinstance(node.target, Negate) else far for far in ways]
    target = evaluate(node.target, Worlds(1, {}))
    if not isinstance(target, Value) or not target.is_scalar or np.iscomplexobj(target.array):
        return []
    centre = target.array.item()
    sides = {"+": [1.0], "-": [-1.0]}.get(node.side, [1.0, -1.0])
    return [centre + side / far for side in sides for far in ways]


def _grows(body: Node, name: str, places: Array) -> int | None:
    value = evaluate(body, Worlds(places.size, {name: Quantity(places)}))
    if not isinstance(value, Value) or not value.is_scalar or np.iscomplexobj(value.array):
        return None
    heights = np.broadcast_to(value.array.reshape(-1), places.shape)
    errors = np.broadcast_to(value.error.reshape(value.error.shape[0]), places.shape)
    sharp = np.isfinite(heights) & (errors <= SHARP * np.abs(heights))
    heights = heights[: np.argmin(sharp)] if not sharp.all() else heights  # up to where it overflows, or rounds off
    rises = np.diff(heights)
    if rises.size < FEWEST and not (heights.size > 1 and np.abs(heights).max() > 1e100):
        return None
    sign = np.sign(rises)
    steady = bool((sign == sign[0]).all()) and abs(rises[-1]) >= STEADY * abs(rises[0]) and heights[-1] * sign[0] > 0
    return int(sign[0]) if steady else None
