r"""Undeclared names that are surely matrices: what is transposed, traced or has a determinant, as ``(AB)^\top`` has.

As numbers ``tr(ABC)`` and ``tr(ACB)`` are equal. So an agreement of numbers has to be confirmed with square matrices
that do not commute, of two sizes.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from types import MappingProxyType

from autograder.mathematics.notation import Notation, Role, SymbolSpec
from autograder.mathematics.traversal import children, names_in, walk
from autograder.mathematics.tree import Call, Expectation, Negate, Node, Number, Power, Product, Quotient, Sum, Symbol

SIZES = (3, 2)
_OF_MATRICES = frozenset("transpose trace det kronecker vec adjugate".split())
_RANDOM = frozenset(["variance", "covariance", "entropy"])


def are_matrices(sides: Sequence[Node], notation: Notation) -> bool:
    """Say whether something is done to undeclared capitals that only a matrix needs."""
    return not _is_random(sides) and any(
        isinstance(part, Call) and part.head in _OF_MATRICES and _capitals(part, notation)
        for side in sides
        for part in walk(side)
    )


def may_be_matrices(sides: Sequence[Node], notation: Notation) -> bool:
    """Say whether a product of undeclared capitals is inverted, which people seldom write of numbers."""
    return not _is_random(sides) and any(
        isinstance(part, Power) and _is_minus_one(part.exponent) and len(_capitals(part.base, notation)) > 1
        for side in sides
        for part in walk(side)
    )


def with_matrices(sides: Sequence[Node], notation: Notation, size: int) -> Notation:
    r"""Return a notation in which undeclared capitals are square matrices, and what is multiplied by them vectors.

    A small letter is a vector where it stands last in what is transposed: x and b of ``(Ax - b)^\top``.
    """
    letters = frozenset().union(*(_letters(side) for side in sides))
    columns = frozenset().union(*(_columns(side) for side in sides))
    specs = {
        **{name: SymbolSpec(name, Role.MATRIX, shape=(size, size)) for name in letters if name[0].isupper()},
        **{name: SymbolSpec(name, Role.VECTOR, shape=(size,)) for name in columns if not name[0].isupper()},
    }
    new = {name: spec for name, spec in specs.items() if notation.find(name) is None}
    return replace(notation, symbols=MappingProxyType({**notation.symbols, **new}), holds_matrices=True)


def _is_random(sides: Sequence[Node]) -> bool:
    return any(
        isinstance(part, Expectation) or (isinstance(part, Call) and part.head in _RANDOM)
        for side in sides
        for part in walk(side)
    )


def _capitals(node: Node, notation: Notation) -> frozenset[str]:
    return frozenset(name for name in names_in(node) if name[0].isupper() and notation.find(name) is None)


def _is_minus_one(node: Node) -> bool:
    return isinstance(node, Negate) and isinstance(node.operand, Number) and node.operand.value == 1


def _letters(node: Node) -> frozenset[str]:
    """Return the names that may be matrices: nothing is divided by one, nor raised to one."""
    match node:
        case Quotient(part, _) | Power(part, _):
            return _letters(part)
        case Symbol(name):
            return frozenset([name])
        case _:
            return frozenset().union(*map(_letters, children(node)))


def _columns(node: Node) -> frozenset[str]:
    transposed = (part for part in walk(node) if isinstance(part, Call) and part.head == "transpose")
    return frozenset(name for part in transposed for name in _last(part.arguments[0]))


def _last(node: Node) -> Iterator[str]:
    match node:
        case Symbol(name):
            yield name
        case Negate(part) | Quotient(part, _):
            yield from _last(part)
        case Product(factors):
            yield from _last(factors[-1])
        case Sum(terms):
            for term in terms:
                yield from _last(term)
        case _:
            return
