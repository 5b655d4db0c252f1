"""Forms that a question may require beside a right value."""

from math import gcd
from typing import assert_never

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


def _figures(written: str) -> tuple[int, int]:
    """Return how many significant figures and how many decimal places a literal shows."""
    mantissa = written.lower().partition("e")[0]
    whole, point, places = mantissa.partition(".")
    digits = (whole + places).lstrip("0")
    return len(digits) if point else len(digits.rstrip("0") or digits[:1]), len(places)


def _has_figures(written: str, figures: int, asked: int | None) -> bool:
    """Say whether a literal has as many figures as asked; 1200 may have two, three or four."""
    if asked is None or figures == asked:
        return True
    return "." not in written and figures < asked <= len(written.lstrip("0"))


def _precision_fault(node: Node, options: Options) -> Different | None:
    inner = node.operand if isinstance(node, Negate) else node
    if options.significant_figures is None and options.decimal_places is None:
        return None
    if not isinstance(inner, Number) or not inner.written:
        return Different("the value is right, but one decimal number is asked")
    figures, places = _figures(inner.written)
    if not _has_figures(inner.written, figures, options.significant_figures):
        return Different(f"the value is right, but {options.significant_figures} significant figures are asked")
    if options.decimal_places is not None and places != options.decimal_places:
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
