"""What was worked out before in the same worlds, so that formulas that share parts pay for the new ones alone."""

from collections.abc import Callable
from dataclasses import dataclass, field
from math import inf
from typing import Any

from autograder.mathematics.evaluation.values import Value
from autograder.mathematics.traversal import children
from autograder.mathematics.tree import Applied, Constant, Derivative, Divergence, Node, Number, Symbol
from autograder.mathematics.worlds import Worlds

LARGEST = 4096
"""Entries of the largest value that is kept of an answer."""
MAX_LASTING = 300
"""Formulas of names alone that are kept for all who write them."""
_NAMES = (Symbol, Number, Constant)
_OF_NAMES = (Applied, Derivative, Divergence)


def of_names_alone(node: Node) -> bool:
    """Say whether a formula hangs on the worlds alone: a name, or a density, slope or divergence of names."""
    return isinstance(node, _NAMES) or (isinstance(node, _OF_NAMES) and all(map(of_names_alone, children(node))))


@dataclass(frozen=True, slots=True)
class Lasting:
    """What is known of some worlds whoever writes of them: values of names, and the worlds after a step of one."""

    values: dict[Node, Value] = field(default_factory=dict)
    moved: dict[str, tuple[Worlds, "Lasting"]] = field(default_factory=dict)

    def keep(self, node: Node, value: Value) -> None:
        """Keep the value of a formula of names alone, unless there are too many."""
        if len(self.values) < MAX_LASTING:
            self.values[node] = value


@dataclass(frozen=True, slots=True)
class Memory:
    """Values in one set of worlds, by the object that was evaluated: equal trees should be one object.

    Parameters
    ----------
    values
        By the id of a node; the node beside its value keeps the id its own.
    moved
        Worlds in which one name has taken an imaginary step, with a memory of their own.
    lasting
        The same for all branches.
    weights
        How sums weigh their points, by what they are written over.
    largest
        Entries of the largest value that is kept: what anybody may write must not fill the memory of the machine.
    """

    values: dict[int, tuple[Node, Value]] = field(default_factory=dict)
    moved: dict[str, tuple[Worlds, "Memory"]] = field(default_factory=dict)
    lasting: Lasting = field(default_factory=Lasting)
    weights: dict[tuple[object, ...], Any] = field(default_factory=dict)
    largest: float = inf

    def recall(self, node: Node) -> Value | None:
        """Return the value of a node, if it was worked out before."""
        known = self.values.get(id(node))
        return known[1] if known is not None and known[0] is node else None

    def keep(self, node: Node, value: Value) -> None:
        """Keep the value of a node."""
        if value.array.size <= self.largest:
            self.values[id(node)] = (node, value)

    def after_step(self, name: str, move: Callable[[], Worlds]) -> tuple[Worlds, "Memory"]:
        """Return the worlds after a step of one name, which are made once, and what was worked out in them."""
        if name not in self.moved:
            if name not in self.lasting.moved:
                self.lasting.moved[name] = move(), Lasting()
            worlds, lasting = self.lasting.moved[name]
            self.moved[name] = worlds, Memory(lasting=lasting)
        return self.moved[name]

    def branch(self) -> "Memory":
        """Return a memory of the same values, to which others are added apart."""
        moved = {name: (worlds, memory.branch()) for name, (worlds, memory) in self.moved.items()}
        return Memory(self.values.copy(), moved, self.lasting, self.weights.copy())

    def tables(self) -> list[dict[int, tuple[Node, Value]]]:
        """Return every table of values in it."""
        return [self.values, *(table for _, memory in self.moved.values() for table in memory.tables())]
