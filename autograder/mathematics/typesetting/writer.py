"""What every typesetter is given: how to typeset what is below it, with brackets only where they are needed."""

from collections.abc import Callable, Mapping, Sequence
from enum import IntEnum
from typing import Any, TypeAlias

from autograder.mathematics.tree import Node, Symbol


class Binding(IntEnum):
    """How tightly an expression holds together, loosest first."""

    LOGIC = 0
    RELATION = 1
    SET = 2
    SUM = 3
    KRONECKER = 4
    REACH = 5
    """What reaches over the factors behind it, such as a sum over an index: only the last factor may."""
    PRODUCT = 6
    POWER = 7
    ATOM = 8


Written: TypeAlias = tuple[str, Binding]
"""LaTeX, and how tightly it binds."""
Typesetter: TypeAlias = Callable[[Any, "Writer"], Written]


class Writer:
    """Typesets nodes with one typesetter a type.

    Parameters
    ----------
    typesetters
        Type of node to its typesetter.
    """

    def __init__(self, typesetters: Mapping[type, Typesetter]) -> None:
        self.typesetters = typesetters

    def __call__(self, node: Node) -> Written:
        """Typeset a node and say how tightly it binds."""
        return self.typesetters[type(node)](node, self)

    def latex(self, node: Node) -> str:
        """Typeset a node where nothing around it can misread it."""
        return self(node)[0]

    def at_least(self, node: Node, binding: Binding) -> str:
        """Typeset a node, in brackets if it binds looser than its surroundings need."""
        latex, binds = self(node)
        return latex if binds >= binding else bracketed(latex)

    def listed(self, nodes: Sequence[Node]) -> str:
        """Typeset nodes with commas between."""
        return ", ".join(self.at_least(node, Binding.RELATION) for node in nodes)


def bracketed(latex: str) -> str:
    """Return LaTeX in round brackets."""
    return rf"\left({latex}\right)"


def write_base(node: Node, write: Writer) -> str:
    """Typeset what something is raised above; a name that ends in a prime or star gets braces."""
    if isinstance(node, Symbol):
        latex, binds = write(node)
        return latex if binds == Binding.ATOM else f"{{{latex}}}"
    return write.at_least(node, Binding.ATOM)
