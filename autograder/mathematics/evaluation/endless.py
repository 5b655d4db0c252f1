"""What goes on for ever: integrals to infinity, sums to infinity and limits, each with a bound on its error.

The bounds are estimates from two ways of computing the same; where the two differ by much there is no value.
"""

from dataclasses import replace

import numpy as np

from autograder.mathematics.evaluation.context import Context
from autograder.mathematics.evaluation.plain import plain
from autograder.mathematics.evaluation.values import EPSILON, CannotEvaluate, Value
from autograder.mathematics.tree import BigOperator, Constant, Limit, Negate, Node
from autograder.mathematics.worlds import Array, Quantity

INFINITY = Constant("infinity")
_DIMENSIONS = 3
REACH, FEW, MANY = 4.5, 180, 270
"""The double exponential rule goes this far, in so many steps; the difference bounds its error."""
SPREAD = 64.0
"""How much worse the difference of two estimates may be than the error of the better."""
TERMS, HALVINGS = 2048, 7
"""Terms of a sum to infinity, and how often their number is halved to extrapolate it."""
BISECTIONS = 7
"""Values of which a limit is extrapolated."""
SHARP = 1e-9
"""A world in which the error is a larger share than this says nothing."""
NEAR = 2.0**-5
WANDERING = 0.03
CLOSED = 1e-10
"""What is left of an integral at its ends must be smaller than this share of it: that of 1/x never is."""


def is_infinite(node: Node | None) -> bool:
    """Say whether a bound is plus or minus infinity."""
    return node in (INFINITY, Negate(INFINITY))


def _body_at(context: Context, body: Node, name: str, points: Array) -> Array:
    """Return a real body at points ``(worlds, points)``, of the same shape."""
    worlds, count = points.shape
    if len(context.worlds.axes):
        raise CannotEvaluate("sums and integrals to infinity over a sample space are not computed here")
    bindings = {
        known: Quantity(np.repeat(found.array, count, axis=0) if found.array.shape[0] > 1 else found.array)
        for known, found in context.worlds.bindings.items()
        if isinstance(found, Quantity) and not found.axes
    }
    inner = replace(context.worlds, count=worlds * count, bindings={**bindings, name: Quantity(points.reshape(-1))})
    value = context.inside(inner).value(body)
    if not value.is_scalar:
        raise CannotEvaluate(f"{plain(body)} is no number")
    flat: Array = np.broadcast_to(value.array.reshape(value.array.shape[0]), (worlds * count,))
    return flat.reshape(worlds, count)


def _as_value(better: Array, worse: Array, size: Array) -> Value:
    """Return one number a world, its error bounded by how two estimates differ; NaN where they say nothing."""
    error = np.abs(better - worse) / SPREAD + 64 * EPSILON * size
    shape = (better.shape[0], *(1,) * (_DIMENSIONS - 1))
    sure = np.isfinite(error) & (error <= SHARP * np.maximum(1.0, np.abs(better)))
    return Value(np.where(sure, better, np.nan).reshape(shape), np.where(sure, error, 0.0).reshape(shape))


# integrals


def improper_integral(context: Context, body: Node, name: str, ends: tuple[Array, Array]) -> Value:
    """Return an integral with an infinite end, or one where the body has no value, by the double exponential rule.

    Parameters
    ----------
    ends
        Lower and upper end in every world, shape ``(worlds,)``.
    """
    low, high = ends
    sign = np.where(low > high, -1.0, 1.0)
    low, high = np.minimum(low, high), np.maximum(low, high)
    totals: list[Array] = []
    sizes: list[Array] = []
    open_ended = np.zeros(low.shape, dtype=bool)
    for steps in (FEW, MANY):
        t = np.linspace(-REACH, REACH, steps)
        spread = np.pi / 2 * np.sinh(t)
        with np.errstate(all="ignore"):
            points, weights = _substituted(low[:, None], high[:, None], spread, np.pi / 2 * np.cosh(t))
            heights = _body_at(context, body, name, points) * weights
            heights = np.where(np.isfinite(points) & (weights != 0) & np.isfinite(weights), heights, 0.0)
            totals.append(sign * heights.sum(axis=1) * (t[1] - t[0]))
            sizes.append(np.abs(heights).sum(axis=1) * (t[1] - t[0]))
            open_ended |= np.abs(heights[:, [0, -1]]).max(axis=1) > CLOSED * sizes[-1]
    worse = np.where(open_ended | wanders(sizes[0], sizes[1]), np.nan, totals[0])
    return _as_value(totals[1], worse, sizes[1])


def wanders(coarse: Array, fine: Array) -> Array:
    """Say where the integral of the size changes with the steps: positive and negative infinity may cancel in 1/x."""
    return np.asarray(np.abs(fine - coarse) > WANDERING * np.abs(fine))


def _substituted(low: Array, high: Array, spread: Array, slope: Array) -> tuple[Array, Array]:
    """Return points and weights that run from low to high as `spread` runs over the reals."""
    half = np.exp(spread)
    whole = np.isinf(low) & np.isinf(high)
    below = np.isinf(low) & ~whole
    finite = np.isfinite(low) & np.isfinite(high)
    points = np.where(whole, np.sinh(spread), np.where(below, high - half, low + half))
    weights = np.where(whole, np.cosh(spread), half) * slope
    share = 1.0 / (1.0 + np.exp(-2.0 * spread))
    width = np.where(finite, high - low, 0.0)
    points = np.where(finite, low + width * share, points)
    return points, np.where(finite, 2.0 * width * share * (1.0 - share) * slope, weights)


# sums


def endless_sum(context: Context, node: BigOperator, name: str, low: Array) -> Value:
    """Return a sum to infinity: its partial sums, extrapolated where the terms fall slowly.

    Where the partial sums grow or wander there is no value.
    """
    if node.operation != "sum":
        raise CannotEvaluate("a product to infinity is not computed here")
    with np.errstate(all="ignore"):
        terms = _without_tail(_body_at(context, node.body, name, low[:, None] + np.arange(TERMS)))
        partial = np.cumsum(terms, axis=1)
        size = np.abs(terms).sum(axis=1)
        if _falls_slowly(terms):
            return _as_value(*_extrapolated(partial[:, [(TERMS >> k) - 1 for k in range(HALVINGS, -1, -1)]]), size)
        return _as_value(partial[:, -1], partial[:, TERMS // 2] + SPREAD * terms[:, -1], size)


def _without_tail(terms: Array) -> Array:
    """Count terms 0 that have no value behind others too small to matter, as those of a factorial."""
    lost = ~np.isfinite(terms)
    first = np.where(lost.any(axis=1), lost.argmax(axis=1), terms.shape[1])
    before = np.take_along_axis(np.abs(terms), np.maximum(first - 1, 0)[:, None], axis=1)[:, 0]
    largest = np.where(lost, 0.0, np.abs(terms)).max(axis=1)
    small = (first > 1) & (before < EPSILON * largest)
    behind = np.arange(terms.shape[1]) >= first[:, None]
    return np.where(behind & small[:, None], 0.0, terms)


def _falls_slowly(terms: Array) -> bool:
    """Say whether the terms fall like a power of the index rather than geometrically, in every world."""
    sizes = np.abs(terms)
    middle = terms.shape[1] // 2
    return bool(((sizes[:, -1] > 1e-9 * sizes[:, middle]) & (sizes[:, -1] < sizes[:, middle])).all())


def _extrapolated(sums: Array) -> tuple[Array, Array]:
    """Return the two best of Richardson's extrapolations of partial sums at doubling lengths, errors like 1/n."""
    table = sums
    last = table[:, -1]
    for order in range(1, sums.shape[1]):
        last = table[:, -1]
        table = table[:, 1:] + (table[:, 1:] - table[:, :-1]) / (2.0**order - 1)
    return table[:, -1], last


# limits


def limit(context: Context, node: Limit) -> Value:
    """Return a limit from values ever nearer to its target, from both sides where it has two.

    Raises
    ------
    CannotEvaluate
        If the two sides differ or the values settle too slowly.
    """
    name = getattr(node.variable, "name", None)
    if name is None:
        raise CannotEvaluate(f"a limit over {plain(node.variable)} is not computed here")
    steps = NEAR * 2.0 ** -np.arange(BISECTIONS)
    found = [_extrapolated_limit(_at(context, node, name, places)) for places in _approach(context, node, steps)]
    better, worse = found[0]
    for other, _ in found[1:]:
        worse = np.where(np.abs(other - better) > np.abs(worse - better), other, worse)
    # a difference quotient loses as many bits as its step is small
    return _as_value(better, worse, np.maximum(1.0, np.abs(better)) / steps[-1] / 8)


def _approach(context: Context, node: Limit, steps: Array) -> list[Array]:
    if node.target == INFINITY:
        return [1.0 / steps]
    if node.target == Negate(INFINITY):
        return [-1.0 / steps]
    target = context.value(node.target)
    if not target.is_scalar or np.iscomplexobj(target.array):
        raise CannotEvaluate(f"{plain(node.target)} is no target of a limit")
    centre = target.array.reshape(-1)[:, None]
    above, below = centre + steps, centre - steps
    return [above] if node.side == "+" else [below] if node.side == "-" else [above, below]


def _at(context: Context, node: Limit, name: str, places: Array) -> Array:
    spread = np.broadcast_to(places, (context.worlds.count, places.shape[-1]))
    with np.errstate(all="ignore"):
        values = _body_at(context, node.body, name, np.array(spread))
    if np.iscomplexobj(values):
        raise CannotEvaluate("a limit of complex numbers is not computed here")
    return values


def _extrapolated_limit(values: Array) -> tuple[Array, Array]:
    """Return the two best of Richardson's extrapolations of values at halving steps."""
    table, last = values, values[:, -1]
    for order in range(1, values.shape[1] - 2):
        last = table[:, -1]
        table = table[:, 1:] + (table[:, 1:] - table[:, :-1]) / (2.0**order - 1)
    return table[:, -1], last
