"""Families of solutions that a whole number counts, such as ``x = π/4 + kπ``: compared in a window around the origin.

The window is as wide as every family is written out, and holds two periods of each; all places in it where either
statement may hold are tried, and points between them.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import TypeAlias

from flint import acb, arb

from autograder.domain.evidence import Witness
from autograder.mathematics.decision.balls import Ball, NoBallError, ball_of
from autograder.mathematics.decision.candidates import NEAREST, REACH, distinct, places
from autograder.mathematics.decision.outcomes import Decision, Different, Equal, Undecided
from autograder.mathematics.decision.sentences import atoms
from autograder.mathematics.decision.truth import holds
from autograder.mathematics.decision.witness import LEFT_NAME, RIGHT_NAME, number_in_words
from autograder.mathematics.traversal import names_in, substitute, walk
from autograder.mathematics.tree import (
    Call,
    Logic,
    Negate,
    Node,
    Number,
    Power,
    Product,
    Relation,
    RelationKind,
    Sum,
    Symbol,
)

COUNTERS = frozenset({"j", "k", "l", "m", "n"})
"""Letters that count the solutions of periodic equations."""
FARTHEST_COUNT = 16
_ONE, _TWO = Number(Fraction(1)), Number(Fraction(2))
WIDEST, PERIODS = 13.0, 2.0
MAX_PLACES = 200

Inside: TypeAlias = Callable[[Ball], bool]


@dataclass(frozen=True, slots=True)
class _Side:
    """What one statement says: where it may hold, whether it holds at a place, and how far that is known."""

    places: tuple[Ball, ...]
    holds: Callable[[Ball], bool]
    reach: float
    period: float = 0.0


def decide_families(ours: Node, theirs: Node, inside: Inside) -> Decision | None:
    """Decide two statements about one unknown of which at least one counts its solutions. Call it inside `precise`.

    Parameters
    ----------
    ours, theirs
        In relations and their combinations.
    inside
        Says whether a place lies in the unknown's domain.

    Returns
    -------
    Decision or None
        None if the statements are of another kind.
    """
    names = names_in(ours) | names_in(theirs)
    unknowns = names - COUNTERS
    if len(unknowns) != 1 or unknowns == names:
        return None
    (unknown,) = unknowns
    sides = [_side(node, unknown) for node in (ours, theirs)]
    left, right = sides
    if left is None or right is None:
        return None
    window = min(WIDEST * max(1.0, left.period, right.period), left.reach, right.reach)
    if window < PERIODS * max(left.period, right.period):
        return Undecided("the families of solutions are too far apart to be compared")
    return _compared(left, right, [place for place in _tried(left, right, window) if inside(place)], unknown)


def _compared(left: _Side, right: _Side, tried: Sequence[Ball], unknown: str) -> Decision:
    for place in tried:
        one, other = left.holds(place), right.holds(place)
        if one != other:
            bindings = ((unknown, number_in_words(complex(place.mid()))),)
            return Different(witness=Witness(bindings, LEFT_NAME, str(one).lower(), RIGHT_NAME, str(other).lower()))
    return Equal(proved=False, worlds=len(tried)) if tried else Undecided("no solution was found to compare")


def _tried(left: _Side, right: _Side, window: float) -> list[Ball]:
    near = [place for place in (*left.places, *right.places) if abs(_middle(place)) < window]
    met = distinct(near[:MAX_PLACES])
    between = [acb(arb((_middle(one) + _middle(other)) / 2)) for one, other in pairwise(met)]
    return [*met, *between]


def _middle(place: Ball) -> float:
    return float(place.real.mid())


def _side(node: Node, unknown: str) -> _Side | None:
    if names_in(node) <= {unknown}:
        found = places(atoms(node), unknown)
        reach = max(map(abs, map(_middle, found)), default=0.0) if len(found) >= NEAREST else REACH
        return _Side(tuple(found), lambda place: holds(node, {unknown: place}), reach)
    families = _families(node, unknown)
    if families is None:
        return None
    values = [value for members, _ in families for value in members]
    reach = min(reach for _, reach in families)
    period = max(abs(_middle(members[1]) - _middle(members[0])) for members, _ in families if len(members) > 1)
    return _Side(tuple(values), lambda place: any(value.real.overlaps(place.real) for value in values), reach, period)


def _families(node: Node, unknown: str) -> list[tuple[list[Ball], float]] | None:
    """Return the members of each family and how far out all of them are known; None if a part is no family."""
    parts = node.operands if isinstance(node, Logic) and node.operation == "or" else (node,)
    found = [_family(formula) for part in parts for formula in _by_parity(_formula(part, unknown))]
    kept = [family for family in found if family is not None]
    return kept if len(kept) == len(found) and any(len(members) > 1 for members, _ in kept) else None


def _by_parity(formula: Node | None) -> tuple[Node | None, ...]:
    """Return the two families of ``(-1)^k π/6 + kπ``: the even counts and the odd ones."""
    counters = names_in(formula) if formula is not None else frozenset()
    if formula is None or len(counters) != 1 or not any(map(_alternates, walk(formula))):
        return (formula,)
    (counter,) = counters
    twice = Product((_TWO, Symbol(counter)))
    return tuple(substitute(formula, {counter: count}) for count in (twice, Sum((twice, _ONE))))


def _alternates(node: Node) -> bool:
    match node:
        case Power(Negate(Number(value)), exponent):
            return value == 1 and bool(names_in(exponent))
        case _:
            return False


def _formula(part: Node, unknown: str) -> Node | None:
    """Return f of ``x = f(k)``, beside which k may be said to be whole."""
    said = part.operands if isinstance(part, Logic) and part.operation == "and" else (part,)
    said = tuple(one for one in said if not _is_whole(one))
    match said:
        case (Relation(RelationKind.EQUAL, Symbol(name), right),) if name == unknown:
            return right if names_in(right) <= COUNTERS else None
        case _:
            return None


def _is_whole(node: Node) -> bool:
    match node:
        case Relation(RelationKind.EQUAL, Symbol(name), Call("floor", (Symbol(same),))):
            return name == same and name in COUNTERS
        case _:
            return False


def _family(formula: Node | None) -> tuple[list[Ball], float] | None:
    counters = names_in(formula) if formula is not None else frozenset()
    if formula is None or len(counters) > 1:
        return None
    try:
        if not counters:
            return [ball_of(formula, {})], float("inf")
        (counter,) = counters
        members = [_member(formula, counter, count) for count in _counts()]
    except (NoBallError, OverflowError, ValueError):
        return None
    steps = [other - one for one, other in pairwise(members[1:])]
    even = all(member.is_finite() and member.imag.contains(0) for member in members)
    if not even or not all((step - steps[0]).contains(acb(0)) for step in steps) or steps[0].contains(acb(0)):
        return None
    ends = [abs(_middle(members[1])), abs(_middle(members[-1]))]
    return members[1:], min(ends)


def _counts() -> Iterable[int]:
    return range(-FARTHEST_COUNT - 1, FARTHEST_COUNT + 1)


def _member(formula: Node, counter: str, count: int) -> Ball:
    return ball_of(substitute(formula, {counter: Number(Fraction(count))}), {})
