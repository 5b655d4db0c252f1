"""Points that solve systems of equations in several unknowns: found by Newton's method, made sharp in many digits."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import product

import numpy as np
from flint import acb, acb_mat, arb

from autograder.mathematics.decision.balls import Ball
from autograder.mathematics.decision.truth import NoTruthError, gap_of
from autograder.mathematics.evaluation import Memory, Value, evaluate
from autograder.mathematics.evaluation.memory import LARGEST
from autograder.mathematics.tree import Logic, Negate, Node, Number, Relation, RelationKind, Sum
from autograder.mathematics.worlds import Array, Quantity, Worlds

STARTS = 32
ROUNDS = 14
KEPT = 10
"""Solutions of one system that are made sharp and tried."""
MAX_CONJUNCTIONS = 24
DIFFERENCE = 1e-6
CLOSE = 1e-8
SETTLED = 1e-11
"""Newton's method ends where every start is this close to a solution, or lost."""
POLISHES = 5
STEP_BITS = 96
RADIUS = 2.0**-150

_ZERO = Number(Fraction(0))

Starts = dict[str, Array]


def conjunctions(node: Node) -> list[list[Relation]]:
    """Return the relations that each way of fulfilling a statement needs; those under a not count as not needed.

    Raises
    ------
    NoTruthError
        If there are too many ways.
    """
    match node:
        case Relation():
            return [[node]]
        case Logic("or", operands):
            ways = [way for part in operands for way in conjunctions(part)]
        case Logic("and", operands):
            combined = product(*(conjunctions(part) for part in operands))
            ways = [[relation for way in parts for relation in way] for parts in _bounded(combined)]
        case _:
            ways = [[]]
    if len(ways) > MAX_CONJUNCTIONS:
        raise NoTruthError
    return ways


def _bounded(combined: "product[tuple[list[Relation], ...]]") -> list[tuple[list[Relation], ...]]:
    found = []
    for ways in combined:
        found.append(ways)
        if len(found) > MAX_CONJUNCTIONS:
            raise NoTruthError
    return found


def solutions(relations: Sequence[Relation], starts: Starts) -> list[dict[str, Ball]]:
    """Return points at which the two sides of every relation meet. Call it inside `balls.precise`.

    Parameters
    ----------
    relations
        Read as equations, whatever their sign.
    starts
        Where to start from: an array of `STARTS` numbers for each unknown.
    """
    gaps = list(dict.fromkeys(Sum((relation.left, Negate(relation.right))) for relation in relations))
    names = sorted(starts)
    places = np.stack([starts[name] for name in names], axis=-1)
    with np.errstate(all="ignore"):
        for _ in range(ROUNDS if gaps else 0):
            heights = _heights(gaps, names, places)
            if not (np.abs(heights) > SETTLED * np.maximum(1.0, np.abs(places).max(axis=1, keepdims=True))).any():
                break
            step = _step(_slopes(gaps, names, places), heights)
            size = np.maximum(1.0, np.abs(places).max(axis=1, keepdims=True))
            places = places - np.clip(step, -4 * size, 4 * size)
        heights = _heights(gaps, names, places) if gaps else np.zeros((places.shape[0], 1))
        met = (np.abs(heights) <= CLOSE * np.maximum(1.0, np.abs(places).max(axis=1, keepdims=True))).all(axis=1)
    good = places[met & np.isfinite(places).all(axis=1)]
    return [_sharpened(gaps, names, place) for place in _spread(good)]


def _spread(places: Array) -> Array:
    """Return a few places, each different from the others where there are enough."""
    rounded = np.unique(np.round(places, 6), axis=0, return_index=True)[1]
    chosen: Array = places[np.sort(rounded)][:KEPT]
    return chosen


def _heights(gaps: Sequence[Node], names: Sequence[str], places: Array) -> Array:
    """Return every gap at every place, shape ``(places, gaps)``; NaN where one is no real number."""
    worlds = Worlds(places.shape[0], {name: Quantity(places[:, k]) for k, name in enumerate(names)})
    columns, memory = [], Memory(largest=LARGEST)
    for gap in gaps:
        found = evaluate(gap, worlds, memory=memory)
        if not isinstance(found, Value) or not found.is_scalar:
            raise NoTruthError
        array = np.broadcast_to(found.array.reshape(found.array.shape[0]), places.shape[:1])
        columns.append(np.where(np.abs(array.imag) <= CLOSE * np.abs(array), array.real, np.nan))
    return np.stack(columns, axis=-1)


def _slopes(gaps: Sequence[Node], names: Sequence[str], places: Array) -> Array:
    """Return the Jacobians by central differences, shape ``(places, gaps, names)``."""
    columns = []
    for k in range(len(names)):
        moved = np.zeros_like(places)
        moved[:, k] = DIFFERENCE * np.maximum(1.0, np.abs(places[:, k]))
        rise = _heights(gaps, names, places + moved) - _heights(gaps, names, places - moved)
        columns.append(rise / (2 * moved[:, k : k + 1]))
    return np.stack(columns, axis=-1)


def _step(slopes: Array, heights: Array) -> Array:
    usable = np.isfinite(slopes).all(axis=(1, 2)) & np.isfinite(heights).all(axis=1)
    step = np.full((slopes.shape[0], slopes.shape[2]), np.nan)
    if usable.any():
        step[usable] = (np.linalg.pinv(slopes[usable], rcond=1e-10) @ heights[usable][..., None])[..., 0]
    return step


# sharpening


def _sharpened(gaps: Sequence[Node], names: Sequence[str], place: Array) -> dict[str, Ball]:
    """Return a solution in many digits, or with a coarse radius where its equations depend on each other there."""
    relations = [Relation(RelationKind.EQUAL, gap, _ZERO) for gap in gaps]
    point = {name: acb(float(number)) for name, number in zip(names, place, strict=True)}
    if not relations:
        return point
    for _ in range(POLISHES):
        step = _precise_step(relations, names, point)
        if step is None:
            return _coarse(point)
        point = {name: (point[name] - moved).mid() for name, moved in zip(names, step, strict=True)}
        largest = max(abs(moved) for moved in step)
        if largest < arb(RADIUS):
            return {name: acb(arb(value.real.mid(), RADIUS)) for name, value in point.items()}
    return _coarse(point)


def _coarse(point: dict[str, Ball]) -> dict[str, Ball]:
    return {name: acb(arb(value.real.mid(), CLOSE)) for name, value in point.items()}


def _precise_heights(relations: Sequence[Relation], point: dict[str, Ball]) -> list[Ball] | None:
    found = [gap_of(relation, point) for relation in relations]
    return None if any(gap is None for gap in found) else found


def _precise_step(relations: Sequence[Relation], names: Sequence[str], point: dict[str, Ball]) -> list[Ball] | None:
    """Return the shortest Newton step; None where a value is missing or the equations depend on each other."""
    small = arb(2) ** -STEP_BITS
    heights = _precise_heights(relations, point)
    raised = [_precise_heights(relations, {**point, name: point[name] + small}) for name in names]
    if heights is None:
        return None
    columns = []
    for above in raised:
        if above is None:
            return None
        columns.append([((up - here) / small).mid() for up, here in zip(above, heights, strict=True)])
    slopes = acb_mat([[columns[k][row] for k in range(len(names))] for row in range(len(relations))])
    values = acb_mat([[height.mid()] for height in heights])
    wide = len(relations) <= len(names)
    turned = slopes.transpose()
    try:
        step = turned * (slopes * turned).solve(values) if wide else (turned * slopes).solve(turned * values)
    except (ZeroDivisionError, ValueError):
        return None
    found = [step[k, 0].mid() for k in range(len(names))]
    return found if all(moved.is_finite() for moved in found) else None
