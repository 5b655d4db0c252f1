"""Derivatives of numbers by rule, for what steps along the imaginary axis cannot give: derivatives of derivatives."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from types import MappingProxyType

from autograder.mathematics.traversal import mentions
from autograder.mathematics.tree import (
    Applied,
    Call,
    Constant,
    Derivative,
    Integral,
    Negate,
    Node,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
    Symbol,
)

ZERO, ONE, _TWO = (Number(Fraction(k)) for k in range(3))


def _square(node: Node) -> Node:
    return Power(node, _TWO)


def _one_minus_square(node: Node) -> Node:
    return Sum((ONE, Negate(_square(node))))


def _one_plus_square(node: Node) -> Node:
    return Sum((ONE, _square(node)))


def _over(below: Node) -> Node:
    return Quotient(ONE, below)


def _function(head: str) -> Callable[[Node], Node]:
    return lambda node: Call(head, (node,))


def _sigmoid_slope(node: Node) -> Node:
    return Product((Call("sigmoid", (node,)), Call("sigmoid", (Negate(node),))))


def _erf_slope(node: Node) -> Node:
    return Product((Quotient(_TWO, Call("sqrt", (Constant("pi"),))), Call("exp", (Negate(_square(node)),))))


def _log_of(base: int) -> Callable[[Node], Node]:
    return lambda node: _over(Product((node, Call("log", (Number(Fraction(base)),)))))


SLOPES: Mapping[str, Callable[[Node], Node]] = MappingProxyType(
    {
        "exp": _function("exp"),
        "log": _over,
        "log2": _log_of(2),
        "log10": _log_of(10),
        "sqrt": lambda x: _over(Product((_TWO, Call("sqrt", (x,))))),
        "sin": _function("cos"),
        "cos": lambda x: Negate(Call("sin", (x,))),
        "tan": lambda x: _over(_square(Call("cos", (x,)))),
        "cot": lambda x: Negate(_over(_square(Call("sin", (x,))))),
        "sec": lambda x: Product((Call("sec", (x,)), Call("tan", (x,)))),
        "csc": lambda x: Negate(Product((Call("csc", (x,)), Call("cot", (x,))))),
        "arcsin": lambda x: _over(Call("sqrt", (_one_minus_square(x),))),
        "arccos": lambda x: Negate(_over(Call("sqrt", (_one_minus_square(x),)))),
        "arctan": lambda x: _over(_one_plus_square(x)),
        "sinh": _function("cosh"),
        "cosh": _function("sinh"),
        "tanh": lambda x: _over(_square(Call("cosh", (x,)))),
        "arcsinh": lambda x: _over(Call("sqrt", (_one_plus_square(x),))),
        "arctanh": lambda x: _over(_one_minus_square(x)),
        "sigmoid": _sigmoid_slope,
        "softplus": _function("sigmoid"),
        "erf": _erf_slope,
        "abs": _function("sign"),
    }
)
"""Derivative of each function of one number, for a real argument."""


class NoRule(Exception):
    """Something is not differentiated by rule; callers turn it into a verdict."""


def differentiated(node: Node, name: str) -> Node:
    """Return the derivative of a number by a name.

    Raises
    ------
    NoRule
        If something in it has no rule here.
    """
    if not mentions(node, name):
        return ZERO
    match node:
        case Symbol():
            return ONE
        case Negate(operand):
            return Negate(differentiated(operand, name))
        case Sum(terms):
            return Sum(tuple(differentiated(term, name) for term in terms))
        case Product(factors):
            return _of_product(factors, name)
        case Quotient(above, below):
            top = Sum((Product((differentiated(above, name), below)), _minus(above, differentiated(below, name))))
            return Quotient(top, _square(below))
        case Power(base, exponent):
            return _of_power(base, exponent, name)
        case Call(head, (argument,)) if head in SLOPES:
            return Product((SLOPES[head](argument), differentiated(argument, name)))
        case Applied(function, (argument,), ()):
            return Product((Applied(f"{function}'", (argument,)), differentiated(argument, name)))
        case Derivative(body, Symbol(inner)):
            return differentiated(differentiated(body, inner), name)
        case Integral(body, Symbol(inner), None, None) if inner == name:
            return body
        case _:
            raise NoRule


def _minus(one: Node, other: Node) -> Node:
    return Negate(Product((one, other)))


def _of_product(factors: tuple[Node, ...], name: str) -> Node:
    terms = []
    for k, factor in enumerate(factors):
        if mentions(factor, name):
            terms.append(Product((*factors[:k], differentiated(factor, name), *factors[k + 1 :])))
    return terms[0] if len(terms) == 1 else Sum(tuple(terms))


def _of_power(base: Node, exponent: Node, name: str) -> Node:
    slope = differentiated(base, name)
    if not mentions(exponent, name):
        lower = Power(base, Sum((exponent, Negate(ONE))))
        return Product((exponent, lower, slope))
    growth = Product((Power(base, exponent), Call("log", (base,)), differentiated(exponent, name)))
    if base == Constant("e"):
        return Product((Power(base, exponent), differentiated(exponent, name)))
    if slope == ZERO:
        return growth
    return Sum((growth, Product((exponent, Power(base, Sum((exponent, Negate(ONE)))), slope))))
