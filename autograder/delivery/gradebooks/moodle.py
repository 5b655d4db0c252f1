"""Moodle: an assignment's grading worksheet filled in, or a file for Grades → Import → CSV.

A feedback column without a grade column makes Moodle drop the grades, so both are always written together. Source:
Moodle's documentation of grade import and of offline grading worksheets.
"""

from collections.abc import Sequence

from autograder.delivery.gradebooks.filling import fill_rows, refuse_another_maximum, unfinished
from autograder.delivery.gradebooks.matching import match_rows
from autograder.delivery.gradebooks.records import Filled, Wanted
from autograder.delivery.gradebooks.tables import Table
from autograder.domain.errors import UsageError
from autograder.domain.grades import Grade
from autograder.domain.points import format_points
from autograder.reporting.decimals import decimal_of
from autograder.reporting.spreadsheets import csv_bytes

_GRADE = "Grade"
_FEEDBACK = "Feedback comments"


def moodle_grades(grades: Sequence[Grade], wanted: Wanted) -> Filled:
    """Fill in a worksheet, or write a file to import if there is none.

    Raises
    ------
    UsageError
        If the worksheet lacks a column.
    """
    return _import_file(grades, wanted) if wanted.export is None else _worksheet(wanted.export, grades, wanted)


def _worksheet(table: Table, grades: Sequence[Grade], wanted: Wanted) -> Filled:
    place, words = (table.column(name) for name in (wanted.column or _GRADE, _FEEDBACK))
    if place is None or words is None:
        missing = _FEEDBACK if place is not None else wanted.column or _GRADE
        raise UsageError(
            f'{table.path} has no column "{missing}"; download the grading worksheet with feedback comments switched on'
        )
    maximum = table.column("Maximum grade")
    if maximum is not None:
        for row in table.rows:
            refuse_another_maximum(table, row[maximum], grades)
    found = match_rows(table, grades, ("ID number",), ("Email address", "Username"))
    matched = [(grade, {place: _points(grade), words: _feedback(grade)} if grade else {}) for grade in found]
    return fill_rows(table, matched, grades, wanted)


def _import_file(grades: Sequence[Grade], wanted: Wanted) -> Filled:
    rows = [
        (grade.participant.email, grade.participant.sid, _points(grade), _feedback(grade))
        for grade in grades
        if wanted.takes(grade)
    ]
    content = csv_bytes(("Email address", "ID number", wanted.column or wanted.title, "Feedback"), rows)
    return Filled(content, len(rows), unfinished(grades, wanted))


def _points(grade: Grade) -> str:
    return f"{decimal_of(grade.points):f}"


def _feedback(grade: Grade) -> str:
    each = "; ".join(
        f"{one.id}: {format_points(one.tally.earned)} of {format_points(one.tally.possible)}"
        for one in grade.subquestions
    )
    late = f" Handed in {grade.late_reason}." if grade.late_reason else ""
    return f"{format_points(grade.points)} of {format_points(grade.tally.possible)} points.{late} {each}"
