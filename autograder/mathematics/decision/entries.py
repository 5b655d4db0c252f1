r"""Subscripts that pick entries: ``A_{ij}`` of a declared matrix, and the ``x_i`` of a sum over i.

Where nothing is declared, ``x_i`` under a sum over i is one of a family of numbers, and so are ``x_1`` and ``x_n``:
worlds draw it as a long vector. An index that nothing binds may be any in the range of what it picks from.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import product
from types import MappingProxyType

from autograder.mathematics.notation import Domain, Notation, Role, SymbolSpec
from autograder.mathematics.traversal import children, map_children, substitute, walk
from autograder.mathematics.tree import BigOperator, Call, Negate, Node, Number, Power, Product, Quotient, Sum, Symbol

FAMILY_SIZE = 24
"""More than any whole number that worlds draw."""
FREE_MEMBERS = 3
"""Of a family, so many members stand for what an index picks that nothing binds."""
MAX_CHOICES = 16
_MEAN_INDEX = "q"
_INDEX = re.compile(r"([A-Za-z])(?:([+-])(\d))?|(\d+)")
_PACKED = re.compile(r"[A-Za-z](?:[+-]\d)?|\d")
_ARRAYS = frozenset([Role.VECTOR, Role.MATRIX])
_ROLES = {1: Role.VECTOR, 2: Role.MATRIX}

Indices = tuple[str, ...]


@dataclass(slots=True)
class _Found:
    """What the subscripts of two sides have shown."""

    notation: Notation
    shapes: dict[str, tuple[int, ...]] = field(default_factory=dict)
    """Every name whose subscripts pick entries."""
    families: set[str] = field(default_factory=set)
    free: dict[str, int] = field(default_factory=dict)
    """Every index that nothing binds, and how far it reaches."""


@dataclass(frozen=True, slots=True)
class Entries:
    """Two sides whose subscripts pick entries, for each choice of the indices that nothing binds."""

    pairs: tuple[tuple[Node, Node], ...]
    notation: Notation


def may_have_entries(names: Iterable[str], kinds: Set[type], notation: Notation) -> bool:
    """Say whether there may be entries at all: arrays are declared, or a sum stands beside a name with a subscript."""
    if any(spec.role in _ARRAYS for spec in notation.symbols.values()):
        return True
    return BigOperator in kinds and any("_" in name for name in names)


def with_entries(student: Node, reference: Node, notation: Notation) -> Entries | None:
    """Return both sides with entries in the place of names with a subscript; None if there are none.

    Where the choices of indices are too many, or what stands for a mean is unclear, there is no pair.
    """
    found = _Found(notation)
    sides = (student, reference)
    names = [one for side in sides for one in _subscripted(side, frozenset())]
    for name, bound in names:
        _gather(found, name, bound)
    if not found.shapes and not any(_picks(part) for side in sides for part in walk(side)):
        return None
    for name, bound in names:
        _gather_free(found, name, bound)
    for side in sides:
        _gather_of_products(found, side, frozenset())
    means = _means(found, sides)
    choices = list(product(*(range(1, reach + 1) for reach in found.free.values())))
    if len(choices) > MAX_CHOICES or means is None:
        return Entries((), notation)
    rewritten = [_bounded(_rewritten(_averaged(side, means), found), found) for side in sides]
    values = [{name: _whole(k) for name, k in zip(found.free, choice, strict=True)} for choice in choices]
    pairs = tuple((substitute(rewritten[0], value), substitute(rewritten[1], value)) for value in values)
    return Entries(pairs, _declared(found))


def _subscripted(node: Node, bound: frozenset[str]) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield the names with a subscript, and the indices of the sums around each."""
    if isinstance(node, Symbol):
        if "_" in node.name[1:]:
            yield node.name, bound
        return
    inner = bound | {node.index.name} if isinstance(node, BigOperator) and isinstance(node.index, Symbol) else bound
    for child in children(node):
        yield from _subscripted(child, inner)


def _parts(name: str, rank: int) -> Indices | None:
    """Return the indices of a name that has as many of them, or None."""
    text = name.rpartition("_")[2]
    parts = tuple(text.split(",")) if "," in text or rank == 1 else tuple(_PACKED.findall(text))
    whole = len(parts) == rank and all(map(_INDEX.fullmatch, parts))
    return parts if whole and len("".join(parts)) == len(text.replace(",", "")) else None


def _gather(found: _Found, name: str, bound: frozenset[str]) -> None:
    stem = name.rpartition("_")[0]
    spec = found.notation.find(stem)
    if found.notation.find(name) is not None or not stem:
        return
    if spec is not None and spec.role in _ROLES.values():
        shape = tuple(size for size in spec.shape if isinstance(size, int))
        if len(shape) == len(spec.shape) and _parts(name, len(shape)) is not None:
            found.shapes[stem] = shape
        return
    for rank in _ROLES:
        parts = _parts(name, rank)
        if stem != "delta" and parts is not None and {part[0] for part in parts} & bound:
            found.shapes.setdefault(stem, (FAMILY_SIZE,) * rank)
            found.families.add(stem)


def _gather_free(found: _Found, name: str, bound: frozenset[str]) -> None:
    """Notice the letters that pick entries while nothing binds them."""
    stem = name.rpartition("_")[0]
    shape = found.shapes.get(stem)
    parts = None if shape is None else _parts(name, len(shape))
    if parts is None or shape is None:
        return
    for part, size in zip(parts, shape, strict=True):
        reach = FREE_MEMBERS if stem in found.families else size
        if part.isalpha() and part not in bound and found.notation.find(part) is None:
            found.free[part] = min(reach, found.free.get(part, reach))


def _picks(node: Node) -> bool:
    return isinstance(node, Call) and node.head == "entry"


def _gather_of_products(found: _Found, node: Node, bound: frozenset[str]) -> None:
    """Notice the letters that pick entries of what is no name: the i of ``(Wx)_i``."""
    if isinstance(node, Call) and node.head == "entry":
        for index, size in zip(node.arguments[1:], _shape(node.arguments[0], found), strict=False):
            if isinstance(index, Symbol) and index.name not in bound and found.notation.find(index.name) is None:
                found.free[index.name] = min(size, found.free.get(index.name, size))
    inner = bound | {node.index.name} if isinstance(node, BigOperator) and isinstance(node.index, Symbol) else bound
    for child in children(node):
        _gather_of_products(found, child, inner)


def _rewritten(node: Node, found: _Found) -> Node:
    match node:
        case Symbol(name):
            return _entry(name, found) or node
        case _:
            return map_children(node, lambda child: _rewritten(child, found))


def _entry(name: str, found: _Found) -> Node | None:
    stem = name.rpartition("_")[0]
    if stem == "delta" and found.notation.find(name) is None:
        parts = _parts(name, 2)
        return None if parts is None else Call("kronecker_delta", tuple(map(_index, parts)))
    shape = found.shapes.get(stem)
    parts = None if shape is None or found.notation.find(name) is not None else _parts(name, len(shape))
    if parts is None or shape is None:
        return None
    if any(part.isdigit() and not 1 <= int(part) <= size for part, size in zip(parts, shape, strict=True)):
        return None
    return Call("entry", (Symbol(_array(stem, found)), *map(_index, parts)))


def _array(stem: str, found: _Found) -> str:
    """Return the name of what entries are picked from: a family may share its letter with a number."""
    return f"{stem}[]" if stem in found.families else stem


def _index(part: str) -> Node:
    matched = _INDEX.fullmatch(part)
    assert matched is not None, "only such parts are kept"
    letter, sign, step, digits = matched.groups()
    if digits is not None:
        return _whole(int(digits))
    return Symbol(letter) if step is None else Sum((Symbol(letter), _whole(int(sign + step))))


def _whole(number: int) -> Number:
    return Number(Fraction(number))


def _bounded(node: Node, found: _Found) -> Node:
    """Give a sum without bounds those of the entries that its index picks."""
    node = map_children(node, lambda child: _bounded(child, found))
    if isinstance(node, BigOperator) and node.lower is None and node.upper is None and isinstance(node.index, Symbol):
        sizes = set(_reaches(node.body, node.index, found))
        if len(sizes) == 1 and not sizes & {FAMILY_SIZE}:
            return replace(node, lower=_whole(1), upper=_whole(sizes.pop()))
    return node


def _reaches(node: Node, index: Symbol, found: _Found) -> Iterator[int]:
    """Yield the sizes along which an index picks entries."""
    if isinstance(node, Call) and node.head == "entry":
        shape = _shape(node.arguments[0], found)
        for size, part in zip(shape, node.arguments[1:], strict=False):
            if part == index:
                yield size
    for child in children(node):
        yield from _reaches(child, index, found)


def _shape(node: Node, found: _Found) -> tuple[int, ...]:
    """Return the rows and columns of a product of names; nothing where they are not told."""
    match node:
        case Symbol(name):
            spec = found.notation.find(name)
            sizes = found.shapes.get(name) or (() if spec is None else spec.shape)
            shape = tuple(size for size in sizes if isinstance(size, int))
            return (*shape, 1) if len(shape) == 1 else shape
        case Power(inner, _) | Negate(inner) | Sum((inner, *_)):
            return _shape(inner, found)
        case Call("transpose" | "inverse", (inner,)):
            return _shape(inner, found)[::-1]
        case Product(factors):
            shapes = [shape for factor in factors if (shape := _shape(factor, found))]
            return (shapes[0][0], shapes[-1][1]) if shapes else ()
        case _:
            return ()


# means


def _means(found: _Found, sides: Iterable[Node]) -> Mapping[str, Node] | None:
    r"""Return what ``\bar x`` is beside sums over the x_i that all run over the same indices; None if some do not."""
    parts = [part for side in sides for part in walk(side)]
    barred = {
        part.arguments[0].name
        for part in parts
        if isinstance(part, Call) and part.head == "conjugate" and isinstance(part.arguments[0], Symbol)
    }
    sums = {(one.lower, one.upper) for one in parts if isinstance(one, BigOperator)}
    means: dict[str, Node] = {}
    for name in barred & found.families:
        lower, upper = next(iter(sums))
        if len(sums) > 1 or not isinstance(lower, Number) or lower.value != 1 or upper is None:
            return None
        total = BigOperator("sum", Symbol(f"{name}_{_MEAN_INDEX}"), Symbol(_MEAN_INDEX), lower, upper)
        means[name] = Quotient(total, upper)
    return means


def _averaged(node: Node, means: Mapping[str, Node]) -> Node:
    if not means:
        return node
    match node:
        case Call("conjugate", (Symbol(name),)) if name in means:
            return means[name]
        case _:
            return map_children(node, lambda child: _averaged(child, means))


def _declared(found: _Found) -> Notation:
    added = {
        f"{stem}[]": SymbolSpec(f"{stem}[]", _ROLES[len(found.shapes[stem])], Domain.REAL, found.shapes[stem])
        for stem in found.families
    }
    return replace(found.notation, symbols=MappingProxyType({**found.notation.symbols, **added}))
