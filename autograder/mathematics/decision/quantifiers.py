"""Statements about all real numbers: their negations, and whether they are simply true."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from autograder.mathematics.decision.exact import is_polynomial
from autograder.mathematics.traversal import map_children, names_in, walk
from autograder.mathematics.tree import (
    Constant,
    Interval,
    Logic,
    Negate,
    Node,
    Quantified,
    Relation,
    RelationKind,
    Sum,
    Symbol,
)

_TRUE, _FALSE = Logic("and", ()), Logic("or", ())
_REALS = Interval(Negate(Constant("infinity")), Constant("infinity"), False, False)
_OPPOSITE: Mapping[RelationKind, RelationKind] = MappingProxyType(
    {
        RelationKind.LESS: RelationKind.AT_LEAST,
        RelationKind.AT_LEAST: RelationKind.LESS,
        RelationKind.GREATER: RelationKind.AT_MOST,
        RelationKind.AT_MOST: RelationKind.GREATER,
        RelationKind.EQUAL: RelationKind.NOT_EQUAL,
        RelationKind.NOT_EQUAL: RelationKind.EQUAL,
    }
)

Holds = Callable[[Node, str], bool]
"""Says whether a statement about one real name holds at every place where its truth can change."""


def negated(node: Node) -> Node:
    """Return the negation of a statement with its "not" as far inside as it goes: of polynomials, not > is ≤."""
    match node:
        case Logic("not", (operand,)):
            return operand
        case Logic("and" | "or" as operation, operands):
            return Logic("or" if operation == "and" else "and", tuple(map(negated, operands)))
        case Quantified(operation, over, body):
            return Quantified("exists" if operation == "forall" else "forall", over, negated(body))
        case Relation(RelationKind.IMPLIES, left, right):
            return Logic("and", (left, negated(right)))
        case Relation(relation, left, right) if relation in _OPPOSITE and is_polynomial(Sum((left, Negate(right)))):
            return Relation(_OPPOSITE[relation], left, right)
        case _:
            return Logic("not", (node,))


def is_truth(node: Node) -> bool:
    """Say whether a statement is true or false as it stands, with no name and no quantifier in it."""
    return not names_in(node) and not any(isinstance(part, Quantified) for part in walk(node))


def closed(node: Node, holds: Holds) -> Node:
    """Return a statement with every quantifier over one real number replaced by true or false, from the inside."""
    node = map_children(node, lambda child: closed(child, holds))
    if not isinstance(node, Quantified) or len(node.over) != 1:
        return node
    (bound,) = node.over
    name, condition = _bound(bound)
    if name is None or names_in(node.body) - {name} or any(isinstance(part, Quantified) for part in walk(node.body)):
        return node
    everywhere = node.operation == "forall"
    body = negated(node.body) if not everywhere else node.body
    always = holds(body if condition is None else Logic("or", (negated(condition), body)), name)
    return _TRUE if always == everywhere else _FALSE


def _bound(node: Node) -> tuple[str | None, Node | None]:
    """Return the name a quantifier speaks of and what bounds it, if it runs over real numbers."""
    match node:
        case Symbol(name) | Relation(RelationKind.MEMBER, Symbol(name), Symbol("ℝ")):
            return name, None
        case Relation(RelationKind.MEMBER, Symbol(name), collection) if collection == _REALS:
            return name, None
        case Relation(relation, Symbol(name), other) if relation in _OPPOSITE and not names_in(other):
            return name, node
        case _:
            return None, None
