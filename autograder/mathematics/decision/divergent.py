"""Integrals that diverge: of one sign throughout, and near an end no smaller than one over the distance."""

from collections.abc import Iterator

import numpy as np

from autograder.mathematics.evaluation import Value, evaluate
from autograder.mathematics.evaluation.endless import is_infinite
from autograder.mathematics.traversal import names_in
from autograder.mathematics.tree import Integral, Negate, Node, Symbol
from autograder.mathematics.worlds import Array, Quantity, Worlds

OCTAVES = np.arange(-30, 31)
"""Powers of two of the distances at which a body is looked at."""
OUTERMOST = 6
GRID = 499
EVEN = 1e-6
"""What is integrated may fall by this share from one octave to the next, as (x+1)/x^2 does; 1/x^1.01 falls by more."""
HUGE = 1e50


def diverges_to(node: Node) -> int | None:
    """Return the sign of the infinity that an integral of one variable is; 0 if it is a number, None if unclear."""
    if not isinstance(node, Integral) or not isinstance(node.variable, Symbol):
        return None
    if node.lower is None or node.upper is None or names_in(node) != {node.variable.name}:
        return None
    value = evaluate(node, Worlds(1, {}))
    if isinstance(value, Value) and value.is_scalar and np.isfinite(value.array).all():
        return 0
    low, high = _end(node.lower), _end(node.upper)
    if low is None or high is None or not low < high:
        return None
    ways = [*_approaches(low, high), _across(low, high)]
    found = [heights for way in ways if (heights := _heights(node.body, node.variable.name, way)) is not None]
    signs = {float(sign) for heights in found for sign in np.sign(heights[np.isfinite(heights)]) if sign}
    if len(found) < len(ways) or len(signs) != 1:
        return None
    return int(signs.pop()) if any(_is_heavy(np.abs(tail)) for tail in found[:-1]) else None


def _end(node: Node) -> float | None:
    if is_infinite(node):
        return -np.inf if isinstance(node, Negate) else np.inf
    value = evaluate(node, Worlds(1, {}))
    if not isinstance(value, Value) or not value.is_scalar or np.iscomplexobj(value.array):
        return None
    return float(value.array.item())


def _approaches(low: float, high: float) -> Iterator[tuple[Array, Array]]:
    """Yield places ever nearer to each end, and the width of the octave that each stands for."""
    for end, other, sign in ((low, high, 1.0), (high, low, -1.0)):
        if np.isfinite(end):
            distances = 2.0 ** OCTAVES[OCTAVES < 0][::-1] * min(1.0, abs(other - end))
            yield end + sign * distances, distances
        else:
            distances = 2.0 ** OCTAVES[OCTAVES > 0]
            yield (other if np.isfinite(other) else 0.0) - sign * distances, distances


def _across(low: float, high: float) -> tuple[Array, Array]:
    """Return places all over the range, where the sign must be the same."""
    share = (np.arange(GRID) + 0.5) / GRID
    ones = np.ones(GRID)
    if np.isfinite(low) and np.isfinite(high):
        return low + (high - low) * share, ones
    if np.isfinite(low):
        return low + share / (1 - share), ones
    if np.isfinite(high):
        return high - share / (1 - share), ones
    return (2 * share - 1) / (share * (1 - share)), ones


def _heights(body: Node, name: str, approach: tuple[Array, Array]) -> Array | None:
    """Return what each octave adds to the integral, up to where the body overflows; None where it is no real number."""
    places, widths = approach
    value = evaluate(body, Worlds(places.size, {name: Quantity(places)}))
    if not isinstance(value, Value) or not value.is_scalar or np.iscomplexobj(value.array):
        return None
    with np.errstate(all="ignore"):
        heights: Array = np.broadcast_to(value.array.reshape(-1), places.shape) * widths
    return heights


def _is_heavy(heights: Array) -> bool:
    """Say whether what the octaves add does not grow less towards the end."""
    finite = heights[: np.argmin(np.isfinite(heights))] if not np.isfinite(heights).all() else heights
    if finite.size < heights.size:
        return bool(finite.size and finite[-1] > HUGE)
    last = heights[-OUTERMOST:]
    return bool(last[0] > 0 and (last[1:] >= (1 - EVEN) * last[:-1]).all())
