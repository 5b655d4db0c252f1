"""What the steps of a derivation are judged on: its worlds, in which every line is evaluated once."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass
from enum import Enum, auto

import numpy as np

from autograder.mathematics.decision.numeric import (
    AGREEMENT,
    CERTAINTY,
    aligned,
    compare,
    compare_up_to_constant,
    decided_at_once,
    differ_at_once,
    disagree_at_once,
)
from autograder.mathematics.decision.outcomes import DEFAULT_OPTIONS
from autograder.mathematics.decision.setting import FIRST_WORLDS, NEEDED_WORLDS, Setting
from autograder.mathematics.derivation.differentials import moved_worlds
from autograder.mathematics.derivation.forest import Forest, shorten
from autograder.mathematics.derivation.scene import Scene
from autograder.mathematics.evaluation import Evaluation, NotEvaluated, ShapeFault, Value
from autograder.mathematics.evaluation.values import shape_in_words
from autograder.mathematics.notation import Notation
from autograder.mathematics.tree import Node, RelationKind
from autograder.mathematics.worlds import Array, WorldFactory, Worlds


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

WEAK = {RelationKind.LESS: RelationKind.AT_MOST, RelationKind.GREATER: RelationKind.AT_LEAST}
"""What a strict order says where the two sides may be equal too."""


class Ground:
    """The worlds of one derivation, with the formulas met so far and the values found for them.

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
        self.has_constants = bool(constant_in)
        self.small = Setting(notation, worlds[0], DEFAULT_OPTIONS)
        self.moving: tuple[str, ...] = ()
        self.shorter: dict[int, tuple[Node, ...]] = {}
        """What planted formulas are without their padding, by the object."""
        self.looks: dict[tuple[int, int], tuple[object, bool]] = {}
        """Whether planted formulas look as asked, by the objects; what is asked is kept beside the answer."""
        self._found: dict[tuple[int, int, Weighing], Finding] = {}
        self.remarked: dict[str, tuple[Node, ...]] = {}
        """What the formulas in some words are, as far as they can be read."""
        self._made_of = worlds, constant_in
        self.forest = Forest(notation)
        self._scenes = tuple(Scene(world, FIRST_WORLDS) for world in worlds)
        held = (Scene(world, FIRST_WORLDS, constant_in) for world in worlds)
        self._varied = tuple(held) if constant_in else self._scenes

    def branch(self) -> "Ground":
        """Return a ground that knows the same formulas, to which others are added apart."""
        ground = copy(self)
        ground.forest, ground.shorter = self.forest.branch(), self.shorter.copy()
        ground.remarked = self.remarked.copy()
        ground.looks, ground._found = self.looks.copy(), self._found.copy()
        ground._scenes = tuple(scene.branch() for scene in self._scenes)
        ground._varied = tuple(scene.branch() for scene in self._varied) if self.has_constants else ground._scenes
        return ground

    def along(self, moving: tuple[str, ...]) -> "Ground":
        """Return a ground in whose worlds the differentials of some names are steps drawn at random."""
        worlds, constant_in = self._made_of
        drawn: Iterable[Callable[..., Worlds]] = worlds
        ground = Ground(self.notation, tuple(moved_worlds(world, moving) for world in drawn), constant_in)
        ground.moving = moving
        return ground

    @contextmanager
    def scratch(self) -> Iterator[None]:
        """Forget, at the end, the formulas met inside: a search for a slip meets hundreds."""
        scenes = (*self._scenes, *self._varied)
        sizes, findings, looks = [scene.sizes() for scene in scenes], len(self._found), len(self.looks)
        with self.forest.scratch():
            yield
        shorten(self._found, findings)
        shorten(self.looks, looks)
        for scene, size in zip(scenes, sizes, strict=True):
            scene.forget(size)

    @property
    def worlds(self) -> Worlds:
        """The first kind of worlds."""
        return self._scenes[0].worlds

    def knows(self, name: str) -> bool:
        """Say whether a name means something in the question."""
        return self.notation.find(name) is not None or name in self.worlds.bindings

    def value(self, node: Node) -> Evaluation:
        """Return what a formula is worth in the first kind of worlds."""
        return self._scenes[0].value(self.forest.plant(node))

    def prepare(self, nodes: Iterable[Node]) -> None:
        """Learn formulas that every derivation will be compared with."""
        for node in nodes:
            planted = self.forest.plant(node)
            for scene in self._varied:
                scene.value(planted)

    def same(self, left: Node, right: Node) -> Finding:
        """Say whether two formulas mean the same."""
        left, right = self.forest.plant(left), self.forest.plant(right)
        if left is right:
            return HOLDS
        key = id(left), id(right), _weigh_equality
        if key not in self._found:
            found = self._weighed(left, right, self._scenes, _weigh_equality)
            alike = found.truth is not Truth.YES and self.spelled_alike(left, right)
            self._found[key] = HOLDS if alike else found
        return self._found[key]

    def spelled_alike(self, left: Node, right: Node) -> bool:
        """Say whether two formulas differ in spelling alone: the order of terms, nesting, signs."""
        return self.forest.normal(left) == self.forest.normal(right)

    def same_up_to_constant(self, left: Node, right: Node) -> Finding:
        """Say whether two formulas differ by a number free of the declared names."""
        if not self.has_constants:
            return self.same(left, right)
        left, right = self.forest.plant(left), self.forest.plant(right)
        key = id(left), id(right), _weigh_constant
        if key not in self._found:
            self._found[key] = self._weighed(left, right, self._varied, _weigh_constant)
        return self._found[key]

    def proportional(self, left: Node, right: Node, sign: float = 1.0) -> Finding:
        """Say whether ``right = a left + b`` with numbers a of the given sign and b, free of the declared names."""
        return self._weighed(left, right, self._varied, lambda one, other, count: _weigh_line(one, other, count, sign))

    def ordered(self, left: Node, relation: RelationKind, right: Node) -> Finding:
        """Say whether an inequality holds between two numbers."""
        if self.spelled_alike(left, right):
            return FAILS if ORDERS[relation][1] else HOLDS
        return self._weighed(left, right, self._scenes, lambda one, other, _: _weigh_order(one, other, relation))

    def might_be_same(self, left: Node, right: Node, up_to_constant: bool = False) -> bool:
        """Say, in the first kind of worlds, whether two formulas may mean the same; True still has to be confirmed."""
        scene = (self._varied if up_to_constant else self._scenes)[0]
        one, other = (scene.value(self.forest.plant(node)) for node in (left, right))
        if not isinstance(one, Value) or not isinstance(other, Value):
            return False
        pair = aligned(one, other)
        if isinstance(pair, str) or (not up_to_constant and disagree_at_once(*pair)):
            return False
        weigh = compare_up_to_constant if up_to_constant else compare
        return bool(weigh(*pair, scene.worlds.count).agree.all())

    def _weighed(self, left: Node, right: Node, scenes: tuple[Scene, ...], weigh: Weighing) -> Finding:
        left, right = self.forest.plant(left), self.forest.plant(right)
        first = _in(scenes[0], left, right, weigh)
        if first.truth is not Truth.YES:
            return first
        others = (_in(scene, left, right, weigh) for scene in scenes[1:])
        return next((found for found in others if found.truth is Truth.NO and not found.misfit), first)


def _in(scene: Scene, left: Node, right: Node, weigh: Weighing) -> Finding:
    values = []
    for side in (right, left):  # the line's own shapes are spoken of before those of the line before
        value = scene.value(side)
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
    return weigh(*pair, scene.worlds.count)


def _weigh_equality(left: Value, right: Value, count: int) -> Finding:
    if differ_at_once(left, right):
        return FAILS
    decided = decided_at_once(left, right)
    if decided is not None and (count >= NEEDED_WORLDS or not decided):
        return HOLDS if decided else FAILS
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
    return Finding(Truth.NO, "the two sides may be equal") if strict and close.any() else HOLDS


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
