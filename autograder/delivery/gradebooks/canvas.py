"""Canvas: the instructor's own gradebook export with one assignment's column filled in.

Canvas makes a new assignment of every header it does not know, so the header goes back as it came; without an export
there is nothing to fill in. Source: Canvas's guide to importing grades.
"""

import re
from collections.abc import Sequence

from autograder.delivery.gradebooks.filling import fill_rows, refuse_another_maximum
from autograder.delivery.gradebooks.matching import match_rows
from autograder.delivery.gradebooks.records import Filled, Wanted
from autograder.delivery.gradebooks.tables import Table
from autograder.domain.errors import UsageError
from autograder.domain.grades import Grade
from autograder.reporting.decimals import decimal_of

_POSSIBLE = "points possible"
_ASSIGNMENT = re.compile(r"\(\d+\)\s*$")  # Canvas ends an assignment's header with its number


def canvas_grades(grades: Sequence[Grade], wanted: Wanted) -> Filled:
    """Fill in the export.

    Raises
    ------
    UsageError
        If there is no export, or no one column to fill in.
    """
    table = wanted.export
    if table is None:
        raise UsageError("Canvas takes its own export only: add --export FILE, exported from the Canvas gradebook")
    place = _assignment_column(table, wanted)
    for row in table.rows:
        if row[0].strip().casefold() == _POSSIBLE:
            refuse_another_maximum(table, row[place], grades)
    found = match_rows(table, grades, ("SIS User ID",), ("SIS Login ID",))
    matched = [(grade, {place: f"{decimal_of(grade.points):f}"} if grade else {}) for grade in found]
    return fill_rows(table, matched, grades, wanted)


def _assignment_column(table: Table, wanted: Wanted) -> int:
    candidates = [head for head in table.header if _ASSIGNMENT.search(head)]
    if not wanted.column:
        named = [head for head in candidates if wanted.title.casefold() in head.casefold()]
        chosen = named if len(named) == 1 else candidates
        if len(chosen) != 1:
            raise UsageError(
                f"{table.path}: which column takes the points? Add --column; there are: {_list(candidates)}"
            )
        return table.header.index(chosen[0])
    place = table.column(wanted.column)
    if place is None:
        starts = [head for head in candidates if head.casefold().startswith(wanted.column.strip().casefold())]
        if len(starts) != 1:
            raise UsageError(f'{table.path} has no column "{wanted.column}"; there are: {_list(candidates)}')
        place = table.header.index(starts[0])
    return place


def _list(headers: Sequence[str]) -> str:
    return ", ".join(f'"{head}"' for head in headers) or "none that Canvas made for an assignment"
