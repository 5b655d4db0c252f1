"""A table of our own: one row a participant, exact points by subquestion, what awaits a human apart."""

from collections.abc import Iterator, Sequence

from autograder.delivery.gradebooks.filling import unfinished
from autograder.delivery.gradebooks.records import Filled, Wanted
from autograder.domain.errors import UsageError
from autograder.domain.grades import Grade
from autograder.reporting.decimals import apportion, decimal_of
from autograder.reporting.spreadsheets import csv_bytes


def plain_grades(grades: Sequence[Grade], wanted: Wanted) -> Filled:
    """Write everybody; `awaiting` says how many points are still open, and points are only there where they are final.

    Raises
    ------
    UsageError
        If an export is given.
    """
    if wanted.export is not None:
        raise UsageError("the plain table is written from scratch; leave --export out, or choose another --format")
    questions = next((grade.subquestions for grade in grades if grade.subquestions), ())
    header = ("key", "name", "sid", "email", "sections", "submitted", "earned", "awaiting", "possible", "deducted")
    rows = [_row(grade, wanted, len(questions)) for grade in grades]
    written = sum(wanted.takes(grade) for grade in grades)
    still_open = unfinished(grades, wanted)
    return Filled(csv_bytes((*header, *(question.id for question in questions)), rows), written, still_open)


def _row(grade: Grade, wanted: Wanted, questions: int) -> Iterator[str]:
    one, tally, shown = grade.participant, grade.tally, wanted.takes(grade)
    yield from (one.key, one.name, one.sid, one.email, "; ".join(one.sections), "yes" if grade.submitted else "no")
    yield f"{decimal_of(tally.earned):f}" if shown else ""
    yield f"{decimal_of(tally.awaiting):f}" if grade.submitted else ""
    yield f"{decimal_of(tally.possible):f}"
    yield f"{decimal_of(grade.deducted):f}" if shown else ""
    scores = apportion(question.tally.earned for question in grade.subquestions)
    yield from (f"{score:f}" for score in scores) if shown else [""] * questions
