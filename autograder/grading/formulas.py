"""Formulas between the student's text and the tree: reading answers and targets, showing what was understood."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from autograder.answers import ExpressionAnswer
from autograder.domain.errors import ReferenceFailure
from autograder.domain.evidence import Reading
from autograder.domain.handed import HandedLatex
from autograder.mathematics.notation import Notation
from autograder.mathematics.reading import Macros, Read, read_latex, read_symbolic, read_text
from autograder.mathematics.traversal import rename
from autograder.mathematics.tree import Node, Symbol
from autograder.mathematics.typesetting import to_latex
from autograder.wire import Symbolic


def read_answer(answer: ExpressionAnswer, notation: Notation, macros: Macros) -> Read:
    """Read what a student wrote or returned, in the assignment's letters."""
    written = answer.written
    if not isinstance(written, HandedLatex):
        return _read_value(written.value, notation, points=answer.points)
    theirs, names = students_letters(written, notation)
    read = _read_written(written, theirs, macros)
    return read if read.node is None else replace(read, node=rename(read.node, names))


def _read_written(written: HandedLatex, notation: Notation, macros: Macros) -> Read:
    """Read LaTeX; what is not read so and has no command in it may be plain text such as ``sqrt(1 + alpha^2)``."""
    read = read_latex(written.source, notation, macros, written.place)
    if not read.faults or "\\" in written.source:
        return read
    plain = read_text(written.source.replace("$", " "), notation)
    return read if plain.node is None or plain.faults else plain


def students_letters(written: HandedLatex, notation: Notation) -> tuple[Notation, Mapping[str, str]]:
    r"""Return the notation with a student's own letters (``\rename``), and what each of them stands for."""
    names = _renamed(written.renames, notation)
    return _with_aliases(notation, names), names


def _read_value(value: object, notation: Notation, points: bool) -> Read:
    """Read a value of `ANSWERS`: a sympy object, a number, text, or lists of these."""
    if isinstance(value, str):
        return read_text(value, notation)
    return read_symbolic(_symbolic(value, points), notation)


def _symbolic(value: object, points: bool) -> Any:
    if isinstance(value, np.ndarray):
        value = value.tolist()
    if not isinstance(value, list):
        return value
    items = tuple(_symbolic(item, points) for item in value)
    rows = bool(value) and all(isinstance(item, list) for item in value)
    if rows and not points:
        return Symbolic("matrix", tuple(Symbolic("row", item.arguments) for item in items))
    # a list within a list of points is a point
    inner = points and not rows
    return Symbolic("tuple" if inner else "set", items)


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


def reading_of(read: Read, answer: ExpressionAnswer, alike: str) -> Reading:
    """Show how an answer was understood, or the student's own text where it was not; `alike` is its likeness."""
    if read.node is not None:
        return Reading("Read as", latex=to_latex(read.node), likeness=alike)
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
