"""The part that every format shares: put the grades into the cells of a table's rows."""

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation

from autograder.delivery.gradebooks.matching import name_of
from autograder.delivery.gradebooks.records import Filled, Wanted
from autograder.delivery.gradebooks.tables import Table
from autograder.domain.errors import UsageError
from autograder.domain.grades import Grade
from autograder.reporting.decimals import decimal_of

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


def refuse_another_maximum(table: Table, written: str, grades: Sequence[Grade]) -> None:
    """Refuse a column that counts to another maximum than the assignment.

    Parameters
    ----------
    written
        The column's maximum as the export has it; nothing is known where it is no number.

    Raises
    ------
    UsageError
        If the two differ: points out of 79 in a column out of 100 would be another grade.
    """
    try:
        maximum = Decimal(written.strip().replace(",", "."))
    except InvalidOperation:
        return
    possible = next((decimal_of(grade.tally.possible) for grade in grades), maximum)
    if maximum != possible:
        raise UsageError(
            f"{table.path}: the column counts to {maximum:f}, the assignment to {possible:f}; change the maximum"
            " in the gradebook and export again, or choose another --column"
        )


def unfinished(grades: Sequence[Grade], wanted: Wanted) -> tuple[str, ...]:
    """Return the names of those whose grade stays out because points await a human."""
    return tuple(name_of(grade.participant) for grade in grades if grade.submitted and not wanted.takes(grade))
