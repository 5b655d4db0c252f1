"""Late by what the source says of its submissions and the roster of extensions, and by no clock of ours."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction
from pathlib import Path

import pytest

from autograder.assignment import LateTable, load_assignment, shipped_folder
from autograder.batch.blank import nothing_handed_in
from autograder.batch.enrolment import enrol
from autograder.batch.lateness import (
    Late,
    deduction,
    late_count,
    late_of,
    read_due,
    record_lateness,
    recorded_lateness,
    with_lateness,
)
from autograder.batch.ledger import Ledger
from autograder.batch.sources import HandedIn, Person
from autograder.domain.errors import UsageError
from autograder.domain.graded import Tally

DUE = datetime(2026, 3, 1, 23, 59, tzinfo=UTC)
TABLE = LateTable(due=DUE)
DEDUCTS = LateTable(due=DUE, policy="deduct", percent_per_day=10)
TWO_DAYS = "2026-03-03T20:00:00Z"


def late(roster: list[Person], table: LateTable = TABLE, **handed: object) -> Late | None:
    people = tuple(Person(sid=person.sid) for person in roster)
    submission = HandedIn("x", people, files={"a.tex": "a.tex"}, **handed)  # type: ignore[arg-type]
    (entrant,) = enrol([submission], roster)
    return late_of(entrant, table)


def test_late_is_what_came_after_the_due_date() -> None:
    one = [Person(sid="1")]
    assert late(one, submitted_at="2026-03-01T23:58:00Z") is None
    assert late(one, submitted_at="2026-03-02T00:59:00+00:00") == Late(timedelta(hours=1))
    assert late(one, submitted_at="2026-03-01T19:59:00-05:00") == Late(timedelta(hours=1))
    # the platform's own clock is UTC
    assert late(one, submitted_at="2026-03-02T00:59:00") == Late(timedelta(hours=1))


def test_grace_is_forgiven_and_an_extension_is_the_students_own_due_date() -> None:
    graceful = LateTable(due=DUE, grace_minutes=15)
    assert late([Person(sid="1")], graceful, submitted_at="2026-03-02T00:10:00Z") is None
    assert late([Person(sid="1", due="2026-03-05")], submitted_at=TWO_DAYS) is None
    assert late([Person(sid="1", due="2026-03-02T23:59")], submitted_at=TWO_DAYS) == Late(
        timedelta(hours=20, minutes=1)
    )


def test_of_a_group_the_latest_date_counts() -> None:
    group = [Person(sid="1"), Person(sid="2", due="2026-03-05")]
    assert late(group, submitted_at=TWO_DAYS) is None


def test_what_nobody_knows_is_not_late_and_what_a_platform_marks_is_late_by_an_unknown_time() -> None:
    one = [Person(sid="1")]
    assert late(one) is None
    assert late(one, LateTable(), submitted_at=TWO_DAYS) is None
    assert late(one, marked_late=True) == Late(None)
    # an extension that the platform does not know
    assert late(one, submitted_at="2026-03-01T12:00:00Z", marked_late=True) is None


@pytest.mark.parametrize("written", ["soon", "01.03.2026", "2026-02-30", "5"])
def test_a_due_date_that_cannot_be_read_is_one_sentence(written: str) -> None:
    with pytest.raises(UsageError, match="write it like 2026-03-05T23:59-05:00"):
        read_due(written, DUE)


def test_a_due_date_without_a_zone_needs_the_assignments() -> None:
    assert read_due("2026-03-05T10:00", DUE) == datetime(2026, 3, 5, 10, tzinfo=UTC)
    with pytest.raises(UsageError, match="no time zone"):
        read_due("2026-03-05T10:00", None)


def test_a_deduction_is_told_and_leaves_the_points_of_the_answers_alone() -> None:
    graded = nothing_handed_in(load_assignment(shipped_folder("reference")))
    possible = graded.tally.possible
    earned = Tally(possible, Fraction(40), possible - 40, Fraction(0), Fraction(0))
    graded = type(graded)(**{name: getattr(graded, name) for name in graded.__dataclass_fields__} | {"tally": earned})
    by = Late(timedelta(days=1, hours=3))
    found = deduction(graded, by, DEDUCTS)
    assert found is not None
    assert found.points == Fraction(79, 5)
    told = with_lateness(graded, by, DEDUCTS)
    assert told.tally == graded.tally
    assert "late by 1 day 3 h: −20 % of 79 points" in told.alerts[0].message
    assert deduction(graded, Late(None), DEDUCTS) is None
    assert deduction(graded, by, TABLE) is None
    assert "rules apply" in with_lateness(graded, by, TABLE).alerts[0].hint
    assert "not by how much" in with_lateness(graded, Late(None), DEDUCTS).alerts[0].message
    assert with_lateness(graded, None, DEDUCTS) is graded


def test_what_is_recorded_comes_back_until_it_is_recorded_anew(tmp_path: Path) -> None:
    handed = [HandedIn("x", (Person(sid="1"),), submitted_at=TWO_DAYS), HandedIn("y", (Person(sid="2"),))]
    with Ledger(tmp_path / "ledger") as ledger:
        assert recorded_lateness(ledger, "1") is None
        record_lateness(ledger, enrol(handed, ()), TABLE)
        assert recorded_lateness(ledger, "1") == Late(timedelta(days=1, hours=20, minutes=1))
        assert recorded_lateness(ledger, "2") is None
        assert late_count(ledger) == 1
        record_lateness(ledger, enrol(handed, [Person(sid="1", due="2026-03-09")]), TABLE)
        assert late_count(ledger) == 0
