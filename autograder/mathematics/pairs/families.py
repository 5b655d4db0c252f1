r"""Numbers with an index: below a sum over k, ``y_k`` is another number for every k, and so is ``y_1`` beside it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from autograder.mathematics.notation import Domain, Role, SymbolSpec
from autograder.mathematics.traversal import children, map_children
from autograder.mathematics.tree import Applied, BigOperator, Node, Number, Sum, Symbol

_INDEX = re.compile(r"(?P<name>[A-Za-z])?(?P<shift>[+-]?\d+)?")
_INDICES = re.compile(r"[A-Za-z]{2}")
"""Two letters side by side, as in ``A_{ij}``, are two indices."""


@dataclass(frozen=True, slots=True)
class _Member:
    """One number of a family: its name without the index, and its indices."""

    family: str
    indices: tuple[Node, ...]


def with_families(
    sides: Sequence[Node], declared: Mapping[str, SymbolSpec], domain: Domain
) -> tuple[list[Node], dict[str, SymbolSpec]]:
    """Return trees in which members of families are values of unknown functions, and what these are.

    Parameters
    ----------
    declared
        Names that are no members.
    domain
        Where all members live.
    """
    found = {member.family: len(member.indices) for side in sides for member in _bound(side, frozenset(), declared)}
    if not found:
        return list(sides), {}
    specs = {f"{name}_": SymbolSpec(f"{name}_", Role.FUNCTION, domain, (count,)) for name, count in found.items()}
    return [_rewritten(side, found, declared) for side in sides], specs


def _bound(node: Node, indices: frozenset[str], declared: Mapping[str, SymbolSpec]) -> Iterator[_Member]:
    """Yield the members whose index a sum or product around them binds."""
    if isinstance(node, Symbol):
        member = _member(node.name, declared) if indices and "_" in node.name else None
        if member is not None and any(_letters(index) & indices for index in member.indices):
            yield member
        return
    if isinstance(node, BigOperator) and isinstance(node.index, Symbol):
        indices |= {node.index.name}
    for child in children(node):
        yield from _bound(child, indices, declared)


def _member(name: str, declared: Mapping[str, SymbolSpec]) -> _Member | None:
    family, _, below = name.rpartition("_")
    if not family or name in declared:
        return None
    if _INDICES.fullmatch(below):
        return _Member(family, tuple(map(Symbol, below)))
    parts = _INDEX.fullmatch(below)
    if parts is None or not below:
        return None
    shift = Number(Fraction(parts["shift"] or 0))
    if parts["name"] is None:
        return _Member(family, (shift,))
    return _Member(family, (Sum((Symbol(parts["name"]), shift)) if parts["shift"] else Symbol(parts["name"]),))


def _letters(index: Node) -> frozenset[str]:
    parts = index.terms if isinstance(index, Sum) else (index,)
    return frozenset(part.name for part in parts if isinstance(part, Symbol))


def _rewritten(node: Node, families: Mapping[str, int], declared: Mapping[str, SymbolSpec]) -> Node:
    if not isinstance(node, Symbol):
        return map_children(node, lambda child: _rewritten(child, families, declared))
    member = _member(node.name, declared)
    if member is None or families.get(member.family) != len(member.indices):
        return node
    return Applied(f"{member.family}_", member.indices)
