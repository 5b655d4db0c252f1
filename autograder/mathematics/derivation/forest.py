"""Formulas kept once each: equal parts are one object, so that what is found out about a part is found out once."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from typing import Any, get_args

from autograder.mathematics.decision.canonical import normal_form
from autograder.mathematics.notation import Notation
from autograder.mathematics.traversal import children, map_children
from autograder.mathematics.tree import Applied, Node, Symbol

_FIELDS = {kind: tuple(one.name for one in fields(kind)) for kind in get_args(Node)}


@dataclass(slots=True)
class _Facts:
    """What is known of one formula; None where nobody has asked yet."""

    node: Node
    below: tuple[Node, ...]
    names: frozenset[str]
    parts: tuple[Node, ...] | None = None
    normal: Node | None = None


class Forest:
    """Trees whose equal parts are one object (hash-consing): the object's id says which formula it is.

    Parameters
    ----------
    notation
        What the names are.
    """

    def __init__(self, notation: Notation) -> None:
        self.notation = notation
        self._index: dict[tuple[Any, ...], Node] = {}
        self._facts: dict[int, _Facts] = {}

    def branch(self) -> "Forest":
        """Return a forest with the same trees, to which others are added apart."""
        forest = Forest(self.notation)
        forest._index, forest._facts = self._index.copy(), self._facts.copy()
        return forest

    @contextmanager
    def scratch(self) -> Iterator[None]:
        """Forget, at the end, the trees that were planted inside."""
        sizes = [(table, len(table)) for table in (self._index, self._facts)]
        try:
            yield
        finally:
            for table, size in sizes:
                shorten(table, size)

    def plant(self, node: Node) -> Node:
        """Return the one object that stands for a formula."""
        if id(node) in self._facts:  # it is kept alive there, so that nothing else has its id
            return node
        planted = map_children(node, self.plant)
        key = (type(planted), *[_signature(getattr(planted, name)) for name in _FIELDS[type(planted)]])
        found = self._index.get(key)
        if found is None:
            found = self._index[key] = planted
            self._facts[id(found)] = self._facts_of(found)
        return found

    def names(self, node: Node) -> frozenset[str]:
        """Return the names of all symbols and applied functions in a formula."""
        return self._of(node).names

    def parts(self, node: Node) -> tuple[Node, ...]:
        """Return a formula and everything below it, parents first."""
        facts = self._of(node)
        if facts.parts is None:
            facts.parts = (facts.node, *(part for child in facts.below for part in self.parts(child)))
        return facts.parts

    def normal(self, node: Node) -> Node:
        """Return the normal form, computed once."""
        facts = self._of(node)
        if facts.normal is None:
            facts.normal = normal_form(facts.node, self.notation)
        return facts.normal

    def _of(self, node: Node) -> _Facts:
        facts = self._facts.get(id(node))
        return self._facts[id(self.plant(node))] if facts is None else facts

    def _facts_of(self, node: Node) -> _Facts:
        below = children(node)
        names = frozenset().union(*[self._facts[id(child)].names for child in below])
        if isinstance(node, Symbol):
            names = frozenset((node.name,))
        elif isinstance(node, Applied):
            names |= {node.function}
        return _Facts(node, below, names)


def _signature(value: Any) -> Any:
    """Return what tells two fields apart once everything below is planted."""
    if type(value) is tuple:
        return tuple([_signature(item) for item in value])
    return id(value) if type(value) in _FIELDS else value


def shorten(table: dict[Any, Any], size: int) -> None:
    """Take out of a table what was added last, until it is as long as it was."""
    while len(table) > size:
        table.popitem()
