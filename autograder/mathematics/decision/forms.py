"""Forms that a question may require beside a right value."""

from math import gcd
from typing import assert_never

from autograder.mathematics.decision.outcomes import Different, Form
from autograder.mathematics.traversal import walk
from autograder.mathematics.tree import Negate, Node, Number, Power, Product, Quotient, Sum


def _is_expanded(node: Node) -> bool:
    for part in walk(node):
        if isinstance(part, Product) and any(isinstance(factor, Sum) for factor in part.factors):
            return False
        if isinstance(part, Power) and isinstance(part.base, Sum) and isinstance(part.exponent, Number):
            return False
        if isinstance(part, Negate) and isinstance(part.operand, Sum):
            return False
    return True


def _is_factored(node: Node) -> bool:
    inner = node.operand if isinstance(node, Negate) else node
    return not isinstance(inner, Sum)


def _is_lowest(node: Node) -> bool:
    inner = node.operand if isinstance(node, Negate) else node
    if not isinstance(inner, Quotient):
        return isinstance(inner, Number) and inner.value.denominator == 1
    above = inner.above.operand if isinstance(inner.above, Negate) else inner.above
    if not isinstance(above, Number) or not isinstance(inner.below, Number):
        return False
    if above.value.denominator != 1 or inner.below.value.denominator != 1:
        return False
    return gcd(int(above.value), int(inner.below.value)) == 1 and inner.below.value > 1


def form_fault(node: Node, form: Form) -> Different | None:
    """Return why a right answer lacks the form required, or None if it has it."""
    match form:
        case Form.ANY:
            kept = True
        case Form.EXPANDED:
            kept = _is_expanded(node)
        case Form.FACTORED:
            kept = _is_factored(node)
        case Form.LOWEST_TERMS:
            kept = _is_lowest(node)
        case _:
            assert_never(form)
    return None if kept else Different(f"the value is right, but the form asked is: {form.value}")
