"""Forms that a question may require beside a right value."""

from math import gcd
from typing import assert_never

from autograder.mathematics.decision.decimals import decimal_of
from autograder.mathematics.decision.exact import is_polynomial, is_prime_polynomial
from autograder.mathematics.decision.outcomes import Different, Form, Options
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
    """Say whether a product cannot be taken apart further over the rationals; one prime factor is a product too."""
    match node:
        case Negate(operand):
            return _is_factored(operand)
        case Product(factors):
            return all(_is_factored(factor) or not is_polynomial(factor) for factor in factors)
        case Power(base, Number(value)) if value.denominator == 1:
            return _is_factored(base) or not is_polynomial(base)
        case Quotient(above, below):
            return _is_factored(above) and _is_factored(below)
        case Sum():
            return _is_expanded(node) and is_prime_polynomial(node)
        case _:
            return True


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


def _precision_fault(node: Node, options: Options) -> Different | None:
    if options.significant_figures is None and options.decimal_places is None:
        return None
    decimal = decimal_of(node)
    if decimal is None:
        return Different("the value is right, but one decimal number is asked")
    if not decimal.shows(options.significant_figures):
        return Different(f"the value is right, but {options.significant_figures} significant figures are asked")
    if options.decimal_places is not None and decimal.places != options.decimal_places:
        return Different(f"the value is right, but {options.decimal_places} decimal places are asked")
    return None


def form_fault(node: Node, options: Options) -> Different | None:
    """Return why a right answer lacks the form required, or None if it has it."""
    match options.form:
        case Form.ANY:
            kept = True
        case Form.EXPANDED:
            kept = _is_expanded(node)
        case Form.FACTORED:
            kept = _is_factored(node)
        case Form.LOWEST_TERMS:
            kept = _is_lowest(node)
        case _:
            assert_never(options.form)
    if not kept:
        return Different(f"the value is right, but the form asked is: {options.form.value}")
    return _precision_fault(node, options)
