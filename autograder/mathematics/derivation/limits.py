"""Limit claims: a bound with its rate is checked by letting time run in worlds where all else stands still."""

import re
from collections.abc import Callable, Iterable
from itertools import product

from autograder.mathematics.decision.over_time import Trend, trend
from autograder.mathematics.derivation.ground import HOLDS, Finding, Ground, Truth
from autograder.mathematics.derivation.padding import is_nothing
from autograder.mathematics.evaluation import Value
from autograder.mathematics.evaluation.calculus import TIME
from autograder.mathematics.evaluation.endless import INFINITY, is_infinite
from autograder.mathematics.traversal import mentions
from autograder.mathematics.tree import Call, Limit, Negate, Node, Number, RelationKind, Sum, Symbol

FALSE_LIMIT = Finding(Truth.NO, "what stands before tends to 0 as time goes on")
NO_LIMIT = Finding(Truth.UNKNOWN, "what this tends to is not decided here")

_ELSEWHERE = re.compile(r"\bt\s*(?:\\(?:to|rightarrow|downarrow|longrightarrow)|→|->)\s*(?![\s{+]*(?:\\infty|∞))")
"""Words that let time run somewhere else than to infinity."""


def decays(node: Node, ground: Ground) -> bool:
    """Say whether a formula with the time in it falls towards 0 in every world."""
    return trend(node, ground.worlds) is Trend.FALLS


def is_zero(node: Node) -> bool:
    """Say whether a formula is the number 0 as it is written."""
    return isinstance(node, Number) and node.value == 0


def claims_limit(node: Node, relation: RelationKind | None) -> bool:
    """Say whether a line claims a limit: ``→ 0``, or a limit written out."""
    return relation is RelationKind.TENDS_TO or isinstance(node, Limit)


def runs_elsewhere(words: Iterable[str]) -> bool:
    """Say whether some words let time run to a moment, as in ``t → 0``."""
    return any(map(_ELSEWHERE.search, words))


def decide_limit(left: Node, right: Node, ground: Ground, falling: Iterable[tuple[Node, Node]] = ()) -> Finding:
    """Decide a claim ``left → right``, or ``lim left = right`` either way round; two limits may be equal.

    Parameters
    ----------
    falling
        Formulas that are known to be equal to one that decays, or no larger, each with that one.
    """
    if isinstance(left, Limit) and isinstance(right, Limit):
        alike = (left.variable, left.target, left.side) == (right.variable, right.target, right.side)
        return HOLDS if alike and ground.same(left.body, right.body).truth is Truth.YES else NO_LIMIT
    if isinstance(right, Limit):
        left, right = right, left
    if isinstance(left, Limit):
        if left.variable != Symbol(TIME) or left.target != INFINITY:
            return NO_LIMIT
        left = left.body
    if is_zero(right):
        return HOLDS if decays(left, ground) else NO_LIMIT
    if not _is_something(right, ground):
        return NO_LIMIT
    itself = ((left, left),) if decays(left, ground) else ()
    missed = any(_misses(left, right, start, end, ground) for start, end in (*itself, *falling))
    return FALSE_LIMIT if missed else NO_LIMIT


def _is_something(target: Node, ground: Ground) -> bool:
    """Say whether a claimed limit is surely another than 0."""
    if is_infinite(target):
        return True
    known = isinstance(ground.value(target), Value) and not is_nothing(target, ground)
    return known and not mentions(target, TIME)


def _misses(node: Node, target: Node, start: Node, end: Node, ground: Ground) -> bool:
    """Say whether a formula is as large as one that follows another, which falls, and not towards its own limit."""
    for size, other in product(_SIZES, repeat=2):
        if ground.same(size(node), other(start)).truth is Truth.YES:
            # 1 + e^-t falls as well, and tends to 1
            gap = Sum((other(end), Negate(size(target))))
            return is_infinite(target) or not decays(gap, ground)
    return False


def _norm(node: Node) -> Node:
    return Call("norm", (node,))


def _norm_squared(node: Node) -> Node:
    return Call("norm_squared", (node,))


_SIZES: tuple[Callable[[Node], Node], ...] = (lambda node: node, _norm, _norm_squared)
"""What is 0 where a formula is."""
