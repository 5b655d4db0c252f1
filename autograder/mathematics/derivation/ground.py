"""What the steps of a derivation are judged on: its worlds, in which every line is evaluated once."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto

import numpy as np

from autograder.mathematics.decision.canonical import normal_form
from autograder.mathematics.decision.numeric import AGREEMENT, CERTAINTY, aligned, compare, compare_up_to_constant
from autograder.mathematics.decision.outcomes import DEFAULT_OPTIONS, Options
from autograder.mathematics.decision.setting import FIRST_WORLDS, NEEDED_WORLDS, Setting
from autograder.mathematics.evaluation import Evaluation, NotEvaluated, ShapeFault, Value, evaluate
from autograder.mathematics.evaluation.values import shape_in_words
from autograder.mathematics.notation import Notation
from autograder.mathematics.traversal import names_in
from autograder.mathematics.tree import Node, RelationKind
from autograder.mathematics.worlds import Array, WorldFactory, Worlds

SCREENING_WORLDS = 4
"""Worlds in which a guess is tried before it is checked in all."""


class Truth(Enum):
    """What is known of a statement."""

    YES = auto()
    NO = auto()
    UNKNOWN = auto()


@dataclass(frozen=True, slots=True)
class Finding:
    """Whether a statement holds; `reason` says in words why not, or why nobody can tell."""

    truth: Truth
    reason: str = ""
    misfit: bool = False
    """True if shapes do not fit."""


HOLDS = Finding(Truth.YES)
FAILS = Finding(Truth.NO)
_TOO_FEW = Finding(Truth.UNKNOWN, "rounding hides whether the two agree")

Weighing = Callable[[Value, Value, int], Finding]

ORDERS = {
    RelationKind.AT_MOST: (1.0, False),
    RelationKind.LESS: (1.0, True),
    RelationKind.AT_LEAST: (-1.0, False),
    RelationKind.GREATER: (-1.0, True),
}
"""Sign that turns a relation into ``left - right`` below 0, and whether 0 itself is excluded."""


class Ground:
    """The worlds of one derivation, with the values found so far.

    Parameters
    ----------
    notation
        What the names are.
    worlds
        Where a statement must hold; if it has no value in one beyond the first, the others decide.
    constant_in
        Names of which a constant must be free.
    """

    def __init__(self, notation: Notation, worlds: tuple[WorldFactory, ...], constant_in: tuple[str, ...] = ()) -> None:
        self.notation = notation
        self.settings = tuple(Setting(notation, world, DEFAULT_OPTIONS) for world in worlds)
        self._varied = tuple(Setting(notation, world, Options(constant_in=constant_in)) for world in worlds)
        self.has_constants = bool(constant_in)
        self._values: dict[tuple[int, int, Node], Evaluation] = {}

    @property
    def worlds(self) -> Worlds:
        """The first kind of worlds."""
        return self.settings[0].draw((), FIRST_WORLDS)

    def value(self, node: Node, setting: Setting, count: int = FIRST_WORLDS) -> Evaluation:
        """Return what a formula is worth, computed once."""
        key = (id(setting), count, node)  # a setting holds a notation, which has no hash
        if key not in self._values:
            self._values[key] = evaluate(node, setting.draw(names_in(node), count))
        return self._values[key]

    def same(self, left: Node, right: Node) -> Finding:
        """Say whether two formulas mean the same."""
        if left == right or normal_form(left, self.notation) == normal_form(right, self.notation):
            return HOLDS
        return self._weighed(left, right, self.settings, _weigh_equality)

    def same_up_to_constant(self, left: Node, right: Node) -> Finding:
        """Say whether two formulas differ by a number free of the declared names."""
        if not self.has_constants:
            return self.same(left, right)
        return self._weighed(left, right, self._varied, _weigh_constant)

    def proportional(self, left: Node, right: Node, sign: float = 1.0) -> Finding:
        """Say whether ``right = a left + b`` with numbers a of the given sign and b, free of the declared names."""
        return self._weighed(left, right, self._varied, lambda one, other, count: _weigh_line(one, other, count, sign))

    def ordered(self, left: Node, relation: RelationKind, right: Node) -> Finding:
        """Say whether an inequality holds between two numbers."""
        if normal_form(left, self.notation) == normal_form(right, self.notation):
            return FAILS if ORDERS[relation][1] else HOLDS
        return self._weighed(left, right, self.settings, lambda one, other, _: _weigh_order(one, other, relation))

    def might_be_same(self, left: Node, right: Node, up_to_constant: bool = False) -> bool:
        """Say, in few worlds, whether two formulas may mean the same; True still has to be confirmed."""
        setting = (self._varied if up_to_constant else self.settings)[0]
        one, other = (self.value(node, setting, SCREENING_WORLDS) for node in (left, right))
        if not isinstance(one, Value) or not isinstance(other, Value):
            return False
        pair = aligned(one, other)
        weigh = compare_up_to_constant if up_to_constant else compare
        return not isinstance(pair, str) and bool(weigh(*pair, SCREENING_WORLDS).agree.all())

    def _weighed(self, left: Node, right: Node, settings: tuple[Setting, ...], weigh: Weighing) -> Finding:
        first = self._in(settings[0], left, right, weigh)
        if first.truth is not Truth.YES:
            return first
        others = [self._in(setting, left, right, weigh) for setting in settings[1:]]
        return next((found for found in others if found.truth is Truth.NO and not found.misfit), first)

    def _in(self, setting: Setting, left: Node, right: Node, weigh: Weighing) -> Finding:
        values = []
        for side in (right, left):  # the line's own shapes are spoken of before those of the line before
            value = self.value(side, setting)
            if isinstance(value, ShapeFault):
                return Finding(Truth.NO, value.message, misfit=True)
            if isinstance(value, NotEvaluated):
                return Finding(Truth.UNKNOWN, value.reason)
            values.append(value)
        theirs, ours = values
        pair = aligned(ours, theirs)
        if isinstance(pair, str):
            said = f"the line before {shape_in_words(ours)}, this line {shape_in_words(theirs)}"
            return Finding(Truth.NO, said, misfit=True)
        return weigh(*pair, setting.draw((), FIRST_WORLDS).count)


def _weigh_equality(left: Value, right: Value, count: int) -> Finding:
    found = compare(left, right, count)
    return _verdict(found.differ, found.agree)


def _verdict(differ: Array, agree: Array) -> Finding:
    if differ.any():
        return FAILS
    return HOLDS if int(agree.sum()) >= NEEDED_WORLDS else _TOO_FEW


def _weigh_constant(left: Value, right: Value, count: int) -> Finding:
    found = compare_up_to_constant(left, right, count)
    return _verdict(found.differ, found.agree)


def _weigh_order(left: Value, right: Value, relation: RelationKind) -> Finding:
    sign, strict = ORDERS[relation]
    if not (left.is_scalar and right.is_scalar) or np.iscomplexobj(left.array) or np.iscomplexobj(right.array):
        return Finding(Truth.UNKNOWN, "only real numbers have an order")
    gap, rounding = sign * (left.array - right.array), left.error + right.error
    if not np.isfinite(gap).all():
        return Finding(Truth.UNKNOWN, "a side has no finite value")
    if (gap > CERTAINTY * rounding).any():
        return FAILS
    close = gap >= -AGREEMENT * rounding
    return Finding(Truth.NO, "the two sides may be equal") if strict and close.all() else HOLDS


def _weigh_line(left: Value, right: Value, count: int, sign: float) -> Finding:
    """Fit right = a left + b through the first worlds, and ask all others whether they lie on it."""
    size = (count, *np.broadcast_shapes(left.array.shape[1:], right.array.shape[1:]))
    one, other = np.broadcast_to(left.array, size), np.broadcast_to(right.array, size)
    if np.iscomplexobj(one) or np.iscomplexobj(other) or not (np.isfinite(one) & np.isfinite(other)).all():
        return Finding(Truth.UNKNOWN, "a side has no real value")
    far = np.abs(one - one[:1]).argmax(axis=0, keepdims=True)
    run = np.take_along_axis(one, far, axis=0) - one[:1]
    if (np.abs(run) < 1e-9).any():
        return Finding(Truth.UNKNOWN, "a side does not depend on what it is maximised over")
    slope = (np.take_along_axis(other, far, axis=0) - other[:1]) / run
    gap = np.abs(other - other[:1] - slope * (one - one[:1]))
    on_line = (gap <= 1e-9 * (1.0 + np.abs(other) + np.abs(slope * one))).all()
    return HOLDS if on_line and (sign * slope > 0).all() else FAILS
