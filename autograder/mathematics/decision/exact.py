"""Exact arithmetic: rational functions of the symbols, by python-flint."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import gcd, lcm
from typing import Any, TypeAlias

from flint import Ordering, fmpq, fmpq_mat, fmpq_mpoly_ctx

from autograder.mathematics.traversal import names_in
from autograder.mathematics.tree import (
    Constant,
    MatrixLiteral,
    Negate,
    Node,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
    Symbol,
    TupleLiteral,
)

MAX_EXPONENT = 60
MAX_TERMS = 4000
MAX_BITS = 4096
IMAGINARY = "i"

Polynomial: TypeAlias = Any
"""An ``fmpq_mpoly``: python-flint is not typed."""


@dataclass(frozen=True, slots=True)
class _Ratio:
    above: Polynomial
    below: Polynomial


class _NotRationalError(Exception):
    """Unwinds a conversion; never leaves this module."""


def _checked(polynomial: Polynomial) -> Polynomial:
    if len(polynomial) > MAX_TERMS:
        raise _NotRationalError
    return polynomial


class _Field:
    """Rational functions in given names over the rationals, with i a square root of minus one."""

    def __init__(self, names: tuple[str, ...]) -> None:
        self._context = fmpq_mpoly_ctx.get((*names, IMAGINARY + "_unit"), Ordering.lex)
        *symbols, self._i = self._context.gens()
        self._symbols = dict(zip(names, symbols, strict=True))
        self._relation = self._i * self._i + 1

    def constant(self, value: fmpq) -> _Ratio:
        return _Ratio(self._context.constant(value), self._context.constant(1))

    def multiply(self, left: _Ratio, right: _Ratio) -> _Ratio:
        return _Ratio(self.product(left.above, right.above), self.product(left.below, right.below))

    def product(self, left: Polynomial, right: Polynomial) -> Polynomial:
        if len(left) * len(right) > MAX_TERMS * 8:
            raise _NotRationalError
        return _checked(divmod(left * right, self._relation)[1])

    def add(self, left: _Ratio, right: _Ratio) -> _Ratio:
        if left.below == right.below:
            return _Ratio(_checked(left.above + right.above), left.below)
        above = self.product(left.above, right.below) + self.product(right.above, left.below)
        return _Ratio(_checked(above), self.product(left.below, right.below))

    def inverse(self, ratio: _Ratio) -> _Ratio:
        if not ratio.above:
            raise _NotRationalError
        return _Ratio(ratio.below, ratio.above)

    def power(self, base: _Ratio, exponent: int) -> _Ratio:
        if abs(exponent) > MAX_EXPONENT:
            raise _NotRationalError
        grounds = self.inverse(base) if exponent < 0 else base
        result = self.constant(fmpq(1))
        for _ in range(abs(exponent)):
            result = self.multiply(result, grounds)
        return result

    def read(self, node: Node) -> _Ratio:
        match node:
            case Number(value) if max(value.numerator.bit_length(), value.denominator.bit_length()) <= MAX_BITS:
                return self.constant(fmpq(value.numerator, value.denominator))
            case Constant("i"):
                return _Ratio(self._i, self._context.constant(1))
            case Symbol(name):
                return _Ratio(self._symbols[name], self._context.constant(1))
            case Sum(terms):
                return self._folded(terms, self.add)
            case Product(factors):
                return self._folded(factors, self.multiply)
            case Negate(operand):
                return self.multiply(self.constant(fmpq(-1)), self.read(operand))
            case Quotient(above, below):
                return self.multiply(self.read(above), self.inverse(self.read(below)))
            case Power(base, exponent):
                return self.power(self.read(base), _whole(exponent))
            case _:
                raise _NotRationalError

    def _folded(self, parts: tuple[Node, ...], combine: Callable[[_Ratio, _Ratio], _Ratio]) -> _Ratio:
        total = self.read(parts[0])
        for part in parts[1:]:
            total = combine(total, self.read(part))
        return total

    def same(self, left: Node, right: Node) -> bool:
        one, other = self.read(left), self.read(right)
        return bool(self.product(one.above, other.below) == self.product(other.above, one.below))


def _whole(node: Node) -> int:
    match node:
        case Number(value) if value.denominator == 1 and abs(value) <= MAX_EXPONENT:
            return int(value)
        case Negate(operand):
            return -_whole(operand)
        case _:
            raise _NotRationalError


def _entries(node: Node) -> tuple[tuple[Node, ...], ...]:
    match node:
        case MatrixLiteral(rows):
            return rows
        case TupleLiteral(items):
            return tuple((item,) for item in items)
        case _:
            return ((node,),)


def same_rational_function(left: Node, right: Node) -> bool | None:
    """Say whether two expressions are the same rational function, or literal matrices of such.

    Every symbol counts as a free number, so True proves them equal wherever both are defined, and False proves them
    different only if the symbols are free. None if they are not rational functions, or too large.
    """
    ours, theirs = _entries(left), _entries(right)
    if [len(row) for row in ours] != [len(row) for row in theirs]:
        return None
    field = _Field(tuple(sorted(names_in(left) | names_in(right))))
    try:
        pairs = [pair for row, other in zip(ours, theirs, strict=True) for pair in zip(row, other, strict=True)]
        return all(field.same(one, other) for one, other in pairs)
    except _NotRationalError:
        return None


def proportional_polynomials(left: Node, right: Node) -> bool:
    """Say whether two expressions are polynomials, neither zero, of which one is a number times the other."""
    field = _Field(tuple(sorted(names_in(left) | names_in(right))))
    try:
        one, other = field.read(left), field.read(right)
    except _NotRationalError:
        return False
    constant = all(ratio.below.is_constant() for ratio in (one, other))
    if not constant or not one.above or not other.above:
        return False
    above = one.above * other.above.leading_coefficient()
    return bool(above == other.above * one.above.leading_coefficient())


def is_polynomial(node: Node) -> bool:
    """Say whether an expression is a polynomial in its names, and not zero."""
    try:
        ratio = _Field(tuple(sorted(names_in(node)))).read(node)
    except _NotRationalError:
        return False
    return bool(ratio.above) and bool(ratio.below.is_constant())


def is_prime_polynomial(node: Node) -> bool:
    """Say whether an expression is a polynomial that is no product, with no whole number to be taken out of it."""
    field = _Field(tuple(sorted(names_in(node))))
    try:
        ratio = field.read(node)
    except _NotRationalError:
        return False
    if not ratio.above or not ratio.below.is_constant():
        return False
    factors = ratio.above.factor()[1]
    coefficients = [coefficient / ratio.below.leading_coefficient() for coefficient in ratio.above.coeffs()]
    common = gcd(*(int(coefficient.p) for coefficient in coefficients))
    whole = all(coefficient.q == 1 for coefficient in coefficients)
    return len(factors) == 1 and factors[0][1] == 1 and not (whole and common > 1)


def fraction_in_one_name(node: Node, name: str) -> tuple[list[int], list[int]] | None:
    """Return whole coefficients, lowest first, of the two polynomials whose quotient an expression is.

    None if it is no rational function of that one name with rational coefficients.
    """
    if names_in(node) - {name}:
        return None
    field = _Field((name,))
    try:
        ratio = field.read(node)
        return _whole_coefficients(ratio.above), _whole_coefficients(ratio.below)
    except _NotRationalError:
        return None


def _whole_coefficients(polynomial: Polynomial) -> list[int]:
    terms = polynomial.to_dict()
    if any(imaginary for _, imaginary in terms):
        raise _NotRationalError
    found = {degree: coefficient for (degree, _), coefficient in terms.items()}
    common = lcm(*(int(coefficient.q) for coefficient in found.values())) if found else 1
    return [int((found.get(degree, fmpq(0)) * common).p) for degree in range(max(found, default=-1) + 1)]


def same_linear_system(ours: Sequence[Node], theirs: Sequence[Node], names: Sequence[str]) -> bool | None:
    """Say whether two systems of linear equations, each given as differences of sides, have the same solutions.

    None if an equation is not linear with rational coefficients.
    """
    field = _Field(tuple(names))
    try:
        reduced = [_reduced(field, side, len(names)) for side in (ours, theirs)]
    except _NotRationalError:
        return None
    return bool(reduced[0] == reduced[1])


def _reduced(field: _Field, gaps: Sequence[Node], unknowns: int) -> Any:
    rows = [_linear_row(field.read(gap), unknowns) for gap in gaps]
    matrix, rank = fmpq_mat(rows).rref()
    kept = [[matrix[row, column] for column in range(unknowns + 1)] for row in range(rank)]
    contradiction = bool(kept) and not any(kept[-1][:-1])
    return "no solution" if contradiction else kept


def _linear_row(ratio: _Ratio, unknowns: int) -> list[fmpq]:
    if not ratio.below.is_constant() or ratio.above.total_degree() > 1:
        raise _NotRationalError
    row = [fmpq(0)] * (unknowns + 1)
    scale = ratio.below.leading_coefficient()
    for degrees, coefficient in ratio.above.to_dict().items():
        if degrees[-1]:
            raise _NotRationalError
        position = next((k for k, degree in enumerate(degrees[:-1]) if degree), unknowns)
        row[position] = coefficient / scale
    return row


def polynomial_factors(node: Node) -> tuple[Node, ...]:
    """Return the different irreducible factors of a polynomial with rational coefficients; none of anything else."""
    names = tuple(sorted(names_in(node)))
    field = _Field(names)
    try:
        above = field.read(node).above
        if not above or above.is_constant():
            return ()
        factors = [factor for factor, _ in above.factor()[1]]
        return tuple(_as_node(factor, names) for factor in factors)
    except _NotRationalError:
        return ()


def _as_node(polynomial: Polynomial, names: Sequence[str]) -> Node:
    terms = []
    for degrees, coefficient in polynomial.to_dict().items():
        if degrees[-1]:
            raise _NotRationalError
        powers = [_power_of(name, degree) for name, degree in zip(names, degrees[:-1], strict=True) if degree]
        terms.append(Product((Number(Fraction(int(coefficient.p), int(coefficient.q))), *powers)))
    return Sum(tuple(terms))


def _power_of(name: str, degree: Any) -> Node:
    return Power(Symbol(name), Number(Fraction(int(degree))))
