"""Floors and ceilings on the whole numbers, where no world drawn at random ever lies."""

from collections.abc import Mapping
from fractions import Fraction
from itertools import product

from flint import acb

from autograder.domain.evidence import Witness
from autograder.mathematics.decision.balls import Ball, NoBallError, ball_of, precise
from autograder.mathematics.decision.outcomes import Different
from autograder.mathematics.decision.setting import Setting, all_numbers, declared
from autograder.mathematics.decision.witness import LEFT_NAME, RIGHT_NAME, number_in_words
from autograder.mathematics.notation import Domain
from autograder.mathematics.traversal import names_in, walk
from autograder.mathematics.tree import Call, Node

MOST_NAMES = 3
_STEPS = frozenset({"floor", "ceiling"})
_PLACES = (0, 1, -1, Fraction(1, 2), Fraction(-1, 2), 2, -2, Fraction(3, 2), Fraction(-3, 2), 3, -3)
"""Halves are exact in binary: a ball around a place where a floor jumps would say nothing."""
_SIGNED = frozenset({Domain.REAL, Domain.COMPLEX, Domain.INTEGER})
_WHOLE = frozenset({Domain.INTEGER, Domain.POSITIVE_INTEGER})


def jumps_differ(student: Node, reference: Node, setting: Setting) -> Different | None:
    """Return a difference of two expressions at whole numbers and halves; None if they have no floor, or agree."""
    steps = any(isinstance(part, Call) and part.head in _STEPS for side in (student, reference) for part in walk(side))
    names = sorted(names_in(student) | names_in(reference))
    if not steps or setting.world is not None or not 0 < len(names) <= MOST_NAMES or not all_numbers(setting, names):
        return None
    with precise():
        for places in product(*(_places(name, setting) for name in names)):
            found = _differ_at(student, reference, dict(zip(names, places, strict=True)))
            if found is not None:
                return found
    return None


def _places(name: str, setting: Setting) -> list[Fraction]:
    spec = declared(setting, name)
    domain = Domain.REAL if spec is None else spec.domain
    if domain is Domain.UNIT:
        return [Fraction(1, 2)]
    places = [Fraction(place) for place in _PLACES if place > 0 or domain in _SIGNED]
    return [place for place in places if place.denominator == 1 or domain not in _WHOLE]


def _differ_at(student: Node, reference: Node, place: Mapping[str, Fraction]) -> Different | None:
    point: dict[str, Ball] = {name: acb(float(value)) for name, value in place.items()}
    try:
        ours, theirs = ball_of(student, point), ball_of(reference, point)
    except (NoBallError, OverflowError, ValueError):
        return None
    gap = ours - theirs
    if not gap.is_finite() or gap.contains(acb(0)):
        return None
    bindings = tuple((name, str(value)) for name, value in sorted(place.items()))
    shown = [number_in_words(complex(value.mid())) for value in (ours, theirs)]
    return Different(witness=Witness(bindings, LEFT_NAME, shown[0], RIGHT_NAME, shown[1]))
