"""Walking and rewriting trees without knowing every node type."""

import dataclasses
from collections.abc import Callable, Iterator, Mapping
from itertools import chain
from operator import attrgetter, is_
from types import MappingProxyType
from typing import Any, get_args

from autograder.mathematics.tree import Applied, BigOperator, Integral, Limit, Node, Symbol

_SCALAR_FIELDS = frozenset({"name", "value", "written", "head", "function", "operation", "relation", "braced"}) | {
    "closed_lower",
    "closed_upper",
    "minus_first",
    "side",
}


_FIELDS: Mapping[type, tuple[tuple[str, bool], ...]] = MappingProxyType(
    {
        kind: tuple((part.name, part.name not in _SCALAR_FIELDS) for part in dataclasses.fields(kind))
        for kind in get_args(Node)
    }
)
"""The fields of each node type, and whether one holds nodes, tuples of nodes or None."""
_NAMES = {kind: tuple(name for name, _ in fields) for kind, fields in _FIELDS.items()}
_PLACES = {
    kind: tuple((at, name) for at, (name, holds_nodes) in enumerate(fields) if holds_nodes)
    for kind, fields in _FIELDS.items()
}
"""The fields that hold nodes, and their places among the arguments that a node is made of."""


def children(node: Node) -> tuple[Node, ...]:
    """Return the nodes directly below `node`, in the order written."""
    return _BELOW[type(node)](node)


def _all_below(node: Node) -> tuple[Node, ...]:
    """Return the nodes directly below a node of any type."""
    found: list[Node] = []
    for _, name in _PLACES[type(node)]:
        value = getattr(node, name)
        if type(value) is tuple:
            _flatten(value, found)
        elif value is not None:
            found.append(value)
    return tuple(found)


def _flatten(values: tuple[Any, ...], found: list[Node]) -> None:
    for value in values:
        if type(value) is tuple:
            _flatten(value, found)
        elif value is not None:
            found.append(value)


def _nothing_below(_: Node) -> tuple[Node, ...]:
    return ()


def _reader(kind: type) -> Callable[[Any], tuple[Node, ...]]:
    """Return what reads the children of one type of node: at once where its fields leave no choice."""
    written = [part.type for part in dataclasses.fields(kind) if part.name not in _SCALAR_FIELDS]
    names = [name for _, name in _PLACES[kind]]
    if not names:
        return _nothing_below
    if written == [tuple["Node", ...]] or (len(names) > 1 and all(one == "Node" for one in written)):
        return attrgetter(*names)
    if len(names) > 1 and all(one == tuple["Node", ...] for one in written):
        fields = attrgetter(*names)
        return lambda node: tuple(chain.from_iterable(fields(node)))
    return _all_below


_BELOW: dict[type, Callable[[Any], tuple[Node, ...]]] = {kind: _reader(kind) for kind in get_args(Node)}


def walk(node: Node) -> Iterator[Node]:
    """Yield `node` and everything below it, parents first; deep trees cost no recursion."""
    waiting = [node]
    while waiting:
        current = waiting.pop()
        yield current
        waiting.extend(_BELOW[type(current)](current)[::-1])


def depth(node: Node) -> int:
    """Return the number of levels of a tree; a leaf has one."""
    levels, row = 0, [node]
    while row:
        levels += 1
        row = [child for parent in row for child in children(parent)]
    return levels


def map_children(node: Node, change: Callable[[Node], Node]) -> Node:
    """Return `node` with each direct child replaced by `change(child)`; the same object where nothing changes."""
    kind = type(node)
    arguments: list[Any] | None = None
    for at, name in _PLACES[kind]:
        value = getattr(node, name)
        if type(value) is tuple:
            mapped: Any = _mapped(value, change)
        else:
            mapped = None if value is None else change(value)
        if mapped is not value:  # seldom, since trees are walked to find the few places to change
            arguments = [getattr(node, one) for one in _NAMES[kind]] if arguments is None else arguments
            arguments[at] = mapped
    return node if arguments is None else kind(*arguments)


def _mapped(values: tuple[Any, ...], change: Callable[[Node], Node]) -> tuple[Any, ...]:
    changed = [
        _mapped(item, change) if type(item) is tuple else None if item is None else change(item) for item in values
    ]
    return values if all(map(is_, values, changed)) else tuple(changed)


def substitute(node: Node, values: Mapping[str, Node]) -> Node:
    """Return `node` with every symbol named in `values` replaced."""
    if isinstance(node, Symbol):
        return values.get(node.name, node)
    return map_children(node, lambda child: substitute(child, values))


def rename(node: Node, names: Mapping[str, str]) -> Node:
    """Return `node` with symbols and applied functions renamed; a student's letter (key) for the assignment's."""
    if not names:
        return node
    if isinstance(node, Symbol):
        return Symbol(names[node.name]) if node.name in names else node
    renamed = map_children(node, lambda child: rename(child, names))
    if isinstance(renamed, Applied) and renamed.function in names:
        return dataclasses.replace(renamed, function=names[renamed.function])
    return renamed


def names_in(node: Node) -> frozenset[str]:
    """Return the names of all symbols and applied functions in a tree."""
    found: set[str] = set()
    waiting = [node]
    while waiting:
        part = waiting.pop()
        if type(part) is Symbol:
            found.add(part.name)
            continue
        if type(part) is Applied:
            found.add(part.function)
        waiting.extend(_BELOW[type(part)](part))
    return frozenset(found)


def free_names_in(node: Node) -> frozenset[str]:
    """Return the names in a tree but those that only a sum, product, integral or limit counts or runs through."""
    match node:
        case Symbol(name):
            return frozenset([name])
        case BigOperator(_, body, bound) | Integral(body, bound) | Limit(body, bound):
            inside = free_names_in(body) - (frozenset() if bound is None else names_in(bound))
            around = [child for child in children(node) if child is not body and child is not bound]
            return inside.union(*map(free_names_in, around))
        case Applied(function):
            return frozenset([function]).union(*map(free_names_in, children(node)))
        case _:
            return frozenset[str]().union(*map(free_names_in, children(node)))


def used_in(node: Node) -> tuple[frozenset[str], frozenset[type]]:
    """Return the names in a tree, and the types of its nodes."""
    names: set[str] = set()
    kinds: set[type] = set()
    for part in walk(node):
        kind = type(part)
        kinds.add(kind)
        if kind is Symbol:
            names.add(part.name)  # type: ignore[union-attr]
        elif kind is Applied:
            names.add(part.function)  # type: ignore[union-attr]
    return frozenset(names), frozenset(kinds)


def has_kind(node: Node, kinds: tuple[type, ...]) -> bool:
    """Say whether a tree has a node of one of some types."""
    waiting = [node]
    while waiting:
        part = waiting.pop()
        if isinstance(part, kinds):
            return True
        waiting.extend(_BELOW[type(part)](part))
    return False


def mentions(node: Node, name: str) -> bool:
    """Say whether a name occurs in a tree, as a symbol or as a function applied."""
    return name in names_in(node)
