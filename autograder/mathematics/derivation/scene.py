"""Worlds of one kind, drawn once, with what every formula and every part of one is worth in them."""

from collections.abc import Callable
from functools import lru_cache

from autograder.mathematics.decision.outcomes import DEFAULT_OPTIONS, Options
from autograder.mathematics.decision.setting import Setting
from autograder.mathematics.derivation.forest import shorten
from autograder.mathematics.evaluation import Evaluation, Memory, evaluate
from autograder.mathematics.notation import Notation
from autograder.mathematics.tree import Node
from autograder.mathematics.worlds import WorldFactory, Worlds


@lru_cache(maxsize=64)
def _drawn(factory: Callable[..., Worlds], constant_in: tuple[str, ...], count: int) -> Worlds:
    options = Options(constant_in=constant_in) if constant_in else DEFAULT_OPTIONS
    return Setting(Notation(), factory, options).draw((), count)


class Scene:
    """Some worlds with the values found in them.

    Parameters
    ----------
    factory
        Draws the worlds.
    count
        How many.
    constant_in
        Names that alone vary from world to world; every name does if there are none.
    """

    def __init__(self, factory: WorldFactory, count: int, constant_in: tuple[str, ...] = ()) -> None:
        drawing: Callable[..., Worlds] = factory  # a function, which has a hash
        self.worlds = _drawn(drawing, constant_in, count)
        self._made_of = (factory, count, constant_in)
        self._memory = Memory()
        self._values: dict[int, tuple[Node, Evaluation]] = {}

    def branch(self) -> "Scene":
        """Return a scene with the same values, to which others are added apart."""
        scene = Scene(*self._made_of)
        scene._memory, scene._values = self._memory.branch(), self._values.copy()
        return scene

    def value(self, node: Node) -> Evaluation:
        """Return what a planted formula is worth, computed once."""
        known = self._values.get(id(node))
        if known is not None and known[0] is node:
            return known[1]
        value = evaluate(node, self.worlds, memory=self._memory)
        self._values[id(node)] = (node, value)
        return value

    def sizes(self) -> list[int]:
        """Return how much is kept, for `forget`."""
        return [len(self._values), *map(len, self._memory.tables())]

    def forget(self, sizes: list[int]) -> None:
        """Forget what was found since it was of these sizes."""
        shorten(self._values, sizes[0])
        tables = self._memory.tables()
        for table, size in zip(tables, [*sizes[1:], *[0] * len(tables)], strict=False):
            shorten(table, size)
