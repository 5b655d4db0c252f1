"""Ball arithmetic for numbers: a difference whose ball holds no zero is proved, whatever the rounding."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from enum import Enum
from functools import lru_cache
from math import comb
from types import MappingProxyType
from typing import Any, TypeAlias

from flint import acb, arb, ctx, fmpq

from autograder.mathematics.traversal import walk
from autograder.mathematics.tree import (
    BigOperator,
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

BITS, MORE_BITS = 256, 4096
MAX_NUMBER_BITS = 4096
MAX_TERMS = 300
MAX_BINOMIAL = 2000
MAX_EXPONENT_BITS = 64
CLOSE_BITS = 120
"""Two balls that overlap agree to at least this many bits, or nothing is said."""

Ball: TypeAlias = Any
"""A complex ball, flint's ``acb``: python-flint is not typed."""


class NoBallError(Exception):
    """Something has no value that balls can hold; callers in this package turn it into a verdict."""


@contextmanager
def precise(bits: int = BITS) -> Iterator[None]:
    """Compute with so many bits inside."""
    before = ctx.prec
    ctx.prec = bits
    try:
        yield
    finally:
        ctx.prec = before


def _step(pick: Callable[[Ball], Ball]) -> Callable[[Ball], Ball]:
    def stepped(x: Ball) -> Ball:
        if not x.imag.contains(0):
            raise NoBallError
        found = pick(x.real)
        if not found.is_finite() or not found.is_exact():
            raise NoBallError  # the ball lies across a jump
        return acb(found)

    return stepped


def _sign(x: Ball) -> Ball:
    if x.imag.contains(0) and (x.real > 0 or x.real < 0):
        return acb(1 if x.real > 0 else -1)
    if x.is_zero():
        return acb(0)
    raise NoBallError


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
        "sigmoid": lambda x: 1 / (1 + (-x).exp()),
        "softplus": lambda x: (1 + x.exp()).log(),
        "erf": lambda x: x.erf(),
        "abs": lambda x: acb(abs(x)),
        "re": lambda x: acb(x.real),
        "im": lambda x: acb(x.imag),
        "conjugate": lambda x: acb(x.real, -x.imag),
        "arg": lambda x: acb(x.arg()),
        "log2": lambda x: x.log() / acb(2).log(),
        "log10": lambda x: x.log() / acb(10).log(),
        "factorial": lambda x: (x + 1).gamma(),
        "gamma": lambda x: x.gamma(),
        "sign": _sign,
        "floor": _step(lambda x: x.floor()),
        "ceiling": _step(lambda x: x.ceil()),
    }
)


def _root(radicand: Ball, degree: Ball) -> Ball:
    """Return a root; an odd one of a negative number is the real one."""
    odd = degree.is_exact() and degree.imag == 0 and (degree.real / 2).floor() * 2 + 1 == degree.real
    if odd and radicand.imag.contains(0) and radicand.real < 0:
        return -((-radicand) ** (1 / degree))
    return radicand ** (1 / degree)


def _real(x: Ball) -> Ball:
    if not x.imag.contains(0):
        raise NoBallError
    return x.real


def _whole(x: Ball) -> int:
    real = _real(x)
    if not real.is_exact() or real.floor() != real:
        raise NoBallError
    return int(real.floor().unique_fmpz())


def _modulo(left: Ball, right: Ball) -> Ball:
    base = _whole(right)
    if not base:
        raise NoBallError
    return acb(_whole(left) % base)


def _binomial(above: Ball, below: Ball) -> Ball:
    n, k = _whole(above), _whole(below)
    if not 0 <= n <= MAX_BINOMIAL:
        raise NoBallError
    return acb(comb(n, k) if k >= 0 else 0)


_OF_TWO: Mapping[str, Callable[[Ball, Ball], Ball]] = MappingProxyType(
    {
        "root": _root,
        "mod": _modulo,
        "binomial": _binomial,
        "arctan2": lambda above, right: acb(arb.atan2(_real(above), _real(right))),
        "min": lambda one, other: acb(_real(one).min(_real(other))),
        "max": lambda one, other: acb(_real(one).max(_real(other))),
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
            raise NoBallError


def _number(node: Number) -> Ball:
    above, below = node.value.numerator, node.value.denominator
    if max(above.bit_length(), below.bit_length()) > MAX_NUMBER_BITS:
        raise NoBallError
    return _fraction(above, below, ctx.prec)


@lru_cache(maxsize=1024)
def _fraction(above: int, below: int, bits: int) -> Ball:
    del bits  # which it is rounded to
    return acb(arb(fmpq(above, below)))


def _power(base: Ball, exponent: Ball) -> Ball:
    if exponent.is_exact() and exponent.imag == 0 and exponent.real.floor() == exponent.real:
        whole = int(exponent.real.floor().unique_fmpz())
        if whole.bit_length() > MAX_EXPONENT_BITS:
            raise NoBallError
        return base**whole
    return base**exponent


def _big_operator(node: BigOperator, point: Mapping[str, Ball]) -> Ball:
    if not isinstance(node.index, Symbol) or node.lower is None or node.upper is None:
        raise NoBallError
    low, high = _whole(ball_of(node.lower, point)), _whole(ball_of(node.upper, point))
    if high - low >= MAX_TERMS:
        raise NoBallError
    total = acb(0 if node.operation == "sum" else 1)
    for k in range(low, high + 1):
        term = ball_of(node.body, {**point, node.index.name: acb(k)})
        total = total + term if node.operation == "sum" else total * term
    return total


def _leaf(node: Number | Constant | Symbol, point: Mapping[str, Ball]) -> Ball:
    match node:
        case Number():
            return _number(node)
        case Constant(name):
            return _constant(name)
        case Symbol(name):
            if name not in point:
                raise NoBallError
            return point[name]


def ball_of(node: Node, point: Mapping[str, Ball]) -> Ball:
    """Return the value of an expression at a point; not finite where it has none. Call it inside `precise`.

    Raises
    ------
    NoBallError
        If a name has no value, or the expression is no number that balls can hold.
    """
    match node:
        case Number() | Constant() | Symbol():
            return _leaf(node, point)
        case Negate(operand):
            return -ball_of(operand, point)
        case Sum(terms):
            return sum((ball_of(term, point) for term in terms), acb(0))
        case Product(factors):
            total = acb(1)
            for factor in factors:
                total *= ball_of(factor, point)
            return total
        case Quotient(above, below):
            return ball_of(above, point) / ball_of(below, point)
        case Power(base, exponent):
            return _power(ball_of(base, point), ball_of(exponent, point))
        case Call(head, (argument,)) if head in _FUNCTIONS:
            return _FUNCTIONS[head](ball_of(argument, point))
        case Call(head, (one, other)) if head in _OF_TWO:
            return _OF_TWO[head](ball_of(one, point), ball_of(other, point))
        case BigOperator():
            return _big_operator(node, point)
        case _:
            raise NoBallError


_HELD = (Number, Constant, Symbol, Negate, Sum, Product, Quotient, Power, BigOperator)


def can_hold(node: Node) -> bool:
    """Say whether balls can hold an expression wherever it has a value and its names have one."""
    for part in walk(node):
        if isinstance(part, Call):
            known = _FUNCTIONS if len(part.arguments) == 1 else _OF_TWO
            if part.head not in known or len(part.arguments) > 2:
                return False
        elif not isinstance(part, _HELD) or part == Constant("infinity"):
            return False
    return True


class Nearness(Enum):
    """What balls say of two numbers at one point."""

    APART = "apart"
    """Proved different."""
    TOGETHER = "together"
    """They agree to `CLOSE_BITS` bits and more."""
    UNCLEAR = "unclear"
    """They overlap, however many bits are spent."""
    NO_VALUE = "no value"
    """A side has no value there, or is no number that balls can hold."""


def nearness(left: Node, right: Node, point: Mapping[str, complex]) -> Nearness:
    """Compare two numbers at one point, given exactly, with more bits where `BITS` do not tell."""
    found = Nearness.UNCLEAR
    for bits in (BITS, MORE_BITS):
        found = _nearness(left, right, point, bits)
        if found is not Nearness.UNCLEAR:
            break
    return found


def _nearness(left: Node, right: Node, point: Mapping[str, complex], bits: int) -> Nearness:
    with precise(bits):
        places = {name: acb(number.real, number.imag) for name, number in point.items()}
        try:
            one, other = ball_of(left, places), ball_of(right, places)
        except (NoBallError, OverflowError, ValueError):
            return Nearness.NO_VALUE
        gap = one - other
        if not gap.is_finite():
            return Nearness.NO_VALUE
        if not gap.contains(acb(0)):
            return Nearness.APART
        # a sum that is a whole number may be wrong by one, however large it is
        return Nearness.TOGETHER if abs(gap) < arb(2) ** -CLOSE_BITS else Nearness.UNCLEAR
