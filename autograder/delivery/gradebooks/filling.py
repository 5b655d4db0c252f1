"""The part that every format shares: put the grades into the cells of a table's rows."""

from collections.abc import Mapping, Sequence

from autograder.delivery.gradebooks.matching import name_of
from autograder.delivery.gradebooks.records import Filled, Wanted
from autograder.delivery.gradebooks.tables import Table
from autograder.domain.grades import Grade

Cells = Mapping[int, str]
"""Position of a column to what is put there."""


def fill_rows(
    table: Table, matched: Sequence[tuple[Grade | None, Cells]], grades: Sequence[Grade], wanted: Wanted
) -> Filled:
    """Return the table with cells replaced in the rows whose grade is written; every other cell stays as it was.

    Parameters
    ----------
    matched
        For each row its grade and the cells that it would get.
    """
    rows = []
    written = 0
    for row, (grade, cells) in zip(table.rows, matched, strict=True):
        if grade is None or not wanted.takes(grade):
            rows.append(row)
            continue
        written += 1
        rows.append(tuple(cells.get(place, cell) for place, cell in enumerate(row)))
    found = {id(grade) for grade, _ in matched if grade is not None}
    return Filled(
        content=table.encode(rows),
        written=written,
        unfinished=unfinished(grades, wanted),
        unmatched=tuple(name_of(grade.participant) for grade in grades if grade.submitted and id(grade) not in found),
    )


def unfinished(grades: Sequence[Grade], wanted: Wanted) -> tuple[str, ...]:
    """Return the names of those whose grade stays out because points await a human."""
    return tuple(name_of(grade.participant) for grade in grades if grade.submitted and not wanted.takes(grade))
