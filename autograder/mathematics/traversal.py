"""Walking and rewriting trees without knowing every node type."""

import dataclasses
from collections.abc import Callable, Iterator, Mapping
from operator import is_
from types import MappingProxyType
from typing import Any, get_args

from autograder.mathematics.tree import Applied, Node, Symbol

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
_NODE_FIELDS: Mapping[type, tuple[str, ...]] = MappingProxyType(
    {kind: tuple(name for name, holds_nodes in fields if holds_nodes) for kind, fields in _FIELDS.items()}
)
_NODE_PLACES: Mapping[type, tuple[int, ...]] = MappingProxyType(
    {kind: tuple(at for at, (_, holds_nodes) in enumerate(fields) if holds_nodes) for kind, fields in _FIELDS.items()}
)
"""The places of those that do, among the arguments that a node is made of."""


def children(node: Node) -> tuple[Node, ...]:
    """Return the nodes directly below `node`, in the order written."""
    found: list[Node] = []
    for name in _NODE_FIELDS[type(node)]:
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


def walk(node: Node) -> Iterator[Node]:
    """Yield `node` and everything below it, parents first; deep trees cost no recursion."""
    waiting = [node]
    while waiting:
        current = waiting.pop()
        yield current
        waiting.extend(children(current)[::-1])


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
    changed: list[tuple[int, Any]] = []
    for at, name in zip(_NODE_PLACES[kind], _NODE_FIELDS[kind], strict=True):
        value = getattr(node, name)
        mapped = _mapped(value, change)
        if mapped is not value:
            changed.append((at, mapped))
    if not changed:  # as most often, since trees are walked to find the few places to change
        return node
    arguments = [getattr(node, name) for name, _ in _FIELDS[kind]]
    for at, mapped in changed:
        arguments[at] = mapped
    return kind(*arguments)


def _mapped(value: Any, change: Callable[[Node], Node]) -> Any:
    if type(value) is not tuple:
        return None if value is None else change(value)
    changed = [_mapped(item, change) for item in value]
    return value if all(map(is_, value, changed)) else tuple(changed)


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
    for part in walk(node):
        if isinstance(part, Symbol):
            found.add(part.name)
        elif isinstance(part, Applied):
            found.add(part.function)
    return frozenset(found)


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


def mentions(node: Node, name: str) -> bool:
    """Say whether a name occurs in a tree, as a symbol or as a function applied."""
    return name in names_in(node)
