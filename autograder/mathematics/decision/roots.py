"""Roots of equations counted as often as they occur: ``(x - 1)² = 0`` is not ``x - 1 = 0``."""

from autograder.mathematics.decision.exact import is_polynomial, proportional_polynomials
from autograder.mathematics.decision.outcomes import Decision, Different, Equal, Undecided
from autograder.mathematics.tree import Logic, Negate, Node, Product, Relation, RelationKind, Sum


def counted(ours: Node, theirs: Node, decision: Decision) -> Decision:
    """Return a decision about solutions with their multiplicities minded.

    Parameters
    ----------
    ours, theirs
        Statements in relations and their combinations, about numbers.
    decision
        What was found without counting.
    """
    one, other = _polynomial(ours), _polynomial(theirs)
    if not isinstance(decision, Equal) or one is None or other is None:
        return decision
    if not is_polynomial(one) or not is_polynomial(other):
        return Undecided("how often a solution occurs is counted for polynomials only")
    if proportional_polynomials(one, other):
        return Equal(proved=True)
    return Different("the solutions are right, but one of them occurs a different number of times", proved=True)


def _polynomial(node: Node) -> Node | None:
    """Return what an equation, or equations with "or" between them, set to zero."""
    match node:
        case Relation(RelationKind.EQUAL, left, right):
            return Sum((left, Negate(right)))
        case Logic("or", operands):
            factors = tuple(factor for factor in map(_polynomial, operands) if factor is not None)
            return Product(factors) if len(factors) == len(operands) > 0 else None
        case _:
            return None
