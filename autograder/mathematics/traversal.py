"""Walking and rewriting trees without knowing every node type."""

import dataclasses
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import get_args

from autograder.mathematics.tree import Applied, Node, Symbol

_SCALAR_FIELDS = frozenset({"name", "value", "written", "head", "function", "operation", "relation", "braced"}) | {
    "closed_lower",
    "closed_upper",
    "minus_first",
}


_NODE_FIELDS: Mapping[type, tuple[str, ...]] = MappingProxyType(
    {
        kind: tuple(part.name for part in dataclasses.fields(kind) if part.name not in _SCALAR_FIELDS)
        for kind in get_args(Node)
    }
)
"""The fields of each node type that hold nodes, tuples of nodes or None."""


def _flatten(value: object) -> Iterator[Node]:
    if isinstance(value, tuple):
        for item in value:
            yield from _flatten(item)
    elif value is not None:
        yield value  # type: ignore[misc]  # a field that is no word holds nodes, tuples of nodes or None


def children(node: Node) -> tuple[Node, ...]:
    """Return the nodes directly below `node`, in the order written."""
    return tuple(child for name in _NODE_FIELDS[type(node)] for child in _flatten(getattr(node, name)))


def walk(node: Node) -> Iterator[Node]:
    """Yield `node` and everything below it, parents first; deep trees cost no recursion."""
    waiting = [node]
    while waiting:
        current = waiting.pop()
        yield current
        waiting.extend(reversed(children(current)))


def depth(node: Node) -> int:
    """Return the number of levels of a tree; a leaf has one."""
    levels, row = 0, [node]
    while row:
        levels += 1
        row = [child for parent in row for child in children(parent)]
    return levels


def _mapped(value: object, change: Callable[[Node], Node]) -> object:
    if isinstance(value, tuple):
        return tuple(_mapped(item, change) for item in value)
    return None if value is None else change(value)  # type: ignore[arg-type]


def map_children(node: Node, change: Callable[[Node], Node]) -> Node:
    """Return `node` with each direct child replaced by `change(child)`."""
    fields = _NODE_FIELDS[type(node)]
    if not fields:
        return node
    changed = {name: _mapped(getattr(node, name), change) for name in fields}
    return dataclasses.replace(node, **changed)  # type: ignore[arg-type]


def substitute(node: Node, values: Mapping[str, Node]) -> Node:
    """Return `node` with every symbol named in `values` replaced."""
    if isinstance(node, Symbol):
        return values.get(node.name, node)
    return map_children(node, lambda child: substitute(child, values))


def rename(node: Node, names: Mapping[str, str]) -> Node:
    """Return `node` with symbols and applied functions renamed; a student's letter (key) for the assignment's."""
    if isinstance(node, Symbol):
        return Symbol(names.get(node.name, node.name))
    renamed = map_children(node, lambda child: rename(child, names))
    if isinstance(renamed, Applied):
        return dataclasses.replace(renamed, function=names.get(renamed.function, renamed.function))
    return renamed


def names_in(node: Node) -> frozenset[str]:
    """Return the names of all symbols and applied functions in a tree."""
    found = {part.name for part in walk(node) if isinstance(part, Symbol)}
    return frozenset(found | {part.function for part in walk(node) if isinstance(part, Applied)})


def mentions(node: Node, name: str) -> bool:
    """Say whether a name occurs in a tree, as a symbol or as a function applied."""
    return name in names_in(node)
