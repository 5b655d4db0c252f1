"""What was worked out before in the same worlds, so that formulas that share parts pay for the new ones alone."""

from dataclasses import dataclass, field

from autograder.mathematics.evaluation.values import Value
from autograder.mathematics.tree import Node
from autograder.mathematics.worlds import Worlds


@dataclass(frozen=True, slots=True)
class Memory:
    """Values in one set of worlds, by the object that was evaluated: equal trees should be one object.

    Parameters
    ----------
    values
        By the id of a node; the node beside its value keeps the id its own.
    moved
        Worlds in which one name has taken an imaginary step, with a memory of their own.
    """

    values: dict[int, tuple[Node, Value]] = field(default_factory=dict)
    moved: dict[str, tuple[Worlds, "Memory"]] = field(default_factory=dict)

    def recall(self, node: Node) -> Value | None:
        """Return the value of a node, if it was worked out before."""
        known = self.values.get(id(node))
        return known[1] if known is not None and known[0] is node else None

    def keep(self, node: Node, value: Value) -> None:
        """Keep the value of a node."""
        self.values[id(node)] = (node, value)

    def branch(self) -> "Memory":
        """Return a memory of the same values, to which others are added apart."""
        moved = {name: (worlds, memory.branch()) for name, (worlds, memory) in self.moved.items()}
        return Memory(self.values.copy(), moved)

    def tables(self) -> list[dict[int, tuple[Node, Value]]]:
        """Return every table of values in it."""
        return [self.values, *(table for _, memory in self.moved.values() for table in memory.tables())]
