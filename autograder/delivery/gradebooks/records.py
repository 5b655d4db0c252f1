"""What is asked of a gradebook format and what it answers."""

from dataclasses import dataclass

from autograder.delivery.gradebooks.tables import Table
from autograder.domain.grades import Grade


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the instructor asked for.

    Parameters
    ----------
    title
        Title of the assignment.
    export
        The instructor's own export, to be filled in; None if there is none.
    column
        Header of the column that takes the points; "" to find it.
    unfinished
        True to write points that await a human as if they were final; otherwise such a grade stays out.
    """

    title: str
    export: Table | None = None
    column: str = ""
    unfinished: bool = False

    def takes(self, grade: Grade) -> bool:
        """Say whether a grade is written."""
        return grade.submitted and (grade.final or self.unfinished)


@dataclass(frozen=True, slots=True)
class Filled:
    """A gradebook's file, and what its reader must know.

    Parameters
    ----------
    written
        How many grades are in it.
    unfinished
        Names of those whose grade was left out because points await a human.
    unmatched
        Names of those who have a grade and no row in the export.
    """

    content: bytes
    written: int
    unfinished: tuple[str, ...] = ()
    unmatched: tuple[str, ...] = ()
