"""What reading gives back: the tree, and everything that a person should know about how it was read."""

from dataclasses import dataclass

from autograder.domain.faults import Fault, Place
from autograder.mathematics.tree import Node, RelationKind


@dataclass(frozen=True, slots=True)
class Read:
    """One expression as it was understood.

    Parameters
    ----------
    node
        The tree; None only if nothing sensible could be read.
    faults
        The student's mistakes, each with its place; with any of these the tree is not to be trusted blindly.
    remarks
        Words beside the mathematics, labels of braces, and choices made where the notation is ambiguous.
    defined
        Names the expression itself introduces on the left of an ``=``, unknown to the question.
    """

    node: Node | None
    faults: tuple[Fault, ...] = ()
    remarks: tuple[str, ...] = ()
    defined: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadLine:
    """One line of a derivation.

    Parameters
    ----------
    number
        Counts from 1.
    relation
        How the line is tied to the one before; None where a chain starts. After ``⇔`` or ``⇒`` (and before one) the
        node is a whole statement, such as an equation.
    node, faults, remarks
        As in `Read`.
    source
        The student's own text of the line.
    place
        Where the line starts in the student's file.
    inline
        True if the line stands within a sentence rather than in a display.
    """

    number: int
    relation: RelationKind | None
    node: Node | None
    faults: tuple[Fault, ...]
    remarks: tuple[str, ...]
    source: str
    place: Place | None = None
    inline: bool = False
