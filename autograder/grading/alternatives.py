"""Every way in which a part may be answered, spelled out: in LaTeX, as a function, as a value of `ANSWERS`."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from autograder.answers import ANSWER_KINDS
from autograder.assignment import AlternativeTable, Assignment, CriterionTable, PartTable, Question
from autograder.assignment.consistency import kind_of

Identity: TypeAlias = tuple[str, str, str]
"""An alternative in all records: subquestion, part, name."""


@dataclass(frozen=True, slots=True)
class Way:
    """One alternative of one part, with the criteria it can earn.

    Parameters
    ----------
    item
        Name of the item in `answers.tex`; empty if it cannot be written there.
    key
        Key in `ANSWERS`; empty if it cannot be given there.
    function
        Name of the function in `solution.py`; empty if there is none.
    """

    question: Question
    subquestion: str
    part: PartTable
    table: AlternativeTable
    criteria: tuple[CriterionTable, ...]
    kind: str
    item: str = ""
    key: str = ""
    function: str = ""

    @property
    def name(self) -> str:
        """The alternative as its author knows it."""
        if self.function:
            return f"{self.function}()"
        return f'ANSWERS["{self.key}"]' if self.key else self.item

    @property
    def identity(self) -> Identity:
        """What tells the alternative from all others of its assignment."""
        return self.subquestion, self.part.id, self.name

    @property
    def place(self) -> str:
        """The alternative in a sentence for the staff."""
        return f"{self.subquestion} {self.part.id}, {self.name}"

    @property
    def commands(self) -> frozenset[str]:
        """Commands of `answers.tex` in which it may be written."""
        return frozenset(ANSWER_KINDS[self.kind].read_latex) if self.item else frozenset()


def ways(assignment: Assignment) -> Iterator[Way]:
    """Walk through all alternatives in the order of the assignment.

    What is written in LaTeX may be given as a value in `ANSWERS` as well, where its kind can be one.
    """
    for question, subquestion, part in assignment.parts():
        for table in part.alternatives:
            kind = kind_of(table.answer)
            name = table.name or part.id
            criteria = tuple(one for one in part.criteria if not table.earns or one.id in table.earns)
            way = Way(question, subquestion.id, part, table, criteria, kind)
            if table.via == "code":
                yield _with(way, function=name)
                continue
            yield _with(way, item=name)
            if ANSWER_KINDS[kind].read_value is not None:
                yield _with(way, key=f"{subquestion.id} {name}")


def _with(way: Way, item: str = "", key: str = "", function: str = "") -> Way:
    return Way(way.question, way.subquestion, way.part, way.table, way.criteria, way.kind, item, key, function)
