"""Padding: terms that change nothing, written so that a line looks like more than it is."""

from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import combinations

from autograder.mathematics.decision.canonical import normal_form
from autograder.mathematics.derivation.ground import Ground
from autograder.mathematics.derivation.rewriting import with_child
from autograder.mathematics.traversal import children
from autograder.mathematics.tree import Negate, Node, Number, Sum

MAX_TERMS = 12
"""Longer sums are not searched: nobody pads with dozens of terms."""


def is_padded(node: Node, ground: Ground, fits: Callable[[Node], bool]) -> bool:
    """Say whether a formula fits only by terms that change nothing: one that is 0, or two that cancel each other.

    Parameters
    ----------
    node
        A formula that fits.
    fits
        What is asked of its looks.
    """
    return any(not fits(shorter) and ground.might_be_same(node, shorter) for shorter in _shorter(node, ground))


def _shorter(node: Node, ground: Ground) -> Iterator[Node]:
    """Yield the formula without one term, or without two opposite ones, of each sum in it."""
    if isinstance(node, Sum) and len(node.terms) <= MAX_TERMS:
        for index in range(len(node.terms)):
            yield _without(node, {index})
        for first, second in combinations(range(len(node.terms)), 2):
            if _opposite(node.terms[first], node.terms[second], ground):
                yield _without(node, {first, second})
    for index, child in enumerate(children(node)):
        for shorter in _shorter(child, ground):
            yield with_child(node, index, shorter)


def _without(node: Sum, places: set[int]) -> Node:
    kept = tuple(term for index, term in enumerate(node.terms) if index not in places)
    return Number(Fraction(0)) if not kept else kept[0] if len(kept) == 1 else Sum(kept)


def _opposite(one: Node, other: Node, ground: Ground) -> bool:
    return normal_form(Negate(one), ground.notation) == normal_form(other, ground.notation)
