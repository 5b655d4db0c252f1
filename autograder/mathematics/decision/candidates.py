"""Where the truth of statements about one real number can change: every such place, as a ball.

Polynomials give their roots exactly. Everything else is searched on a grid, near the origin in small steps and far
from it in growing ones, and what is found there is made sharp in many digits.
"""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any

import numpy as np
from flint import acb, arb, fmpz_poly

from autograder.mathematics.decision.balls import Ball, NoBallError, ball_of
from autograder.mathematics.decision.exact import fraction_in_one_name
from autograder.mathematics.decision.truth import gap_of
from autograder.mathematics.evaluation import Value, evaluate
from autograder.mathematics.traversal import names_in, walk
from autograder.mathematics.tree import Call, Negate, Node, Number, Power, Quotient, Relation, RelationKind, Sum, Symbol
from autograder.mathematics.worlds import Array, Quantity, Worlds

REACH, STEPS = 40.0, 1601
FARTHEST, FAR_STEPS = 1e7, 80
NEAREST, FEWEST = 26, 10
"""Of many places, as a sine has, so many of the nearest are tried."""
SECTIONS, CUTS = 8, 41
"""A bracket is cut into 40 parts eight times over, as fine as a float64 can tell."""
POLISHES = 9
RADIUS = 2.0**-180
"""Radius of a ball around a place made sharp; places apart by more are told apart."""
TOUCHING_RADIUS = 2.0**-80
"""The same where the sides only touch: the place is known to half as many digits as the height."""
COARSE = 1e-12
"""Radius where that fails, as at a pole."""
STEP_BITS = 96
_ZERO, _ONE = Number(Fraction(0)), Number(Fraction(1))
_BRANCHED = frozenset("sqrt log log2 log10 abs root sign gamma factorial arcsin arccos arccosh arctanh".split())
_UNIT = frozenset("arcsin arccos arctanh arccosh".split())


def places(atoms: Iterable[Relation], variable: str, complex_too: bool = False) -> list[Ball]:
    """Return where the relations can change their truth as `variable` varies. Call it inside `balls.precise`.

    Parameters
    ----------
    atoms
        Relations about the variable alone.
    complex_too
        True to include the roots of polynomials that are not real.
    """
    relations = tuple(atoms)
    found = [place for atom in relations if (place := _explicit(atom, variable)) is not None]
    others = [atom for atom in relations if _explicit(atom, variable) is None]
    for gap in dict.fromkeys(gap for atom in others for gap in _gaps(atom, variable)):
        exact = _polynomial_roots(gap, variable, complex_too)
        found.extend(_searched(gap, variable) if exact is None else exact)
    return found


def _explicit(atom: Relation, variable: str) -> Ball | None:
    """Return the number of ``x = number``, or None."""
    for one, other in ((atom.left, atom.right), (atom.right, atom.left)):
        if one == Symbol(variable) and not names_in(other):
            try:
                value = ball_of(other, {})
            except (NoBallError, OverflowError, ValueError):
                return None
            return value if value.is_finite() else None
    return None


def _gaps(atom: Relation, variable: str) -> list[Node]:
    """Return the expressions whose zeros matter: the difference of the sides, and what roots and quotients stand on."""
    gaps: list[Node] = [Sum((atom.left, Negate(atom.right)))]
    for part in walk(atom):
        match part:
            case Call(head, (inner, *_)) if head in _BRANCHED:
                gaps.append(inner)
                if head in _UNIT:
                    gaps.extend(Sum((inner, end)) for end in (_ONE, Negate(_ONE)))
            case Quotient(_, below):
                gaps.append(below)
            case Power(base, exponent) if not isinstance(exponent, Number) or exponent.value.denominator != 1:
                gaps.append(base)
            case _:
                continue
    return [gap for gap in gaps if variable in names_in(gap)]


def _polynomial_roots(gap: Node, variable: str, complex_too: bool) -> list[Ball] | None:
    fraction = fraction_in_one_name(gap, variable)
    if fraction is None:
        return None
    roots: list[Ball] = []
    for coefficients in fraction:
        polynomial = fmpz_poly(coefficients)
        found: Any = polynomial.complex_roots() if polynomial.degree() > 0 else []  # pairs of root and multiplicity
        roots.extend(root for root, _ in found)
    return roots if complex_too else [root for root in roots if root.imag.contains(0)]


# searching


def _values(gap: Node, variable: str, points: Array) -> Array:
    """Return the expression at points of any shape, NaN where it is no real number."""
    flat = points.reshape(-1)
    found = evaluate(gap, Worlds(flat.size, {variable: Quantity(flat)}))
    if not isinstance(found, Value) or not found.is_scalar:
        raise NoBallError
    array = np.broadcast_to(found.array.reshape(found.array.shape[0]), flat.shape)
    real = np.abs(array.imag) <= 1e-9 * np.abs(array)
    return np.where(real, array.real, np.nan).reshape(points.shape)


def _grid() -> Array:
    far = np.geomspace(REACH, FARTHEST, FAR_STEPS)[1:]
    return np.concatenate([-far[::-1], np.linspace(-REACH - 0.0123, REACH, STEPS), far])


def _searched(gap: Node, variable: str) -> list[Ball]:
    grid = _grid()
    with np.errstate(all="ignore"):
        heights = _values(gap, variable, grid)
        turned = np.flatnonzero(np.sign(heights[:-1]) * np.sign(heights[1:]) <= 0)
        size = np.abs(heights)
        low = (size[1:-1] < size[:-2]) & (size[1:-1] <= size[2:]) & (np.sign(heights[:-2]) == np.sign(heights[2:]))
        lows = 1 + np.flatnonzero(low)
        roots = _bisected(gap, variable, grid[turned], grid[turned + 1])
        touching = _lowest(gap, variable, grid[lows - 1], grid[lows + 1])
    found = sorted(np.concatenate([roots, touching]), key=abs)
    near = [root for root in found if abs(root) <= REACH]
    return [sharpened(gap, variable, float(root)) for root in found[: max(min(len(near), NEAREST), FEWEST)]]


def _bisected(gap: Node, variable: str, low: Array, high: Array) -> Array:
    for _ in range(SECTIONS if low.size else 0):
        points = np.linspace(low, high, CUTS)
        signs = np.sign(_values(gap, variable, points))
        turned = np.argmax(signs[1:] != signs[:1], axis=0)
        still = (signs[1:] == signs[:1]).all(axis=0) | (signs[0] == 0)
        low, high = _picked(points, turned), np.where(still, low, _picked(points, turned + 1))
    return high


def _lowest(gap: Node, variable: str, low: Array, high: Array) -> Array:
    for _ in range(SECTIONS if low.size else 0):
        points = np.linspace(low, high, CUTS)
        least = np.argmin(np.nan_to_num(np.abs(_values(gap, variable, points)), nan=np.inf), axis=0)
        low, high = _picked(points, np.maximum(least - 1, 0)), _picked(points, np.minimum(least + 1, CUTS - 1))
    return (low + high) / 2


def _picked(points: Array, rows: Array) -> Array:
    chosen: Array = np.take_along_axis(points, rows[None], axis=0)[0]
    return chosen


# sharpening


def sharpened(gap: Node, variable: str, near: float) -> Ball:
    """Return a ball around the root of an expression near a number, or a coarse one where none is found."""
    relation = Relation(RelationKind.EQUAL, gap, _ZERO)
    for multiplicity in (1, 2, 3):
        place, moved = acb(near), arb(1)
        radius = RADIUS if multiplicity == 1 else TOUCHING_RADIUS
        for _ in range(POLISHES):
            step = _newton_step(relation, variable, place)
            if step is None:
                break
            place = (place - multiplicity * step).mid()
            moved = abs(step)
        if moved < arb(radius) and abs(place - near) < arb(1e-4 * max(1.0, abs(near))):
            return acb(arb(place.real.mid(), radius))
    return acb(arb(near, COARSE * max(1.0, abs(near))))


def _newton_step(relation: Relation, variable: str, place: Ball) -> Ball | None:
    small = arb(2) ** -STEP_BITS
    here = gap_of(relation, {variable: place})
    there = gap_of(relation, {variable: place + small})
    if here is None or there is None:
        return None
    if here.mid().is_zero():
        return acb(0)
    slope = (there - here).mid() / small
    step = (here.mid() / slope) if not slope.is_zero() else None
    return step.mid() if step is not None and step.is_finite() else None


def distinct(found: Sequence[Ball]) -> list[Ball]:
    """Return real places in order, those that overlap once."""
    kept: list[Ball] = []
    for place in sorted(found, key=lambda ball: float(ball.real.mid())):
        if not kept or not kept[-1].real.overlaps(place.real):
            kept.append(place)
    return kept


def constant_places(nodes: Iterable[Node]) -> list[Ball]:
    """Return the values of the numbers written in statements."""
    numbers = {part for node in nodes for part in walk(node) if isinstance(part, Number)}
    return [ball_of(number, {}) for number in sorted(numbers, key=lambda number: number.value)]
