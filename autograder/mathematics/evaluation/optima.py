r"""Largest and smallest values over one real variable: ``\max_D p \log D + q \log(1 - D)``, and where they are.

The slope, found by rule, is followed over the one stretch of points at which everything is real: the highest of the
places where it changes from rising to falling is meant, or an end that belongs to the domain. Where the body rises
towards an end that does not, and might pass them all, there is no value.
"""

from dataclasses import replace

import numpy as np

from autograder.mathematics.differentiation import NoRule, differentiated
from autograder.mathematics.evaluation.calculus import repeat_worlds
from autograder.mathematics.evaluation.context import Context
from autograder.mathematics.evaluation.plain import plain
from autograder.mathematics.evaluation.values import EPSILON, CannotEvaluate, Value
from autograder.mathematics.tree import Constant, Interval, Negate, Node, Optimum, Relation, RelationKind, Symbol
from autograder.mathematics.worlds import Array, Quantity

_INFINITE = (Constant("infinity"), Negate(Constant("infinity")))
_OFF = 1 + 1e-3 / np.pi
"""Keeps the points looked at from falling on the round numbers at which slopes are exactly zero."""
_SIZES = np.concatenate([np.geomspace(1e-4, 1e4, 161), np.arange(1, 100) / 100, 1 - np.geomspace(1e-4, 1e-2, 9)])
_WHOLE_LINE = np.unique(_OFF * np.concatenate([-_SIZES, _SIZES]))
"""Where a slope is looked at: every size of number, and the unit interval closely."""
_WITHIN = (1 - np.cos(np.pi * np.arange(1, 257) / 257)) / 2
"""The same as shares of a bounded interval."""
_HALVINGS = 70
_GROWTH = 64.0
_TAIL = 1e3
"""How many times what it rises on the last stretch of its own length a body may still rise behind the last point."""


def optimum(context: Context, node: Optimum) -> Value:
    """Return the largest or smallest value of a body over one real number, or the place where it is.

    Raises
    ------
    CannotEvaluate
        If there are several variables, or the slope of the body follows from no rule.
    """
    name, ends = _variable(context, node)
    turned = node.operation.removeprefix("arg") in ("min", "inf")
    search = _Search(context, Negate(node.body) if turned else node.body, name)
    place, spread = search.place(*ends)
    if node.operation.startswith("arg"):
        return _as_value(place, spread)
    height, error = search.height(place)
    return _as_value(-height if turned else height, error + spread * np.abs(search.slope(place[:, None])[:, 0]))


def _variable(context: Context, node: Optimum) -> tuple[str, tuple[Array, Array, bool, bool]]:
    """Return the variable's name, and the ends of its domain with whether they belong to it."""
    if len(node.over) != 1 or context.worlds.axes or context.analytic:
        raise CannotEvaluate(f"{plain(node)} is not computed here")
    everywhere = np.full(context.worlds.count, np.inf)
    match node.over[0]:
        case Symbol(name):
            return name, (-everywhere, everywhere, False, False)
        case Relation(RelationKind.MEMBER, Symbol(name), Interval(low, high, closed_low, closed_high)):
            return name, (_end(context, low), _end(context, high), closed_low, closed_high)
        case _:
            raise CannotEvaluate(f"{plain(node.over[0])} is no variable of an optimum here")


def _end(context: Context, node: Node) -> Array:
    if node in _INFINITE:
        return np.full(context.worlds.count, -np.inf if isinstance(node, Negate) else np.inf)
    value = context.value(node)
    if value.array.size != value.array.shape[0] or np.iscomplexobj(value.array):
        raise CannotEvaluate(f"{plain(node)} is no end of an interval here")
    return np.broadcast_to(value.array.reshape(-1), (context.worlds.count,))


def _as_value(array: Array, error: Array) -> Value:
    sharp = np.isfinite(array) & np.isfinite(error)
    shape = (-1, 1, 1)
    return Value(np.where(sharp, array, np.nan).reshape(shape), np.where(sharp, error, 0.0).reshape(shape))


class _Search:
    """A body whose largest value is asked, and the slope of it, along one variable."""

    def __init__(self, context: Context, body: Node, name: str) -> None:
        self._context = context
        self._body = body
        self._name = name
        try:
            self._slope = differentiated(body, name)
        except NoRule:
            raise CannotEvaluate(f"{plain(body)} has no slope that follows from a rule") from None

    def _at(self, node: Node, points: Array) -> tuple[Array, Array]:
        """Return what a node is worth at points ``(worlds, points)``, NaN where not real, and its rounding."""
        worlds = repeat_worlds(self._context.worlds, points.shape[1])
        worlds = replace(worlds, bindings={**worlds.bindings, self._name: Quantity(points.reshape(-1))})
        value = self._context.inside(worlds).value(node)
        if not value.is_scalar:
            raise CannotEvaluate(f"{plain(node)} is no number")
        array, error = (np.broadcast_to(part.reshape(-1), points.size) for part in (value.array, value.error))
        real = np.isfinite(array) & (np.abs(array.imag) <= _GROWTH * EPSILON * np.abs(array))
        return np.where(real, array.real, np.nan).reshape(points.shape), error.reshape(points.shape)

    def height(self, place: Array) -> tuple[Array, Array]:
        """Return the body at a place in every world, and its rounding."""
        value, error = self._at(self._body, place[:, None])
        return value[:, 0], error[:, 0]

    def slope(self, points: Array) -> Array:
        """Return the slope at points, NaN where there is none."""
        return self._at(self._slope, points)[0]

    def place(self, low: Array, high: Array, closed_low: bool, closed_high: bool) -> tuple[Array, Array]:
        """Return the place in every world and how far it may be off; NaN where there is none."""
        points = _looked_at(low, high)
        heights = self._at(self._body, points)[0]
        slopes = np.where(np.isfinite(heights), self.slope(points), np.nan)
        turns = (slopes[:, :-1] > 0) & (slopes[:, 1:] < 0)
        first = np.where(turns, np.fmax(heights[:, :-1], heights[:, 1:]), -np.inf).argmax(axis=1)[:, None]
        left, right = (np.take_along_axis(points, first + k, axis=1) for k in (0, 1))
        spread = self._spread(points, slopes, first)
        left, right = self._halved(left, right)
        place = (left[:, 0] + right[:, 0]) / 2
        best = self.height(place)[0]
        found = _in_one_stretch(slopes) & turns.any(axis=1) & ~_passed(points, heights, slopes, best)
        ends = _at_end(slopes, (low, closed_low), (high, closed_high))
        return np.where(found, place, ends), np.where(found, spread, 0.0)

    def _halved(self, left: Array, right: Array) -> tuple[Array, Array]:
        for _ in range(_HALVINGS):
            middle = (left + right) / 2
            rises = self.slope(middle) > 0
            left, right = np.where(rises, middle, left), np.where(rises, right, middle)
        return left, right

    def _spread(self, points: Array, slopes: Array, first: Array) -> Array:
        """Return how far rounding of the slope may move the place at which it is zero."""
        here, beyond = ([np.take_along_axis(a, first + k, axis=1) for a in (points, slopes)] for k in (0, 1))
        error = self._at(self._slope, here[0])[1]
        with np.errstate(all="ignore"):
            shift = error * (beyond[0] - here[0]) / (here[1] - beyond[1])
            return np.asarray(_GROWTH * (shift + EPSILON * np.abs(beyond[0])))[:, 0]


def _at_end(slopes: Array, low: tuple[Array, bool], high: tuple[Array, bool]) -> Array:
    """Return the end to which a body rises all the way, where it belongs to the domain; else NaN."""
    rising, falling = (slopes > 0).all(axis=1), (slopes < 0).all(axis=1)
    place = np.where(rising & high[1] & np.isfinite(high[0]), high[0], np.nan)
    return np.where(falling & low[1] & np.isfinite(low[0]), low[0], place)


def _passed(points: Array, heights: Array, slopes: Array, best: Array) -> Array:
    """Say whether a body that rises towards an end of its stretch is, or may come to be, above the best place."""
    real = np.isfinite(slopes)
    first, last = real.argmax(axis=1), real.shape[1] - 1 - real[:, ::-1].argmax(axis=1)
    passed = np.zeros(best.shape, dtype=bool)
    for end, outward in ((first, -1.0), (last, 1.0)):
        at, height, slope = (np.take_along_axis(a, end[:, None], axis=1)[:, 0] for a in (points, heights, slopes))
        still_to_rise = np.maximum(outward * slope, 0.0) * np.maximum(np.abs(at), 1.0)
        passed |= (outward * slope > 0) & ~(height + _TAIL * still_to_rise < best)
    return passed


def _looked_at(low: Array, high: Array) -> Array:
    """Return increasing points within each world's interval, shape ``(worlds, points)``."""
    if np.isinf(low).all() and np.isinf(high).all():
        return np.broadcast_to(_WHOLE_LINE, (low.size, _WHOLE_LINE.size))
    shares = _WITHIN * (high - low)[:, None]
    if np.isinf(high).all():
        shares = np.broadcast_to(_WHOLE_LINE[_WHOLE_LINE > 0], (low.size, _WHOLE_LINE.size // 2))
    if np.isinf(low).all():
        low, shares = high, np.broadcast_to(_WHOLE_LINE[_WHOLE_LINE < 0], (low.size, _WHOLE_LINE.size // 2))
    inside: Array = low[:, None] + shares
    return inside


def _in_one_stretch(slopes: Array) -> Array:
    """Say whether the points with a real slope lie side by side."""
    begins = np.diff(np.pad(np.isfinite(slopes).astype(int), ((0, 0), (1, 1))), axis=1) == 1
    alone: Array = begins.sum(axis=1) == 1
    return alone
