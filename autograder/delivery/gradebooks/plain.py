"""A table of our own: one row a participant, exact points by subquestion, what awaits a human apart."""

from collections.abc import Iterator, Sequence

from autograder.delivery.gradebooks.filling import unfinished
from autograder.delivery.gradebooks.records import Filled, Wanted
from autograder.domain.errors import UsageError
from autograder.domain.grades import Grade
from autograder.reporting.decimals import apportion, decimal_of
from autograder.reporting.spreadsheets import csv_bytes


def plain_grades(grades: Sequence[Grade], wanted: Wanted) -> Filled:
    """Write everybody; `awaiting` says how many points are still open, so nothing is left out.

    Raises
    ------
    UsageError
        If an export is given.
    """
    if wanted.export is not None:
        raise UsageError("the plain table is written from scratch; leave --export out, or choose another --format")
    questions = next((grade.subquestions for grade in grades if grade.subquestions), ())
    header = ("key", "name", "sid", "email", "sections", "submitted", "earned", "awaiting", "possible", "deducted")
    rows = [_row(grade, len(questions)) for grade in grades]
    written = sum(grade.submitted for grade in grades)
    still_open = unfinished(grades, wanted)
    return Filled(csv_bytes((*header, *(question.id for question in questions)), rows), written, still_open)


def _row(grade: Grade, questions: int) -> Iterator[str]:
    one = grade.participant
    yield from (one.key, one.name, one.sid, one.email, "; ".join(one.sections), "yes" if grade.submitted else "no")
    if not grade.submitted:
        yield from ["", "", f"{decimal_of(grade.tally.possible):f}", "", *[""] * questions]
        return
    tally = grade.tally
    yield from (f"{decimal_of(amount):f}" for amount in (tally.earned, tally.awaiting, tally.possible, grade.deducted))
    yield from (f"{score:f}" for score in apportion(question.tally.earned for question in grade.subquestions))
