"""An assignment as the engine holds it: its tables, with the reference code they name beside them."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from autograder.assignment.manifest import AssignmentTable, PartTable, QuestionTable, SubquestionTable
from autograder.mathematics.meaning import Meaning


@dataclass(frozen=True, slots=True)
class Question:
    """One question.

    Parameters
    ----------
    solution
        Functions of `solution.py`: the references and the known slips.
    inputs
        Functions of `inputs.py`: each draws cases from a random generator.
    meaning
        Notation and worlds of its symbols; None where nothing symbolic is asked.
    """

    table: QuestionTable
    folder: Path
    solution: Mapping[str, Callable[..., Any]]
    inputs: Mapping[str, Callable[..., Any]]
    meaning: Meaning | None


@dataclass(frozen=True, slots=True)
class Assignment:
    """One assignment; `version` is the fingerprint of everything that decides a grade."""

    table: AssignmentTable
    folder: Path
    version: str
    questions: tuple[Question, ...]

    @property
    def total_points(self) -> Fraction:
        """Points of all questions together."""
        return self.table.total_points

    def parts(self) -> Iterator[tuple[Question, SubquestionTable, PartTable]]:
        """Walk through every part in order."""
        for question in self.questions:
            for subquestion in question.table.subquestions:
                for part in subquestion.parts:
                    yield question, subquestion, part
