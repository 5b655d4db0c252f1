r"""Operations on sets: ``A \cup B``, ``A \triangle B``, ``\{1, 2\} \times \{3\}``."""

from autograder.mathematics.tree import Call, Logic, Node, Relation, SetLiteral, TupleLiteral

SIDE_BY_SIDE = "Different operations on sets stand side by side without brackets: they are read from left to right."
MAX_ITEMS = 64


def combined(sign: str, left: Node, right: Node) -> Node:
    """Return what a sign between two sets makes of them."""
    if sign != "symmetric difference":
        return Call(sign, (left, right))
    return Call("union", (Call("complement", (left, right)), Call("complement", (right, left))))


def cartesian_product(left: Node, right: Node) -> Node | None:
    """Return the pairs of two sets that are written out; None for anything else, and where braces may only group."""
    ours, theirs = _listed(left), _listed(right)
    if ours is None or theirs is None or max(len(ours), len(theirs)) < 2 or len(ours) * len(theirs) > MAX_ITEMS:
        return None
    return SetLiteral(tuple(_pair(one, other) for one in ours for other in theirs))


def _listed(node: Node) -> tuple[Node, ...] | None:
    """Return the elements of a set that is written out, or None."""
    if not isinstance(node, SetLiteral) or not node.braced:
        return None
    return None if any(isinstance(item, Relation | Logic) for item in node.items) else node.items


def _pair(one: Node, other: Node) -> TupleLiteral:
    before = one.items if isinstance(one, TupleLiteral) else (one,)
    return TupleLiteral((*before, other))
