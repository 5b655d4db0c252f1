"""Formulas kept once each: equal parts are one object, so that what is found out about a part is found out once."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, fields
from types import MappingProxyType
from typing import Any, get_args

from autograder.mathematics.decision.canonical import normalised
from autograder.mathematics.notation import Notation
from autograder.mathematics.traversal import children, map_children
from autograder.mathematics.tree import (
    Applied,
    Call,
    Negate,
    Node,
    Number,
    Power,
    Product,
    Quotient,
    Relation,
    Sum,
    Symbol,
)

_FIELDS = {kind: tuple(one.name for one in fields(kind)) for kind in get_args(Node)}


@dataclass(slots=True)
class _Facts:
    """What is known of one formula; None where nobody has asked yet."""

    node: Node
    below: tuple[Node, ...]
    names: frozenset[str] | None = None
    parts: tuple[Node, ...] | None = None
    ids: frozenset[int] | None = None
    kinds: frozenset[type] | None = None
    """Of the parts."""
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
        known = self._facts
        if id(node) in known:  # it is kept alive there, so that nothing else has its id
            return node
        below = children(node)
        if not all(map(known.__contains__, map(id, below))):
            node = map_children(node, self.plant)
            below = children(node)
        key = _KEYS[type(node)](node)
        found = self._index.get(key)
        if found is None:
            found = self._index[key] = node
            known[id(node)] = _Facts(node, below)
        return found

    def names(self, node: Node) -> frozenset[str]:
        """Return the names of all symbols and applied functions in a formula."""
        facts = self._of(node)
        if facts.names is None:
            own = facts.node
            if isinstance(own, Symbol):
                facts.names = frozenset((own.name,))
            else:
                applied = (own.function,) if isinstance(own, Applied) else ()
                facts.names = frozenset(applied).union(*map(self.names, facts.below))
        return facts.names

    def parts(self, node: Node) -> tuple[Node, ...]:
        """Return a formula and everything below it, parents first."""
        facts = self._of(node)
        if facts.parts is None:
            facts.parts = (facts.node, *(part for child in facts.below for part in self.parts(child)))
        return facts.parts

    def kinds(self, node: Node) -> frozenset[type]:
        """Return the types of a formula and everything below it."""
        facts = self._of(node)
        if facts.kinds is None:
            facts.kinds = frozenset(map(type, self.parts(facts.node)))
        return facts.kinds

    def holds(self, node: Node, part: Node) -> bool:
        """Say whether a formula is, or has below it, another one as it is written."""
        facts = self._of(node)
        if facts.ids is None:
            facts.ids = frozenset(map(id, self.parts(facts.node)))
        return id(self.plant(part)) in facts.ids

    def normal(self, node: Node) -> Node:
        """Return the normal form, computed once for every part."""
        facts = self._of(node)
        if facts.normal is None:
            facts.normal = normalised(map_children(facts.node, self.normal), self.notation)
        return facts.normal

    def _of(self, node: Node) -> _Facts:
        facts = self._facts.get(id(node))
        return self._facts[id(self.plant(node))] if facts is None else facts


def _signature(value: Any) -> Any:
    """Return what tells two fields apart once everything below is planted."""
    if type(value) is tuple:
        return tuple([_signature(item) for item in value])
    return id(value) if type(value) in _FIELDS else value


def _key(node: Node) -> tuple[Any, ...]:
    """Return what tells two nodes apart once everything below is planted."""
    return (type(node), *[_signature(getattr(node, name)) for name in _FIELDS[type(node)]])


_KEYS: Mapping[type, Callable[[Any], tuple[Any, ...]]] = MappingProxyType(
    {
        **dict.fromkeys(_FIELDS, _key),
        # the commonest by themselves: a fraction takes long to hash
        Number: lambda node: (Number, node.value.numerator, node.value.denominator, node.written),
        Symbol: lambda node: (Symbol, node.name),
        Sum: lambda node: (Sum, *map(id, node.terms)),
        Product: lambda node: (Product, *map(id, node.factors)),
        Negate: lambda node: (Negate, id(node.operand)),
        Quotient: lambda node: (Quotient, id(node.above), id(node.below)),
        Power: lambda node: (Power, id(node.base), id(node.exponent)),
        Call: lambda node: (Call, node.head, *map(id, node.arguments)),
        Relation: lambda node: (Relation, node.relation.value, id(node.left), id(node.right)),
    }
)


def shorten(table: dict[Any, Any], size: int) -> None:
    """Take out of a table what was added last, until it is as long as it was."""
    while len(table) > size:
        table.popitem()
