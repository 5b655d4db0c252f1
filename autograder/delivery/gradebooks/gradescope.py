"""Gradescope: the columns of its own "Download Grades", for whoever has scripts that read them.

Source: the header of a file downloaded there.
"""

from collections.abc import Iterator, Sequence

from autograder.delivery.gradebooks.filling import unfinished
from autograder.delivery.gradebooks.records import Filled, Wanted
from autograder.domain.errors import UsageError
from autograder.domain.grades import Grade, SubquestionGrade
from autograder.reporting.decimals import apportion, decimal_of
from autograder.reporting.spreadsheets import csv_bytes

_COLUMNS = (
    "First Name", "Last Name", "SID", "Email", "Sections", "Total Score", "Max Points", "Status", "Submission ID",
    "Submission Time", "Lateness (H:M:S)", "View Count", "Submission Count",
)  # fmt: skip


def gradescope_grades(grades: Sequence[Grade], wanted: Wanted) -> Filled:
    """Write everybody: those without a submission as "Missing", unfinished ones as "Ungraded" without points.

    Raises
    ------
    UsageError
        If an export is given: Gradescope takes none back.
    """
    if wanted.export is not None:
        raise UsageError("Gradescope takes no grades back as a file: it reads results.json; leave --export out")
    questions = next((grade.subquestions for grade in grades if grade.subquestions), ())
    rows = [_row(grade, wanted, len(questions)) for grade in grades]
    written = sum(wanted.takes(grade) for grade in grades)
    return Filled(csv_bytes((*_COLUMNS, *map(_header, questions)), rows), written, unfinished(grades, wanted))


def _header(question: SubquestionGrade) -> str:
    points = decimal_of(question.tally.possible)
    return f"{question.id}: {question.title} ({points if points % 1 else f'{points:.1f}'} pts)"


def _lateness(grade: Grade) -> str:
    if grade.late is None:
        return ""
    minutes, seconds = divmod(int(grade.late.total_seconds()), 60)
    return f"{minutes // 60:02}:{minutes % 60:02}:{seconds:02}"


def _row(grade: Grade, wanted: Wanted, questions: int) -> Iterator[str]:
    one = grade.participant
    given, _, family = one.name.rpartition(" ")
    status = "Missing" if not grade.submitted else "Graded" if wanted.takes(grade) else "Ungraded"
    shown = status == "Graded"
    yield from (given, family, one.sid, one.email, "; ".join(one.sections))
    yield from (f"{decimal_of(grade.points):f}" if shown else "", f"{decimal_of(grade.tally.possible):f}", status)
    yield from (one.submission_id, one.submitted_at, _lateness(grade), "", "1" if grade.submitted else "0")
    scores = apportion(question.tally.earned for question in grade.subquestions)
    yield from (f"{score:f}" for score in scores) if shown else [""] * questions
