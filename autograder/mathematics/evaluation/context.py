"""What the parts of the evaluator ask of the whole."""

from typing import Protocol

from autograder.mathematics.evaluation.memory import Memory
from autograder.mathematics.evaluation.values import CannotEvaluate, Value, bound
from autograder.mathematics.tree import Applied, Node, Symbol
from autograder.mathematics.worlds import Array, Binding, Quantity, Worlds, layout


class Context(Protocol):
    """One evaluation under way."""

    @property
    def worlds(self) -> Worlds:
        """The worlds in which names have values."""

    @property
    def analytic(self) -> bool:
        """True inside a complex-step derivative, where moduli and conjugates must not appear."""

    @property
    def memory(self) -> Memory | None:
        """What was worked out before in these worlds."""

    def value(self, node: Node) -> Value:
        """Return the value of a part."""

    def inside(self, worlds: Worlds, analytic: bool = False, memory: Memory | None = None) -> "Context":
        """Return an evaluation in other worlds whose notes go to the same place."""

    def note(self, text: str) -> None:
        """Keep something the student should see about how an expression was understood."""


def lay_out(context: Context, quantity: Quantity) -> Value:
    """Return the value of a bound quantity."""
    rank = quantity.array.ndim - 1 - len(quantity.axes)
    return bound(layout(quantity.array, quantity.axes, context.worlds.axes, rank))


def along(context: Context, array: Array, axis: str) -> Array:
    """Lay out numbers ``(worlds or 1, points)`` along one axis."""
    return layout(array, (axis,), context.worlds.axes, 0)


def name_of(node: Node) -> str | None:
    """Return the name a symbol or an applied function goes by."""
    match node:
        case Symbol(name) | Applied(function=name):
            return name
        case _:
            return None


def binding_of(context: Context, name: str) -> Binding:
    """Return what a name stands for.

    Raises
    ------
    CannotEvaluate
        If the name has no value in these worlds.
    """
    found = context.worlds.bindings.get(name)
    if found is None:
        raise CannotEvaluate(f"the symbol {name} has no value here")
    return found
