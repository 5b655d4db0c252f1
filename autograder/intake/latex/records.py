"""What is located in a student's LaTeX file."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from autograder.domain.faults import Fault, Place


class Command(StrEnum):
    """How an answer is written: four commands and two environments of the template."""

    FINAL = "final"
    CELLS = "cells"
    GRID = "grid"
    CHOICE = "choice"
    DERIVATION = "derivation"
    JUSTIFICATION = "justification"


@dataclass(frozen=True, slots=True)
class TexItem:
    r"""One answer as it was written.

    Parameters
    ----------
    subquestion
        As the student wrote it: ``"4.1"``.
    part
        Name of the part, or None where none is written (``\cells{...}``).
    source
        The student's own text, without white space around it. What TeX would not read, comments and macro
        definitions, is blanked by as many spaces, so that every line and column stays where it was.
    place
        Where `source` begins.
    """

    subquestion: str
    command: Command
    part: str | None
    source: str
    place: Place


@dataclass(frozen=True, slots=True)
class AnswerBlock:
    r"""All that was handed in for one subquestion, from one ``answer`` environment or several.

    Parameters
    ----------
    items
        The answers that are not empty, in the order written; one for each command and part.
    conventions
        Declared by ``\notation{name}{value}``.
    renames
        Declared by ``\rename{from}{to}``: the student's letter and the assignment's, both LaTeX.
    place
        Where its first environment begins.
    """

    subquestion: str
    items: tuple[TexItem, ...]
    conventions: Mapping[str, str]
    renames: tuple[tuple[str, str], ...]
    place: Place


@dataclass(frozen=True, slots=True)
class TexDocument:
    r"""What a LaTeX file holds, and what is wrong with it.

    Parameters
    ----------
    blocks
        One a subquestion, in the order of first appearance.
    macros_source
        The student's own definitions (``\newcommand``, ``\def``, ...) from anywhere in the file, in order, as
        written, each with its place.
    faults
        In the order of the file; what a fault touches is nevertheless read as far as it goes.
    """

    blocks: tuple[AnswerBlock, ...]
    macros_source: tuple[tuple[str, Place], ...]
    faults: tuple[Fault, ...]
