"""Changing one part of a formula and leaving the rest."""

from itertools import count

from autograder.mathematics.traversal import map_children
from autograder.mathematics.tree import Node


def with_child(node: Node, index: int, child: Node) -> Node:
    """Return a formula with one of its direct parts replaced, counted as `children` counts them."""
    places = count()
    return map_children(node, lambda old: child if next(places) == index else old)
