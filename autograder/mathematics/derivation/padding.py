"""Padding: terms that change nothing, written so that a line looks like more than it is."""

from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import combinations

import numpy as np

from autograder.mathematics.decision.numeric import AGREEMENT
from autograder.mathematics.derivation.ground import Ground
from autograder.mathematics.derivation.rewriting import with_child
from autograder.mathematics.evaluation import Value
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
    planted = ground.forest.plant(node)
    if id(planted) not in ground.shorter:
        ground.shorter[id(planted)] = tuple(_shorter(planted, ground)) if _has_padding(planted, ground) else ()
    return any(not fits(shorter) for shorter in ground.shorter[id(planted)])


def _has_padding(node: Node, ground: Ground) -> bool:
    sums = (part for part in ground.forest.parts(node) if isinstance(part, Sum))
    return any(True for part in sums for _ in _without_padding(part, ground))


def _shorter(node: Node, ground: Ground) -> Iterator[Node]:
    """Yield the formula without each term that is 0, or two that cancel, of each sum in it."""
    if isinstance(node, Sum):
        yield from _without_padding(node, ground)
    for index, child in enumerate(children(node)):
        for shorter in _shorter(child, ground):
            yield with_child(node, index, shorter)


def _without_padding(node: Sum, ground: Ground) -> Iterator[Node]:
    if len(node.terms) > MAX_TERMS:
        return
    for index, term in enumerate(node.terms):
        if is_nothing(term, ground):
            yield _without(node, {index})
    for first, second in combinations(range(len(node.terms)), 2):
        if _cancel(node.terms[first], node.terms[second], ground):
            yield _without(node, {first, second})


def is_nothing(term: Node, ground: Ground) -> bool:
    """Say whether a formula is worth 0 everywhere."""
    value = ground.value(term)
    return isinstance(value, Value) and bool((np.abs(value.array) <= AGREEMENT * value.error).all())


def _cancel(one: Node, other: Node, ground: Ground) -> bool:
    left, right = ground.value(one), ground.value(other)
    if not isinstance(left, Value) or not isinstance(right, Value) or left.array.shape != right.array.shape:
        return False
    rounding = AGREEMENT * (left.error + right.error)
    cancels = bool((np.abs(left.array + right.array) <= rounding).all())
    return cancels and ground.spelled_alike(Negate(one), other)  # f₁ᵀ f₂ - f₂ᵀ f₁ is a slip of sign, not padding


def _without(node: Sum, places: set[int]) -> Node:
    kept = tuple(term for index, term in enumerate(node.terms) if index not in places)
    return Number(Fraction(0)) if not kept else kept[0] if len(kept) == 1 else Sum(kept)
