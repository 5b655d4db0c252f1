"""One tree for one meaning, as far as spelling goes: aliases, times, signs, nested sums and products."""

from fractions import Fraction

from autograder.mathematics.notation import Notation
from autograder.mathematics.traversal import has_kind, map_children, names_in, rename
from autograder.mathematics.tree import (
    Applied,
    Call,
    Constant,
    Negate,
    Node,
    Number,
    PlusMinus,
    Power,
    Product,
    Quotient,
    Sum,
    Symbol,
)

_ZERO, _ONE = Number(Fraction(0)), Number(Fraction(1))


def canonical_names(node: Node, notation: Notation, names: frozenset[str] | None = None) -> Node:
    """Return a tree with aliases replaced by declared names, ``W(t)`` by ``W`` and ``W(0)`` by ``W_0``.

    Where the caller knows the names in the tree, it may say so.
    """
    used = names_in(node) if names is None else names
    specs = {name: spec for name in used if (spec := notation.find(name)) is not None}
    aliases = {name: spec.name for name, spec in specs.items() if spec.name != name}
    node = rename(node, aliases) if aliases else node
    moving = any(spec.of_time for spec in specs.values())
    return _without_times(node, notation) if moving and has_kind(node, (Applied,)) else node


def _without_times(node: Node, notation: Notation) -> Node:
    node = map_children(node, lambda child: _without_times(child, notation))
    match node:
        case Applied(function, (time,), ()):
            spec = notation.find(function)
            if spec is None or not spec.of_time:
                return node
            starts = isinstance(time, Number) and time.value == 0
            return Symbol(f"{function}_0" if starts else function)
        case _:
            return node


def choices_of_sign(node: Node) -> tuple[Node, ...]:
    """Return the trees that ``±`` and ``∓`` stand for: all upper signs together, then all lower ones."""
    upper, lower = _signed(node, True), _signed(node, False)
    return (upper,) if upper == lower else (upper, lower)


def _signed(node: Node, upper: bool) -> Node:
    node = map_children(node, lambda child: _signed(child, upper))
    if not isinstance(node, PlusMinus):
        return node
    right = node.right if upper != node.minus_first else Negate(node.right)
    return right if node.left is None else Sum((node.left, right))


def _terms(node: Node) -> tuple[Node, ...]:
    match node:
        case Sum(terms):
            return tuple(part for term in terms for part in _terms(term))
        case Negate(Sum(terms)):
            return tuple(_simplest_negation(part) for term in terms for part in _terms(term))
        case _:
            return (node,)


def _simplest_negation(node: Node) -> Node:
    return node.operand if isinstance(node, Negate) else Negate(node)


def _factors(node: Node) -> tuple[bool, tuple[Node, ...]]:
    """Return the sign and the factors of a product, flattened, in order."""
    match node:
        case Negate(operand):
            negative, factors = _factors(operand)
            return not negative, factors
        case Product(parts):
            signs, lists = zip(*(_factors(part) for part in parts), strict=True)
            return sum(signs) % 2 == 1, tuple(factor for found in lists for factor in found)
        case Number(value) if value < 0:
            return True, (Number(-value),)
        case _:
            return False, (node,)


def _is_number(node: Node, notation: Notation) -> bool:
    """Say whether a factor is surely a number, so that its place in a product means nothing."""
    match node:
        case Number() | Constant():
            return True
        case Symbol(name):
            spec = notation.find(name)
            return notation.undeclared_are_real if spec is None else spec.role.value == "scalar"
        case Power(base, exponent):
            return _is_number(base, notation) and _is_number(exponent, notation)
        case Call(head, arguments):
            return head in {"trace", "det", "norm", "norm_squared"} or (
                head not in {"identity", "zeros", "ones"} and all(_is_number(part, notation) for part in arguments)
            )
        case Sum(parts) | Product(parts):
            return all(_is_number(part, notation) for part in parts)
        case Negate(operand):
            return _is_number(operand, notation)
        case Quotient(above, below):
            return _is_number(above, notation) and _is_number(below, notation)
        case _:
            return False


def with_identities(node: Node, notation: Notation) -> Node:
    """Return a tree in which every literal added to anything but numbers is a multiple of an identity matrix."""
    node = map_children(node, lambda child: with_identities(child, notation))
    if not isinstance(node, Sum) or all(_is_number(term, notation) for term in node.terms):
        return node
    return Sum(tuple(_as_identity(term) for term in node.terms))


def _as_identity(term: Node) -> Node:
    match term:
        case Number():
            return Product((term, Call("identity", ())))
        case Negate(Number() as number):
            return Negate(_as_identity(number))
        case _:
            return term


def normal_form(node: Node, notation: Notation) -> Node:
    """Return a tree that is equal for trees that differ only in order of terms, nesting and signs.

    Equal normal forms prove equal meaning; different ones prove nothing. Factors keep their order unless they are
    surely numbers.
    """
    return normalised(map_children(node, lambda child: normal_form(child, notation)), notation)


def normalised(node: Node, notation: Notation) -> Node:
    """Return the normal form of a tree whose parts are in normal form."""
    match node:
        case Number(value):
            return Negate(Number(-value)) if value < 0 else Number(value)
        case Sum() | Negate(Sum()):
            kept = _in_order([term for term in _terms(node) if term != _ZERO])
            return _ZERO if not kept else kept[0] if len(kept) == 1 else Sum(tuple(kept))
        case Product() | Negate():
            return _normal_product(node, notation)
        case Quotient(above, below) if below == _ONE:
            return above
        case Call("transpose", (Call("transpose", (inner,)),)) | Call("inverse", (Call("inverse", (inner,)),)):
            return inner
        case _:
            return node


def _in_order(parts: list[Node]) -> list[Node]:
    return sorted(parts, key=repr) if len(parts) > 1 else parts


def _normal_product(node: Node, notation: Notation) -> Node:
    negative, factors = _factors(node)
    numbers = _in_order([part for part in factors if _is_number(part, notation) and part != _ONE])
    others = [part for part in factors if not _is_number(part, notation)]
    if _ZERO in numbers and not others:
        return _ZERO
    kept = [*numbers, *others]
    plain = _ONE if not kept else kept[0] if len(kept) == 1 else Product(tuple(kept))
    return Negate(plain) if negative else plain
