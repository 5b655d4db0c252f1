"""Whether a statement holds at a point, by ball arithmetic: what is no real number is in no order."""

from collections.abc import Mapping
from types import MappingProxyType

from flint import acb

from autograder.mathematics.decision.balls import Ball, NoBallError, ball_of
from autograder.mathematics.tree import Logic, Node, Relation, RelationKind

_ORDERS: Mapping[RelationKind, frozenset[int]] = MappingProxyType(
    {
        RelationKind.LESS: frozenset({-1}),
        RelationKind.AT_MOST: frozenset({-1, 0}),
        RelationKind.GREATER: frozenset({1}),
        RelationKind.AT_LEAST: frozenset({0, 1}),
        RelationKind.EQUAL: frozenset({0}),
        RelationKind.NOT_EQUAL: frozenset({-1, 1}),
    }
)


class NoTruthError(Exception):
    """A statement is of a kind whose truth is not computed; callers in this package turn it into a verdict."""


def gap_of(relation: Relation, point: Mapping[str, Ball]) -> Ball | None:
    """Return left minus right at a point, or None where a side has no value there."""
    try:
        gap = ball_of(relation.left, point) - ball_of(relation.right, point)
    except (NoBallError, OverflowError, ValueError):
        return None
    return gap if gap.is_finite() else None


def _atom(relation: Relation, point: Mapping[str, Ball]) -> bool:
    orders = _ORDERS.get(relation.relation)
    if orders is None:
        raise NoTruthError
    gap = gap_of(relation, point)
    if gap is None:
        return False
    if gap.contains(acb(0)):
        return 0 in orders
    if relation.relation in (RelationKind.EQUAL, RelationKind.NOT_EQUAL):
        return relation.relation is RelationKind.NOT_EQUAL
    return gap.imag.contains(0) and (1 if gap.real > 0 else -1) in orders


def holds(node: Node, point: Mapping[str, Ball]) -> bool:
    """Say whether a statement in relations, and, or and not holds at a point. Call it inside `balls.precise`.

    Raises
    ------
    NoTruthError
        If it has a part of another kind.
    """
    match node:
        case Logic("and", operands):
            return all(holds(part, point) for part in operands)
        case Logic("or", operands):
            return any(holds(part, point) for part in operands)
        case Logic("not", (operand,)):
            return not holds(operand, point)
        case Relation():
            return _atom(node, point)
        case _:
            raise NoTruthError
