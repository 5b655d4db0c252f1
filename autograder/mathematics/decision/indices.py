"""Solutions told apart by an index: ``x_1 = 1, x_2 = 4`` and ``x_{1,2} = (5 ± 3) / 2`` are values of x."""

import re

from autograder.mathematics.traversal import names_in, rename
from autograder.mathematics.tree import Logic, Node, Relation, RelationKind, SetLiteral, Symbol

_INDICES = re.compile(r"\d+(,\d+)*")


def without_indices(node: Node, other: Node) -> Node:
    """Return a list of indexed solutions as a statement about the one unknown of another statement.

    Parameters
    ----------
    node
        Returned as it is unless all it says are values of the unknown with indices, each once.
    other
        A statement; only if it has one name, without an index, is anything done.
    """
    unknowns = names_in(other)
    parts = node.operands if isinstance(node, Logic) else node.items if isinstance(node, SetLiteral) else (node,)
    if len(unknowns) != 1 or not parts:
        return node
    (unknown,) = unknowns
    named = [_indexed(part, unknown) for part in parts]
    if None in named or len(set(named)) < len(named):
        return node
    values = tuple(rename(part, {name: unknown}) for part, name in zip(parts, named, strict=True) if name is not None)
    return values[0] if len(values) == 1 else Logic("or", values)


def _indexed(part: Node, unknown: str) -> str | None:
    """Return the name ``x_1`` of ``x_1 = value`` if it is the unknown with an index, or None."""
    match part:
        case Relation(RelationKind.EQUAL | RelationKind.APPROXIMATE, Symbol(name), right) if not names_in(right):
            stem, _, index = name.rpartition("_")
            return name if stem == unknown and _INDICES.fullmatch(index) else None
        case _:
            return None
