"""Values by cases on the bounds between them, where no world drawn at random ever lies."""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from flint import acb

from autograder.domain.evidence import Witness
from autograder.mathematics.decision.balls import Ball, NoBallError, ball_of, precise
from autograder.mathematics.decision.candidates import places
from autograder.mathematics.decision.outcomes import Decision, Different, Undecided
from autograder.mathematics.decision.setting import MORE_WORLDS, SEED, Setting, all_numbers, declared
from autograder.mathematics.decision.systems import STARTS, solutions
from autograder.mathematics.decision.truth import NoTruthError, holds
from autograder.mathematics.decision.witness import LEFT_NAME, RIGHT_NAME, number_in_words
from autograder.mathematics.drawing import draw_numbers
from autograder.mathematics.evaluation import Value, evaluate
from autograder.mathematics.notation import Domain
from autograder.mathematics.traversal import map_children, names_in, walk
from autograder.mathematics.tree import Node, Piecewise, Relation
from autograder.mathematics.worlds import Array

Point = Mapping[str, Ball]
MAX_BOUNDS = 16


class _NoCaseError(Exception):
    """No case holds at a point; never leaves this module."""


def bounds_agree(student: Node, reference: Node, setting: Setting) -> Decision | None:
    """Compare two expressions that agree in random worlds where their conditions turn; None if nothing objects.

    Parameters
    ----------
    student, reference
        In canonical names; only if one of them holds cases is there anything to compare.
    """
    cases = [part for side in (student, reference) for part in walk(side) if isinstance(part, Piecewise)]
    if not cases:
        return None
    names = sorted(names_in(student) | names_in(reference))
    if setting.world is not None or not all_numbers(setting, names):
        return Undecided("these cases are not tried on the bounds between them")
    if not _cover_the_same(student, reference, setting):
        return Undecided("the cases of one side leave out values that the other has")
    bounds = {part for case in cases for condition in case.conditions if condition for part in walk(condition)}
    atoms = sorted((part for part in bounds if isinstance(part, Relation)), key=repr)[:MAX_BOUNDS]
    try:
        with precise():
            return _compared(student, reference, _on_bounds(atoms, names, setting))
    except (NoTruthError, NoBallError):
        return Undecided("these cases cannot be compared on the bounds between them")


def _cover_the_same(student: Node, reference: Node, setting: Setting) -> bool:
    worlds = setting.draw(names_in(student) | names_in(reference), MORE_WORLDS)
    undefined: list[Array] = []
    for side in (student, reference):
        value = evaluate(side, worlds)
        if not isinstance(value, Value):
            return False
        undefined.append(np.broadcast_to(np.isnan(value.array), (worlds.count, *value.array.shape[1:])))
    return bool((undefined[0] == undefined[1]).all())


def _on_bounds(atoms: Sequence[Relation], names: Sequence[str], setting: Setting) -> list[Point]:
    if len(names) == 1:
        return [{names[0]: place} for place in places(atoms, names[0])]
    rng = np.random.default_rng(SEED)
    starts = {name: draw_numbers(_domain(setting, name), rng, STARTS) for name in names}
    return [point for atom in atoms for point in solutions([atom], starts)]


def _domain(setting: Setting, name: str) -> Domain:
    spec = declared(setting, name)
    return Domain.REAL if spec is None or spec.domain is Domain.COMPLEX else spec.domain


def _compared(student: Node, reference: Node, points: Iterable[Point]) -> Decision | None:
    for point in points:
        ours, theirs = _value_at(student, point), _value_at(reference, point)
        if ours is None or theirs is None:
            if ours is not theirs:
                return Undecided("one side has no value on a bound between its cases")
        elif not (ours - theirs).contains(acb(0)):
            bindings = tuple((name, _shown(value)) for name, value in sorted(point.items()))
            return Different(witness=Witness(bindings, LEFT_NAME, _shown(ours), RIGHT_NAME, _shown(theirs)))
    return None


def _shown(value: Ball) -> str:
    return number_in_words(complex(value.mid()))


def _value_at(node: Node, point: Point) -> Ball | None:
    try:
        value = ball_of(_chosen(node, point), point)
    except _NoCaseError:
        return None
    return value if value.is_finite() else None


def _chosen(node: Node, point: Point) -> Node:
    """Return an expression with the case that holds at a point in the place of all cases."""
    if not isinstance(node, Piecewise):
        return map_children(node, lambda child: _chosen(child, point))
    for value, condition in zip(node.values, node.conditions, strict=True):
        if condition is None or holds(condition, point):
            return _chosen(value, point)
    raise _NoCaseError
