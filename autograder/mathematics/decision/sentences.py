"""What sets, intervals, lists and signs say as statements: relations under and, or and not, and nothing else."""

from collections.abc import Sequence
from itertools import product

from autograder.mathematics.decision.canonical import choices_of_sign
from autograder.mathematics.decision.quantifiers import negated
from autograder.mathematics.traversal import map_children, rename, substitute, walk
from autograder.mathematics.tree import (
    Call,
    Constant,
    Interval,
    Logic,
    Negate,
    Node,
    Piecewise,
    PlusMinus,
    Quantified,
    Relation,
    RelationKind,
    SetLiteral,
    Symbol,
    TupleLiteral,
)

POINT = "x"
"""What the elements of a set are called where nothing names them."""
TRUE, FALSE = Logic("and", ()), Logic("or", ())

_INFINITE = Constant("infinity")
_STATEMENTS = (Relation, Logic, Quantified)
MAX_INSTANCES = 64
"""A quantifier over more values than this is not written out."""


def is_statement(node: Node) -> bool:
    """Say whether something can only be a statement or a set of real numbers."""
    match node:
        case Relation() | Logic() | Quantified() | Interval() | Call("union" | "intersection" | "complement"):
            return True
        case SetLiteral(items) | TupleLiteral(items):
            return bool(items) and all(isinstance(item, _STATEMENTS) for item in items)
        case _:
            return False


def is_proposition(node: Node) -> bool:
    """Say whether something is letters, true or false, under and, or, not and arrows: "p and q" is read as a list."""
    match node:
        case Symbol():
            return True
        case Logic(_, operands) | SetLiteral(operands, False):
            return all(is_proposition(part) for part in operands)
        case Relation(RelationKind.EQUIVALENT | RelationKind.IMPLIES, left, right):
            return is_proposition(left) and is_proposition(right)
        case _:
            return False


def tidied(node: Node) -> Node:
    """Return a statement with the parts of every and, or and equation in one order, and no > or ≥."""
    match node:
        case Logic(operation, operands):
            return Logic(operation, tuple(sorted(map(tidied, operands), key=repr)))
        case Quantified(operation, over, body):
            return Quantified(operation, tuple(map(tidied, over)), tidied(body))
        case Relation(RelationKind.GREATER, left, right):
            return Relation(RelationKind.LESS, right, left)
        case Relation(RelationKind.AT_LEAST, left, right):
            return Relation(RelationKind.AT_MOST, right, left)
        case Relation(RelationKind.EQUAL | RelationKind.NOT_EQUAL as relation, left, right):
            one, other = sorted((left, right), key=repr)
            return Relation(relation, one, other)
        case _:
            return node


def with_intervals(node: Node) -> Node:
    """Return a pair with an infinite end as the open interval it must be, and conditions of cases as relations."""
    node = map_children(node, with_intervals)
    match node:
        case TupleLiteral((lower, upper)) if _is_infinite(lower) or _is_infinite(upper):
            return Interval(lower, upper, False, False)
        case Piecewise(values, conditions):
            return Piecewise(values, tuple(None if one is None else sentence(one) for one in conditions))
        case _:
            return node


def sentence(node: Node, variable: str = POINT) -> Node:
    """Return a statement, or a set of numbers as a statement about `variable`, in relations and their combinations."""
    choices = choices_of_sign(node) if _has_sign(node) else (node,)
    return _either([_said(choice, variable) for choice in choices])


def _has_sign(node: Node) -> bool:
    return any(isinstance(part, PlusMinus) for part in walk(node))


def _either(parts: Sequence[Node]) -> Node:
    return parts[0] if len(parts) == 1 else Logic("or", tuple(parts))


def _said(node: Node, variable: str) -> Node:
    match node:
        case Logic("not", (Quantified() as inner,)):
            return _said(negated(inner), variable)
        case Logic(operation, operands):
            return Logic(operation, tuple(_said(part, variable) for part in operands))
        case Relation(RelationKind.EQUIVALENT, left, right):
            one, other = _said(left, variable), _said(right, variable)
            both = Logic("and", (one, other)), Logic("and", (Logic("not", (one,)), Logic("not", (other,))))
            return Logic("or", both)
        case Relation(RelationKind.IMPLIES, left, right):
            return Logic("or", (Logic("not", (_said(left, variable),)), _said(right, variable)))
        case Quantified():
            return _quantified(node, variable)
        case Relation(relation, left, right):
            return _related(relation, left, right)
        case SetLiteral(items) if items and all(isinstance(item, _STATEMENTS) for item in items):
            return Logic("and", tuple(_said(item, variable) for item in items))
        case SetLiteral(items, False) if items and all(is_proposition(item) for item in items):
            return Logic("and", tuple(_said(item, variable) for item in items))
        case TupleLiteral(items) if items and all(isinstance(item, _STATEMENTS) for item in items):
            return Logic("and", tuple(_said(item, variable) for item in items))
        case Interval(Relation() | Logic() as one, Relation() | Logic() as other):
            return Logic("and", (_said(one, variable), _said(other, variable)))
        case Symbol():
            return node
        case _:
            return _member(Symbol(variable), node)


def _quantified(node: Quantified, variable: str) -> Node:
    """Return a quantifier over a few values written out; any other with its names replaced by ones all share."""
    names, instances = [], 1
    for bound in node.over:
        match bound:
            case Relation(RelationKind.MEMBER, Symbol(name), SetLiteral(items, True)):
                names.append((name, items))
                instances *= len(items)
            case _:
                return _renamed(node, variable)
    if instances > MAX_INSTANCES:
        return _renamed(node, variable)
    choices = product(*(items for _, items in names))
    values = [dict(zip((name for name, _ in names), choice, strict=True)) for choice in choices]
    said = tuple(_said(substitute(node.body, value), variable) for value in values)
    return Logic("and" if node.operation == "forall" else "or", said)


def _renamed(node: Quantified, variable: str) -> Quantified:
    body = _said(node.body, variable)
    level = sum(isinstance(part, Quantified) for part in walk(body))
    named = [bound.left if isinstance(bound, Relation) else bound for bound in node.over]
    names = {one.name: f"{level}.{k}" for k, one in enumerate(named) if isinstance(one, Symbol)}
    over = tuple(rename(bound, names) for bound in node.over)
    return Quantified(node.operation, over, rename(body, names))


def _related(relation: RelationKind, left: Node, right: Node) -> Node:
    if relation in (RelationKind.MEMBER, RelationKind.NOT_MEMBER):
        member = _member(left, right)
        return member if relation is RelationKind.MEMBER else Logic("not", (member,))
    match (left, right):
        case (TupleLiteral(ours), TupleLiteral(theirs)) if len(ours) == len(theirs):
            pairs = tuple(Relation(relation, one, other) for one, other in zip(ours, theirs, strict=True))
            return Logic("or" if relation is RelationKind.NOT_EQUAL else "and", pairs)
        case (_, Constant("infinity")) if relation in (RelationKind.LESS, RelationKind.AT_MOST):
            return TRUE
        case (Constant("infinity"), _) if relation in (RelationKind.GREATER, RelationKind.AT_LEAST):
            return TRUE
        case (Negate(Constant("infinity")), _) if relation in (RelationKind.LESS, RelationKind.AT_MOST):
            return TRUE
        case (_, Negate(Constant("infinity"))) if relation in (RelationKind.GREATER, RelationKind.AT_LEAST):
            return TRUE
        case (_, SetLiteral(items)) if relation is RelationKind.EQUAL and items:
            return _either([_related(relation, left, item) for item in items])
        case _:
            return Relation(relation, left, right)


def _member(element: Node, collection: Node) -> Node:
    """Return what it says that an element lies in a set."""
    match collection:
        case Interval(lower, upper, closed_lower, closed_upper):
            low = Relation(RelationKind.AT_LEAST if closed_lower else RelationKind.GREATER, element, lower)
            high = Relation(RelationKind.AT_MOST if closed_upper else RelationKind.LESS, element, upper)
            return Logic("and", tuple(side for side, end in ((low, lower), (high, upper)) if not _is_infinite(end)))
        case TupleLiteral((lower, upper)) if not isinstance(element, TupleLiteral):
            return _member(element, Interval(lower, upper, False, False))  # (1, 2) beside a set of numbers
        case SetLiteral(items):
            if items and all(isinstance(item, _STATEMENTS) for item in items):
                return _said(collection, POINT)
            return Logic("or", tuple(_related(RelationKind.EQUAL, element, item) for item in items))
        case Call("union", parts):
            return Logic("or", tuple(_member(element, part) for part in parts))
        case Call("intersection", parts):
            return Logic("and", tuple(_member(element, part) for part in parts))
        case Call("complement", (whole, removed)):
            return Logic("and", (_member(element, whole), Logic("not", (_member(element, removed),))))
        case Symbol("R" | "ℝ"):
            return TRUE
        case Symbol("Z" | "ℤ"):
            return Relation(RelationKind.EQUAL, element, Call("floor", (element,)))
        case _:
            return Relation(RelationKind.MEMBER, element, collection)


def _is_infinite(node: Node) -> bool:
    return node in (_INFINITE, Negate(_INFINITE))


def atoms(node: Node) -> tuple[Relation, ...]:
    """Return the relations of a statement."""
    return tuple(part for part in walk(node) if isinstance(part, Relation))
