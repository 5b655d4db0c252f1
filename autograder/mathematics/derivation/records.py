"""A derivation as it is judged: lines with their marks, and what coverage looks at."""

from dataclasses import dataclass
from enum import Enum, auto

from autograder.domain.evidence import LineMark, Witness
from autograder.mathematics.reading import ReadLine
from autograder.mathematics.tree import Node, Relation, RelationKind


class Flaw(Enum):
    """A broken step that is half right."""

    UNDECLARED_CONSTANT = auto()
    """It drops a constant without saying so."""
    WRONG_CONSTANT = auto()
    """It says that a wrong constant is the right one."""
    TOO_STRICT = auto()
    """It says < where only ≤ holds."""
    UNDOES_SLIP = auto()
    """It undoes an earlier slip of the chain."""
    RESTORES_FACTOR = auto()
    """It puts back, at once, a factor 2 or ½ of the whole that the line before had lost: one slip of the pen."""


UNDOING = (Flaw.UNDOES_SLIP, Flaw.RESTORES_FACTOR)


@dataclass(frozen=True, slots=True)
class JudgedLine:
    """One line with the verdict on the step that leads to it.

    Parameters
    ----------
    line
        As it was read.
    node
        Its tree in the question's own names, with the student's definitions written out; None if there is none.
    mark
        GIVEN where a chain starts; otherwise what is known of the step.
    remark
        Words about the step: what is wrong, its cause, or why nobody can tell.
    chain
        Counts the chains from 0.
    before
        Number of the line that this one was judged from.
    witness
        Small numbers that show a broken step.
    flaw
        Why a broken step leads to a right line all the same; None if it does not.
    cause
        The known slip that explains a broken step, in words; empty if none does.
    misfit
        True of a broken step in whose line the shapes do not fit; the next line is judged from the one before it.
    own
        The earlier chain whose wrong result this line goes on from, as it should; None if it needs none.
    """

    line: ReadLine
    node: Node | None
    mark: LineMark
    remark: str = ""
    chain: int = 0
    before: int | None = None
    witness: Witness | None = None
    flaw: Flaw | None = None
    cause: str = ""
    misfit: bool = False
    own: int | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One formula of a chain, as coverage sees it: a statement counts as a chain of its two sides.

    Parameters
    ----------
    number
        The line it stands in.
    chain
        Entries of one chain are neighbours.
    relation
        How it is tied to the entry before; None where a chain starts.
    flaw, cause, own
        As in `JudgedLine`.
    """

    number: int
    chain: int
    node: Node
    relation: RelationKind | None
    mark: LineMark
    flaw: Flaw | None = None
    cause: str = ""
    own: int | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """Two neighbours of a chain, or two formulas that are said to be equal to the same third one.

    Parameters
    ----------
    statement
        Both sides as one formula.
    inferred
        True of the latter: it follows, and nobody wrote it.
    """

    left: Entry
    right: Entry
    statement: Relation
    inferred: bool = False
