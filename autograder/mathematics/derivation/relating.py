"""Deciding one step: a line, its relation, and the line it comes from."""

from dataclasses import replace

from autograder.mathematics.derivation.ground import FAILS, HOLDS, ORDERS, WEAK, Finding, Ground, Truth
from autograder.mathematics.derivation.limits import claims_limit, decide_limit
from autograder.mathematics.tree import Call, Logic, Node, Optimum, Relation, RelationKind

EQUALITIES = frozenset({RelationKind.EQUAL, RelationKind.EQUIVALENT, RelationKind.IMPLIES})
CONSTANTS = frozenset({RelationKind.EQUAL_UP_TO_CONSTANT, RelationKind.PROPORTIONAL})
OPTIMA = frozenset({"argmax", "argmin"})
NOT_A_STEP = Finding(Truth.UNKNOWN, "this relation is not decided here")
CARRIED_OPTIMUM = "Read under the argmax of the line before."
BOUND_NOTE = "Strictly this is a bound, ≤; the assignment prints =, and nothing is deducted."


def decide_step(
    left: Node, relation: RelationKind, right: Node, ground: Ground, bounds: tuple[Node, ...] = ()
) -> Finding:
    """Decide whether ``left relation right`` holds.

    Parameters
    ----------
    left, right
        Comparable formulas, or whole statements behind an arrow.
    bounds
        Formulas before which ``=`` may be written for ``≤``.
    """
    if isinstance(right, Relation | Logic):
        return _decide_statement(left, relation, right, ground)
    if isinstance(left, Optimum) or isinstance(right, Optimum):
        return _decide_optima(left, right, ground)
    if relation in ORDERS:
        return ground.ordered(left, relation, right)
    if relation in CONSTANTS:
        return _decide_constants(left, relation, right, ground)
    if relation not in EQUALITIES:
        return NOT_A_STEP
    found = ground.same(left, right)
    if found.truth is Truth.NO and any(ground.same(right, bound).truth is Truth.YES for bound in bounds):
        bounded = ground.ordered(left, RelationKind.AT_MOST, right)
        return Finding(Truth.YES, BOUND_NOTE) if bounded.truth is Truth.YES else found
    return found


def statement_holds(node: Node, ground: Ground) -> Finding:
    """Say whether a relation, or several joined by "and", is true in all worlds."""
    if isinstance(node, Logic) and node.operation == "and":
        findings = [statement_holds(part, ground) for part in node.operands]
        return next((found for found in findings if found.truth is not Truth.YES), HOLDS)
    if not isinstance(node, Relation):
        return NOT_A_STEP
    if claims_limit(node.left, node.relation) or claims_limit(node.right, None):
        return decide_limit(node.left, node.right, ground)
    return decide_step(node.left, node.relation, node.right, ground)


def is_too_strict(left: Node, relation: RelationKind, right: Node, ground: Ground) -> bool:
    """Say whether a step, or the statement it leads to, would hold if its two sides were allowed to be equal."""
    if isinstance(right, Relation):
        left, relation, right = right.left, right.relation, right.right
    formulas = not isinstance(left, Relation | Logic) and not isinstance(right, Relation | Logic)
    return formulas and relation in WEAK and ground.ordered(left, WEAK[relation], right).truth is Truth.YES


def _decide_statement(left: Node, relation: RelationKind, right: Node, ground: Ground) -> Finding:
    """Decide a statement behind an arrow: true by itself, or the same as the one before."""
    found = statement_holds(right, ground)
    if found.truth is Truth.YES or relation not in (RelationKind.IMPLIES, RelationKind.EQUIVALENT):
        return found
    if isinstance(left, Relation) and isinstance(right, Relation) and statement_holds(left, ground).truth is Truth.YES:
        return found  # from what is true, nothing false follows
    return Finding(Truth.UNKNOWN, "whether this follows is not decided here")


def _decide_constants(left: Node, relation: RelationKind, right: Node, ground: Ground) -> Finding:
    found = ground.same_up_to_constant(left, right)
    if found.truth is Truth.YES or relation is not RelationKind.PROPORTIONAL or not ground.has_constants:
        return found
    as_factor = [Call("log", (side,)) for side in (left, right)]
    return HOLDS if ground.same_up_to_constant(*as_factor).truth is Truth.YES else found


def _decide_optima(left: Node, right: Node, ground: Ground) -> Finding:
    """Decide whether two formulas have the same maximiser; one argmax speaks for the lines that leave it out."""
    operations = [side.operation for side in (left, right) if isinstance(side, Optimum)]
    one, other = (side.body if isinstance(side, Optimum) else side for side in (left, right))
    if not set(operations) <= OPTIMA:
        return _decide_maxima(one, other, ground) if len(operations) == 2 else NOT_A_STEP
    reason = "" if len(operations) == 2 else CARRIED_OPTIMUM
    sign = 1.0 if len(set(operations)) == 1 else -1.0
    found = ground.same_up_to_constant(one, other) if sign > 0 else FAILS
    if found.truth is Truth.YES:
        return Finding(Truth.YES, reason)
    if found.truth is Truth.UNKNOWN or found.misfit or not ground.has_constants:
        return found
    for first, second in ((one, other), (Call("log", (one,)), other), (one, Call("log", (other,)))):
        if ground.proportional(first, second, sign).truth is Truth.YES:
            return Finding(Truth.YES, reason)
    return found


def _decide_maxima(one: Node, other: Node, ground: Ground) -> Finding:
    """Decide whether two formulas have the same largest or smallest value."""
    found = ground.same(one, other)
    if found.truth is Truth.NO and ground.has_constants and ground.same_up_to_constant(one, other).truth is Truth.YES:
        return Finding(Truth.NO, "the two differ by a term free of what is varied; only their argmax is the same")
    return found


def as_argument(node: Node) -> Node:
    """Return the maximiser of what a formula is the maximum of; any other formula as it is."""
    turned = isinstance(node, Optimum) and node.operation in ("max", "min")
    return replace(node, operation=f"arg{node.operation}") if turned and isinstance(node, Optimum) else node
