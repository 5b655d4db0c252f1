from datetime import timedelta

from autograder.delivery.gradescope.due import closing_date, due_date, late_by
from autograder.delivery.gradescope.metadata import read_metadata
from tests.delivery.gradescope.shapes import ASSIGNMENT, SHAPES, metadata, user, written

NO_GRACE = timedelta(0)


def _late(name: str) -> timedelta | None:
    return late_by(read_metadata(written(SHAPES[name])), NO_GRACE)


def test_in_time_is_not_late() -> None:
    assert _late("plain") == timedelta(0)


def test_an_extension_counts_before_the_assignments_date() -> None:
    assert _late("extension") == timedelta(0)


def test_late_without_a_late_due_date() -> None:
    assert _late("late with a null late date") == timedelta(hours=3)


def test_of_a_group_the_latest_date_counts() -> None:
    assert _late("group") == timedelta(0)


def test_a_shorter_extension_of_one_costs_the_group_nothing() -> None:
    shape = metadata(users=[user("A", due_date="2022-03-01T00:00:00Z"), user("B")])
    assert late_by(read_metadata(written(shape)), NO_GRACE) == timedelta(0)


def test_a_student_without_dates_has_the_assignments() -> None:
    bare = {"id": 1, "name": "Student A", "email": "student.a@example.edu"}
    shape = metadata("2022-04-01T23:59:00-04:00", users=[bare])
    assert late_by(read_metadata(written(shape)), NO_GRACE) == timedelta(days=1)


def test_without_dates_nobody_is_late() -> None:
    assert _late("older harness") is None
    assert _late("every field null") is None


def test_nobody_is_late_where_nothing_is_due() -> None:
    shape = metadata(assignment={**ASSIGNMENT, "due_date": None}, users=[])
    assert due_date(read_metadata(written(shape))) is None
    assert closing_date(read_metadata(written(shape))) is None


def test_handing_in_ends_with_the_last_late_date_of_anybody() -> None:
    shape = metadata(users=[user("A"), user("B", late_due_date="2022-04-09T00:00:00Z")])
    closing = closing_date(read_metadata(written(shape)))
    assert closing is not None
    assert closing.isoformat() == "2022-04-09T00:00:00+00:00"
