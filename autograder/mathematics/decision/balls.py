"""Ball arithmetic for numbers: a difference whose ball holds no zero is proved, whatever the rounding."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, TypeAlias

from flint import acb, arb, ctx, fmpq

from autograder.mathematics.tree import (
    Call,
    Constant,
    Negate,
    Node,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
    Symbol,
)

BITS = 256
MAX_NUMBER_BITS = 4096
CLOSE_BITS = 120
"""Two balls that overlap agree to at least this many bits, or nothing is said."""

Ball: TypeAlias = Any
"""A complex ball, flint's ``acb``: python-flint is not typed."""


class _NoBallError(Exception):
    """Unwinds an evaluation; never leaves this module."""


_FUNCTIONS: Mapping[str, Callable[[Ball], Ball]] = MappingProxyType(
    {
        "exp": lambda x: x.exp(),
        "log": lambda x: x.log(),
        "sqrt": lambda x: x.sqrt(),
        "sin": lambda x: x.sin(),
        "cos": lambda x: x.cos(),
        "tan": lambda x: x.tan(),
        "cot": lambda x: x.cot(),
        "sec": lambda x: x.sec(),
        "csc": lambda x: x.csc(),
        "arcsin": lambda x: x.asin(),
        "arccos": lambda x: x.acos(),
        "arctan": lambda x: x.atan(),
        "sinh": lambda x: x.sinh(),
        "cosh": lambda x: x.cosh(),
        "tanh": lambda x: x.tanh(),
        "coth": lambda x: x.coth(),
        "sech": lambda x: x.sech(),
        "csch": lambda x: x.csch(),
        "arcsinh": lambda x: x.asinh(),
        "arccosh": lambda x: x.acosh(),
        "arctanh": lambda x: x.atanh(),
        "abs": lambda x: acb(abs(x)),
        "re": lambda x: acb(x.real),
        "im": lambda x: acb(x.imag),
        "conjugate": lambda x: acb(x.real, -x.imag),
        "log2": lambda x: x.log() / acb(2).log(),
        "log10": lambda x: x.log() / acb(10).log(),
        "factorial": lambda x: (x + 1).gamma(),
        "gamma": lambda x: x.gamma(),
    }
)


def _constant(name: str) -> Ball:
    match name:
        case "pi":
            return acb(arb.pi())
        case "e":
            return acb(1).exp()
        case "i":
            return acb(0, 1)
        case _:
            raise _NoBallError


def _number(node: Number) -> Ball:
    above, below = node.value.numerator, node.value.denominator
    if max(above.bit_length(), below.bit_length()) > MAX_NUMBER_BITS:
        raise _NoBallError
    return acb(arb(fmpq(above, below)))


def _ball(node: Node, point: Mapping[str, complex]) -> Ball:
    match node:
        case Number():
            return _number(node)
        case Constant(name):
            return _constant(name)
        case Symbol(name) if name in point:
            return acb(point[name].real, point[name].imag)
        case Negate(operand):
            return -_ball(operand, point)
        case Sum(terms):
            return sum((_ball(term, point) for term in terms), acb(0))
        case Product(factors):
            total = acb(1)
            for factor in factors:
                total *= _ball(factor, point)
            return total
        case Quotient(above, below):
            return _ball(above, point) / _ball(below, point)
        case Power(base, exponent):
            return _ball(base, point) ** _ball(exponent, point)
        case Call(head, (argument,)) if head in _FUNCTIONS:
            return _FUNCTIONS[head](_ball(argument, point))
        case _:
            raise _NoBallError


def ball_verdict(left: Node, right: Node, point: Mapping[str, complex]) -> bool | None:
    """Compare two numbers at one point, given exactly, with balls of `BITS` bits.

    Returns
    -------
    bool or None
        False proves them different there; True says that they agree to `CLOSE_BITS` bits and more; None if a side has
        no value there, or is no number that balls can hold.
    """
    before = ctx.prec
    ctx.prec = BITS
    try:
        gap = _ball(left, point) - _ball(right, point)
        if not gap.is_finite():
            return None
        if not gap.contains(acb(0)):
            return False
        return True if abs(gap) < arb(2) ** -CLOSE_BITS else None
    except (_NoBallError, OverflowError):
        return None
    finally:
        ctx.prec = before
