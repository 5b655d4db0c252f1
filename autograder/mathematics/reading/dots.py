r"""Sums and products with dots: ``1 + 2 + \dots + n`` is the sum over an index that its first and last terms show.

The last term with some part of it replaced by an index must give the terms before the dots, one after the other, and
two terms beside the last must agree with it. Where two patterns of different length fit, none is read.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from autograder.mathematics.reading.stream import Stream
from autograder.mathematics.traversal import children, map_children, names_in, walk
from autograder.mathematics.tree import (
    BigOperator,
    Negate,
    Node,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
    Symbol,
)

DOTS = Symbol("…")
"""Stands between the terms while they are collected; never left in a tree."""
_FIRST_INDICES = range(-3, 31)
_INDICES = ("k", "j", "i", "m", "l")
_LARGEST_EXPONENT = 40
_MOST_PARTS = 40
_FEWEST = 2
"""Terms beside the last that a pattern must give."""
_SAMPLES = (0, 1, 2)
_ARITHMETIC = (Number, Symbol, Sum, Negate, Product, Quotient, Power)

Terms = Sequence[Node]


@dataclass(frozen=True, slots=True)
class _Pattern:
    """The terms that `body` gives as `part` of it runs from `lower` to `upper`."""

    body: Node
    part: Node
    lower: int
    upper: Node


def unrolled(stream: Stream, operation: str, terms: Terms) -> Node:
    """Return the sum or product that terms with dots among them stand for.

    Raises
    ------
    Unreadable
        If the dots do not lead to a last term, or no pattern is certain.
    """
    at = terms.index(DOTS)
    before, behind = terms[:at], terms[at + 1 :]
    if not behind or DOTS in behind:
        raise stream.stop("These dots do not lead from first terms to a last one.")
    found = [
        pattern
        for leading, trailing in ((before, behind), (behind[::-1], before[::-1]))
        for pattern in _patterns(leading, trailing, len(terms) - 2)
    ]
    if not found or any(not _equally_long(found[0], other) for other in found[1:]):
        raise stream.stop("It is not certain what these dots stand for: write the sum or product with its index.")
    stream.remark(f"The dots are read as a {operation} over an index.")
    return _operator(operation, found[0])


def _operator(operation: str, pattern: _Pattern) -> Node:
    taken = names_in(pattern.body)
    index = next(name for name in (*_INDICES, "index") if name not in taken)
    body = _put(pattern.body, pattern.part, index)
    return BigOperator(operation, body, Symbol(index), Number(Fraction(pattern.lower)), pattern.upper)


def _put(node: Node, part: Node, index: str) -> Node:
    """Return a tree with an index in the place of a part, in subscripts too."""
    if node == part:
        return Symbol(index)
    if isinstance(node, Symbol):
        stem, _, subscript = node.name.rpartition("_")
        return Symbol(f"{stem}_{index}") if stem and subscript == _as_subscript(part) else node
    return map_children(node, lambda child: _put(child, part, index))


def _as_subscript(part: Node) -> str:
    match part:
        case Symbol(name):
            return name
        case Number(value):
            return str(value)
        case _:
            return ""


# patterns


def _patterns(leading: Terms, trailing: Terms, others: int) -> Iterator[_Pattern]:
    """Yield every pattern that gives all terms; `others` counts those beside the last."""
    *inner, last = trailing
    if others < _FEWEST or not leading:
        return
    for part in _parts(last):
        for first in _FIRST_INDICES:
            pattern = _Pattern(last, part, first, part)
            if _gives(pattern, leading, inner):
                yield pattern
    if len(leading) >= _FEWEST and not inner:
        for stepped in (_stepping(leading[0], leading[1], last), *_of_numbers(leading, last)):
            if stepped is not None and _gives(stepped, leading, ()):
                yield stepped


def _parts(node: Node) -> Iterator[Node]:
    """Yield the parts of a term that an index may stand for, each once."""
    found: dict[Node, None] = {}
    for part in walk(node):
        found[part] = None
        if isinstance(part, Symbol):
            subscript = part.name.rpartition("_")[2] if "_" in part.name else ""
            if subscript:
                found[Number(Fraction(subscript)) if subscript.isdecimal() else Symbol(subscript)] = None
        if len(found) > _MOST_PARTS:
            break
    # how a number is written does not matter
    yield from {part.value if isinstance(part, Number) else part: part for part in found}.values()


def _gives(pattern: _Pattern, leading: Terms, inner: Terms) -> bool:
    """Say whether a pattern gives the terms before the dots from its first on, and those before the last."""
    for sample in _SAMPLES:
        for step, term in enumerate(leading):
            if _value(pattern.body, sample, {pattern.part: Fraction(pattern.lower + step)}) != _value(term, sample):
                return False
        for back, term in enumerate(reversed(inner), start=1):
            place = _value(pattern.part, sample)
            if place is None or _value(pattern.body, sample, {pattern.part: place - back}) != _value(term, sample):
                return False
    return all(_value(term, 0) is not None for term in (*leading, *inner))


def _equally_long(one: _Pattern, other: _Pattern) -> bool:
    return all(_length(one, sample) == _length(other, sample) for sample in _SAMPLES)


def _length(pattern: _Pattern, sample: int) -> Fraction | None:
    end = _value(pattern.upper, sample)
    return None if end is None else end - pattern.lower


def _stepping(first: Node, second: Node, last: Node) -> _Pattern | None:
    """Return the pattern of three terms that differ in numbers alone: ``1/(1·2)``, ``1/(2·3)``, ``1/(99·100)``."""
    steps: set[Fraction] = set()
    body = _stepped(first, second, last, steps)
    if body is None or len(steps) != 1:
        return None
    count = steps.pop()
    return _Pattern(body, DOTS, 0, Number(count)) if count.denominator == 1 and count >= _FEWEST else None


def _stepped(first: Node, second: Node, last: Node, steps: set[Fraction]) -> Node | None:
    match first, second, last:
        case Number(a), Number(b), Number(c):
            if a == b == c:
                return first
            if a == b:
                return None
            steps.add((c - a) / (b - a))
            return Sum((first, Product((Number(b - a), DOTS))))
        case _:
            below = [children(node) for node in (first, second, last)]
            if type(first) is not type(second) or type(first) is not type(last) or len(set(map(len, below))) != 1:
                return None
            parts = [_stepped(one, two, end, steps) for one, two, end in zip(*below, strict=True)]
            filled = iter(parts)
            alike = map_children(first, lambda _: DOTS) == map_children(last, lambda _: DOTS)
            return None if None in parts or not alike else map_children(first, lambda _: next(filled) or DOTS)


def _of_numbers(leading: Terms, last: Node) -> Iterator[_Pattern]:
    """Yield the arithmetic and the geometric sequence of terms without names."""
    if any(names_in(term) for term in (*leading, last)):
        return
    values = [_value(term, 0) for term in (*leading[:2], last)]
    if None in values:
        return
    first, second, end = (value for value in values if value is not None)
    step = second - first
    if step and ((end - first) / step).denominator == 1 and (end - first) / step >= _FEWEST:
        body: Node = Sum((Number(first), Product((Number(step), DOTS))))
        yield _Pattern(body, DOTS, 0, Number((end - first) / step))
    count = _power_of(end / first, second / first) if first and second and abs(step) else None
    if count is not None:
        body = Product((Number(first), Power(Number(second / first), DOTS)))
        yield _Pattern(body, DOTS, 0, Number(Fraction(count)))


def _power_of(number: Fraction, base: Fraction) -> int | None:
    """Return the exponent that makes a base this number, or None."""
    return next((k for k in range(_FEWEST, _LARGEST_EXPONENT) if base**k == number), None)


# values


def _value(node: Node, sample: int, known: Mapping[Node, Fraction] | None = None) -> Fraction | None:
    """Return an exact value, every name and function having one of its own in each sample; None where there is none."""
    known = known or {}
    try:
        return _exact(node, sample, known)
    except (ZeroDivisionError, OverflowError):
        return None


def _exact(node: Node, sample: int, known: Mapping[Node, Fraction]) -> Fraction:
    for part, value in known.items():
        if node == part or (isinstance(node, Number) and isinstance(part, Number) and node.value == part.value):
            return value
    match node:
        case Number(value):
            return value
        case Symbol(name):
            return _named(name, sample, known)
        case Sum() | Negate() | Product() | Quotient() | Power():
            return _combined(node, [_exact(child, sample, known) for child in children(node)], sample)
        case _:
            return _opaque((repr(map_children(node, lambda _: DOTS)), *_below(node, sample, known)), sample)


def _below(node: Node, sample: int, known: Mapping[Node, Fraction]) -> list[Fraction]:
    return [_exact(child, sample, known) for child in children(node)]


def _combined(node: Node, values: list[Fraction], sample: int) -> Fraction:
    match node:
        case Sum():
            return sum(values, Fraction(0))
        case Negate():
            return -values[0]
        case Quotient():
            return values[0] / values[1]
        case Power():
            base, exponent = values
            if exponent.denominator == 1 and abs(exponent) <= _LARGEST_EXPONENT:
                return base ** int(exponent)
            return _opaque(("power", base, exponent), sample)
        case _:
            total = Fraction(1)
            for value in values:
                total *= value
            return total


def _named(name: str, sample: int, known: Mapping[Node, Fraction]) -> Fraction:
    """Return the value of a name; that of ``x_n`` hangs on the index n."""
    stem, _, subscript = name.rpartition("_")
    if not stem or not subscript.isalnum():
        return _opaque((name,), sample)
    index: Node = Number(Fraction(subscript)) if subscript.isdecimal() else Symbol(subscript)
    return _opaque((stem, _exact(index, sample, known)), sample)


def _opaque(key: tuple[object, ...], sample: int) -> Fraction:
    """Return a whole number of its own for a name or a function of known values."""
    digest = hashlib.blake2b(repr((key, sample)).encode(), digest_size=4).digest()
    return Fraction(int.from_bytes(digest, "big") % 23 + 7)
