"""Matrix polynomials in normal form: sums of words in matrices, their transposes, inverses and traces.

Equal forms prove two expressions equal, whatever the matrices are; different forms prove nothing, for the matrices of a
question may be tied to each other.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from autograder.mathematics.notation import Notation, Role
from autograder.mathematics.tree import Call, Negate, Node, Number, Power, Product, Quotient, Sum, Symbol

MAX_TERMS = 400
MAX_LETTERS = 40
MAX_EXPONENT = 12


@dataclass(frozen=True, slots=True, order=True)
class _Letter:
    """A matrix or vector, perhaps transposed, perhaps inverted."""

    name: str
    transposed: bool = False
    inverted: bool = False


Word: TypeAlias = tuple[_Letter, ...]
"""A product of matrices; the empty one is an identity."""
Numbers: TypeAlias = tuple[tuple[str | Word, int], ...]
"""A product of numbers and traces with their exponents, in one order."""
Polynomial: TypeAlias = Mapping[tuple[Numbers, Word | None], Fraction]
"""Coefficient of each term; a term without a word is a number, which no identity is."""


class _NoPolynomialError(Exception):
    """Unwinds a conversion; never leaves this module."""


def same_matrix_polynomial(left: Node, right: Node, notation: Notation) -> bool:
    """Say whether two expressions are proved the same polynomial in matrices and numbers."""
    form = _Form(notation)
    try:
        return form.read(left) == form.read(right)
    except _NoPolynomialError:
        return False


def _added(left: Polynomial, right: Polynomial) -> Polynomial:
    total = dict(left)
    for term, coefficient in right.items():
        total[term] = total.get(term, Fraction(0)) + coefficient
    return _checked({term: coefficient for term, coefficient in total.items() if coefficient})


def _checked(polynomial: Polynomial) -> Polynomial:
    longest = max((len(word or ()) for _, word in polynomial), default=0)
    if len(polynomial) > MAX_TERMS or longest > MAX_LETTERS:
        raise _NoPolynomialError
    return polynomial


def _times(left: Polynomial, right: Polynomial) -> Polynomial:
    if len(left) * len(right) > MAX_TERMS * 4:
        raise _NoPolynomialError
    total: dict[tuple[Numbers, Word | None], Fraction] = {}
    for (numbers, word), coefficient in left.items():
        for (others, following), factor in right.items():
            term = _numbers(numbers, others), _joined(word, following)
            total[term] = total.get(term, Fraction(0)) + coefficient * factor
    return _checked({term: coefficient for term, coefficient in total.items() if coefficient})


def _numbers(left: Numbers, right: Numbers) -> Numbers:
    exponents = dict(left)
    for atom, exponent in right:
        exponents[atom] = exponents.get(atom, 0) + exponent
    return tuple(sorted(((atom, exponent) for atom, exponent in exponents.items() if exponent), key=repr))


def _joined(left: Word | None, right: Word | None) -> Word | None:
    if left is None or right is None:
        return left if right is None else right
    word = list(left)
    for letter in right:
        if word and _cancel(word[-1], letter):
            word.pop()
        else:
            word.append(letter)
    return tuple(word)


def _cancel(one: _Letter, other: _Letter) -> bool:
    return (one.name, one.transposed) == (other.name, other.transposed) and one.inverted != other.inverted


class _Form:
    """Reads expressions into normal form, as the declared roles tell."""

    def __init__(self, notation: Notation) -> None:
        self._notation = notation

    def read(self, node: Node) -> Polynomial:
        match node:
            case Number(value):
                return {((), None): value} if value else {}
            case Symbol(name):
                return self._symbol(name)
            case Sum(terms):
                return _folded([self.read(term) for term in terms], _added)
            case Product(factors):
                return _folded([self.read(factor) for factor in factors], _times)
            case Negate(operand):
                return _times({((), None): Fraction(-1)}, self.read(operand))
            case Quotient(above, below):
                return _times(self.read(above), _reciprocal(self.read(below)))
            case Power(base, Number(value)) if value.denominator == 1 and 1 <= value <= MAX_EXPONENT:
                return _folded([self.read(base)] * int(value), _times)
            case Call(head, arguments):
                return self._called(head, arguments)
            case _:
                raise _NoPolynomialError

    def _symbol(self, name: str) -> Polynomial:
        spec = self._notation.find(name)
        role = Role.SCALAR if spec is None and self._notation.undeclared_are_real else spec.role if spec else None
        if role is Role.SCALAR:
            return {(((name, 1),), None): Fraction(1)}
        if role in (Role.MATRIX, Role.VECTOR):
            return {((), (_Letter(name),)): Fraction(1)}
        raise _NoPolynomialError

    def _called(self, head: str, arguments: tuple[Node, ...]) -> Polynomial:
        if head == "identity":
            return {((), ()): Fraction(1)}
        if head not in ("transpose", "inverse", "trace") or len(arguments) != 1:
            raise _NoPolynomialError
        inner = self.read(arguments[0])
        if head == "transpose":
            return {(numbers, self._transposed(word)): factor for (numbers, word), factor in inner.items()}
        if head == "trace":
            return _folded([self._trace(term, factor) for term, factor in inner.items()] or [{}], _added)
        return self._inverse(inner)

    def _transposed(self, word: Word | None) -> Word | None:
        if word is None:
            return None
        return tuple(
            letter if self._symmetric(letter.name) else _Letter(letter.name, not letter.transposed, letter.inverted)
            for letter in reversed(word)
        )

    def _symmetric(self, name: str) -> bool:
        spec = self._notation.find(name)
        return spec is not None and spec.symmetric

    def _trace(self, term: tuple[Numbers, Word | None], factor: Fraction) -> Polynomial:
        numbers, word = term
        if not word:
            raise _NoPolynomialError  # the trace of an identity is its size
        turned = self._transposed(word) or ()
        cycles = [one[k:] + one[:k] for one in (word, turned) for k in range(len(word))]
        return {(_numbers(numbers, ((min(cycles), 1),)), None): factor}

    def _inverse(self, inner: Polynomial) -> Polynomial:
        if len(inner) != 1:
            raise _NoPolynomialError
        ((numbers, word), factor), *_ = inner.items()
        if word is None or not all(self._is_square(letter.name) for letter in word):
            raise _NoPolynomialError
        flipped = tuple(_Letter(one.name, one.transposed, not one.inverted) for one in reversed(word))
        return {(tuple((atom, -exponent) for atom, exponent in numbers), flipped): 1 / factor}

    def _is_square(self, name: str) -> bool:
        """Say whether a letter has an inverse of its own: that of XᵀX is no product where X is tall."""
        spec = self._notation.find(name)
        return spec is not None and len(spec.shape) == 2 and spec.shape[0] == spec.shape[1]


def _reciprocal(below: Polynomial) -> Polynomial:
    if len(below) != 1:
        raise _NoPolynomialError
    ((numbers, word), factor), *_ = below.items()
    if word is not None:
        raise _NoPolynomialError
    return {(tuple((atom, -exponent) for atom, exponent in numbers), None): 1 / factor}


def _folded(parts: list[Polynomial], combine: Callable[[Polynomial, Polynomial], Polynomial]) -> Polynomial:
    total = parts[0]
    for part in parts[1:]:
        total = combine(total, part)
    return total
