"""Deciding equations, inequalities, intervals and their combinations: the same solutions, by candidate points.

Along a line through the space of unknowns, two statements can change their truth only where an atomic relation has
its two sides meet. Those meeting points, the gaps between them and the ends beyond them are tried one by one.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from autograder.mathematics.decision.canonical import normal_form
from autograder.mathematics.decision.exact import proportional_polynomials
from autograder.mathematics.decision.outcomes import Decision, Different, Equal, Undecided
from autograder.mathematics.decision.setting import Setting, all_numbers
from autograder.mathematics.evaluation import Value, evaluate
from autograder.mathematics.notation import Domain
from autograder.mathematics.traversal import names_in, walk
from autograder.mathematics.tree import (
    Call,
    Constant,
    Interval,
    Logic,
    Negate,
    Node,
    Relation,
    RelationKind,
    SetLiteral,
    Sum,
    Symbol,
    TupleLiteral,
)
from autograder.mathematics.worlds import Array, Quantity, Worlds

REACH = 40.0
GRID = 1601
LINES = 3
SECTIONS, CUTS = 8, 41
"""A bracket is cut into 40 parts eight times over, as fine as a float64 can tell."""
SPREAD = 1e-9
"""Two sides meet at a candidate point if they differ by at most this share of the sizes involved."""
POINT = "x"

_ORDERS = {
    RelationKind.LESS: (-1,),
    RelationKind.AT_MOST: (-1, 0),
    RelationKind.GREATER: (1,),
    RelationKind.AT_LEAST: (0, 1),
    RelationKind.EQUAL: (0,),
    RelationKind.NOT_EQUAL: (-1, 1),
}
_INFINITE = Constant("infinity")


class _NoTruthError(Exception):
    """Unwinds a decision; never leaves this module."""


def as_statement(node: Node, variable: str = POINT) -> Node:
    """Return a set of numbers as a statement about `variable`; a statement stays what it is."""
    unknown = Symbol(variable)
    match node:
        case Interval(lower, upper, closed_lower, closed_upper):
            low = Relation(RelationKind.AT_LEAST if closed_lower else RelationKind.GREATER, unknown, lower)
            high = Relation(RelationKind.AT_MOST if closed_upper else RelationKind.LESS, unknown, upper)
            ends = [side for side, end in ((low, lower), (high, upper)) if not _is_infinite(end)]
            return Logic("and", tuple(ends))
        case TupleLiteral((lower, upper)):  # (1, 2) beside a set of numbers is an open interval
            return as_statement(Interval(lower, upper, False, False), variable)
        case SetLiteral(items):
            return Logic("or", tuple(Relation(RelationKind.EQUAL, unknown, item) for item in items))
        case Call("union", parts):
            return Logic("or", tuple(as_statement(part, variable) for part in parts))
        case Call("intersection", parts):
            return Logic("and", tuple(as_statement(part, variable) for part in parts))
        case Relation(RelationKind.MEMBER, Symbol(name), collection):
            return as_statement(collection, name)
        case _:
            return node


def _is_infinite(node: Node) -> bool:
    return node in (_INFINITE, Negate(_INFINITE))


@dataclass(frozen=True, slots=True)
class _Line:
    """Worlds in which one unknown runs along `points` and all else stands still."""

    worlds: Worlds
    variable: str

    def at(self, points: Array) -> Worlds:
        bindings = {**self.worlds.bindings, self.variable: Quantity(points)}
        return Worlds(points.size, bindings, self.worlds.axes)

    def gap(self, relation: Relation, points: Array) -> tuple[Array, Array]:
        """Return left minus right and the size of the terms, NaN where a side is no real number."""
        sides = [evaluate(side, self.at(points)) for side in (relation.left, relation.right)]
        arrays = []
        for side in sides:
            if not isinstance(side, Value) or not side.is_scalar:
                raise _NoTruthError
            array = np.broadcast_to(side.array.reshape(side.array.shape[0]), points.shape)
            arrays.append(np.where(np.abs(array.imag) <= SPREAD * np.abs(array), array.real, np.nan))
        left, right = arrays
        return left - right, np.maximum(1.0, np.abs(left) + np.abs(right))


def _atoms(node: Node) -> tuple[Relation, ...]:
    found = tuple(part for part in walk(node) if isinstance(part, Relation))
    if any(atom.relation not in _ORDERS for atom in found):
        raise _NoTruthError
    return found


def _crossings(line: _Line, atom: Relation, grid: Array) -> Array:
    """Return where the two sides of a relation meet: by change of sign, or at a touching low."""
    with np.errstate(all="ignore"):
        gap, _ = line.gap(atom, grid)
        turned = np.flatnonzero(np.sign(gap[:-1]) * np.sign(gap[1:]) <= 0)
        roots = _bisected(line, atom, grid[turned], grid[turned + 1])
        size = np.abs(gap)
        low = (size[1:-1] < size[:-2]) & (size[1:-1] <= size[2:])
        lows = 1 + np.flatnonzero(low & (np.sign(gap[:-2]) == np.sign(gap[2:])))
        touching = _lowest(line, atom, grid[lows - 1], grid[lows + 1])
        edges = np.flatnonzero(np.isfinite(gap[:-1]) != np.isfinite(gap[1:]))
    return np.concatenate([roots, touching, grid[edges], grid[edges + 1]])


def _bisected(line: _Line, atom: Relation, low: Array, high: Array) -> Array:
    for _ in range(SECTIONS if low.size else 0):
        points = np.linspace(low, high, CUTS)
        signs = np.sign(_gaps(line, atom, points))
        turned = np.argmax(signs[1:] != signs[:1], axis=0)
        still = (signs[1:] == signs[:1]).all(axis=0) | (signs[0] == 0)
        low, high = _picked(points, turned), np.where(still, low, _picked(points, turned + 1))
    return high


def _lowest(line: _Line, atom: Relation, low: Array, high: Array) -> Array:
    for _ in range(SECTIONS if low.size else 0):
        points = np.linspace(low, high, CUTS)
        least = np.argmin(np.nan_to_num(np.abs(_gaps(line, atom, points)), nan=np.inf), axis=0)
        low, high = _picked(points, np.maximum(least - 1, 0)), _picked(points, np.minimum(least + 1, CUTS - 1))
    return (low + high) / 2


def _gaps(line: _Line, atom: Relation, points: Array) -> Array:
    """Return left minus right at points of any shape."""
    return line.gap(atom, points.reshape(-1))[0].reshape(points.shape)


def _picked(points: Array, rows: Array) -> Array:
    chosen: Array = np.take_along_axis(points, rows[None], axis=0)[0]
    return chosen


def _combined(truths: Sequence[Array], operation: np.ufunc) -> Array:
    if not truths:
        raise _NoTruthError
    combined: Array = operation.reduce(np.stack(truths), axis=0)
    return combined


def _truth(node: Node, line: _Line, points: Array) -> Array:
    match node:
        case Logic("and", operands):
            return _combined([_truth(part, line, points) for part in operands], np.logical_and)
        case Logic("or", operands):
            return _combined([_truth(part, line, points) for part in operands], np.logical_or)
        case Logic("not", (operand,)):
            return ~_truth(operand, line, points)
        case Relation():
            gap, size = line.gap(node, points)
            sign = np.where(np.abs(gap) <= SPREAD * size, 0.0, np.sign(gap))
            return np.isin(sign, _ORDERS[node.relation])  # NaN is in no order: where a side has no value, it is false
        case _:
            raise _NoTruthError


def _candidates(line: _Line, atoms: Sequence[Relation], domain: Domain) -> Array:
    if domain in (Domain.INTEGER, Domain.POSITIVE_INTEGER):
        return np.arange(1 if domain is Domain.POSITIVE_INTEGER else -int(REACH), REACH + 1)
    low = {Domain.POSITIVE: 1e-6, Domain.NONNEGATIVE: 0.0, Domain.UNIT: 1e-6}.get(domain, -REACH - 0.0123)
    high = 1.0 - 1e-6 if domain is Domain.UNIT else REACH
    grid = np.linspace(low, high, GRID)
    met = np.unique(np.concatenate([_crossings(line, atom, grid) for atom in atoms] or [grid[:1]]))
    met = met[np.isfinite(met)]
    distinct = met[np.concatenate([[True], np.diff(met) > 1e-7])] if met.size else met
    gaps = np.concatenate([[low], distinct, [high]])
    return np.concatenate([met, (gaps[:-1] + gaps[1:]) / 2, [low, high]])


def decide_statements(student: Node, reference: Node, setting: Setting) -> Decision:
    """Decide whether two statements, or sets of real numbers, have the same solutions."""
    unknowns = sorted(names_in(reference)) or [POINT]
    main = unknowns[0] if len(unknowns) == 1 else POINT
    ours, theirs = as_statement(student, main), as_statement(reference, main)
    if normal_form(ours, setting.notation) == normal_form(theirs, setting.notation):
        return Equal(proved=True)
    names = sorted(names_in(ours) | names_in(theirs))
    if _same_equation(ours, theirs, setting):
        return Equal(proved=True)
    try:
        return _along_lines(ours, theirs, names, setting)
    except _NoTruthError:
        return Undecided("a side of a relation has no real value that could be compared")


def _same_equation(ours: Node, theirs: Node, setting: Setting) -> bool:
    """Say whether two equations between polynomials are multiples of each other."""
    if not isinstance(ours, Relation) or not isinstance(theirs, Relation):
        return False
    if not ours.relation is theirs.relation is RelationKind.EQUAL or not all_numbers(
        setting, names_in(ours) | names_in(theirs)
    ):
        return False
    gaps = [Sum((side.left, Negate(side.right))) for side in (ours, theirs)]
    return proportional_polynomials(*gaps)


def _along_lines(ours: Node, theirs: Node, names: Sequence[str], setting: Setting) -> Decision:
    atoms = (*_atoms(ours), *_atoms(theirs))
    worlds = setting.draw(names, LINES)
    informative = 0
    for variable in names:
        spec = setting.notation.find(variable)
        domain = Domain.REAL if spec is None else spec.domain
        for world in range(LINES if len(names) > 1 else 1):
            line = _Line(_one_world(worlds, world), variable)
            points = _candidates(line, atoms, domain)
            left, right = _truth(ours, line, points), _truth(theirs, line, points)
            if (left != right).any():
                where = points[np.flatnonzero(left != right)[0]]
                return Different(
                    f"the answer is {'true' if left[points == where][0] else 'false'} at {_place(line, where)}"
                )
            informative += bool(left.any() and not left.all())
    if not informative:
        return Undecided("neither statement is seen to change its truth anywhere")
    return Equal(proved=False, worlds=informative)


def _one_world(worlds: Worlds, world: int) -> Worlds:
    bindings = {
        name: Quantity(found.array[min(world, found.array.shape[0] - 1)][None])
        for name, found in worlds.bindings.items()
        if isinstance(found, Quantity) and not found.axes
    }
    return Worlds(1, bindings)


def _place(line: _Line, where: float) -> str:
    others = [
        f"{name} = {found.array.reshape(-1)[0]:.4g}"
        for name, found in sorted(line.worlds.bindings.items())
        if name != line.variable and isinstance(found, Quantity) and found.array.size == 1
    ]
    return ", ".join([f"{line.variable} = {where:.4g}", *others])
