"""Formulas between the student's text and the tree: reading answers and targets, showing what was understood."""

from dataclasses import replace

from autograder.answers import ExpressionAnswer
from autograder.domain.errors import ReferenceFailure
from autograder.domain.evidence import Reading
from autograder.domain.handed import HandedLatex
from autograder.mathematics.notation import Notation
from autograder.mathematics.reading import Macros, Read, read_latex, read_value
from autograder.mathematics.traversal import rename
from autograder.mathematics.tree import Node, Symbol
from autograder.mathematics.typesetting import to_latex


def read_answer(answer: ExpressionAnswer, notation: Notation, macros: Macros) -> Read:
    """Read what a student wrote or returned, in the assignment's letters."""
    written = answer.written
    if not isinstance(written, HandedLatex):
        return read_value(written.value, notation)
    names = _renamed(written.renames, notation)
    read = read_latex(written.source, _with_aliases(notation, names), macros, written.place)
    return read if read.node is None else replace(read, node=rename(read.node, names))


def read_target(source: str, notation: Notation, place: str) -> Node:
    """Read a target of the assignment.

    Raises
    ------
    ReferenceFailure
        If the target is not read without a fault.
    """
    read = read_latex(source, notation)
    if read.node is None or read.faults:
        reason = read.faults[0].message if read.faults else "nothing could be read"
        raise ReferenceFailure(f"{place}: the target {source} cannot be read: {reason}")
    return read.node


def reading_of(read: Read, answer: ExpressionAnswer) -> Reading:
    """Show how an answer was understood, or the student's own text where it was not."""
    if read.node is not None:
        return Reading("Read as", latex=to_latex(read.node))
    written = answer.written
    return Reading("As handed in", text=written.source if isinstance(written, HandedLatex) else str(written.value))


def _renamed(renames: tuple[tuple[str, str], ...], notation: Notation) -> dict[str, str]:
    r"""Return the canonical names of the pairs that a student declared with ``\rename``."""
    anything = replace(notation, undeclared_are_real=True)
    found: dict[str, str] = {}
    for theirs, ours in renames:
        read = read_latex(theirs, anything).node, read_latex(ours, notation).node
        if isinstance(read[0], Symbol) and isinstance(read[1], Symbol):
            found[read[0].name] = read[1].name
    return found


def _with_aliases(notation: Notation, names: dict[str, str]) -> Notation:
    symbols = dict(notation.symbols)
    for theirs, ours in names.items():
        spec = notation.find(ours)
        if spec is not None:
            symbols[spec.name] = replace(symbols[spec.name], aliases=(*symbols[spec.name].aliases, theirs))
    return replace(notation, symbols=symbols)
