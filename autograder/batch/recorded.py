"""What is recorded of a class, one participant at a time, and human decisions added to it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from autograder.assignment import Assignment, load_assignment
from autograder.batch.blank import nothing_handed_in, ungraded
from autograder.batch.ledger import LEDGER, Entry, Ledger
from autograder.batch.marking import (
    Decider,
    FilledRow,
    Markable,
    Merged,
    append_marks,
    markable,
    merge_marks,
    override,
    read_filled,
    read_marks,
)
from autograder.batch.publishing import recorded_setup
from autograder.batch.room import ROOM, Start, open_room
from autograder.domain.errors import UsageError
from autograder.domain.graded import GradedSubmission
from autograder.domain.grades import Grade, SubquestionGrade
from autograder.domain.marks import Mark
from autograder.reporting import read_verdicts
from autograder.scoring import apply_marks

_NOT_GRADED = "it has not been graded yet"


@dataclass(frozen=True, slots=True)
class _Class:
    """An opened ledger with the version that was graded last."""

    ledger: Ledger
    assignment: Assignment
    out: Path

    def graded(self, entry: Entry) -> GradedSubmission | None:
        """Return what the machine made of a participant's submission; None if there is none, or no result."""
        result = self.ledger.result(recorded_setup(self.out, self.ledger).version, entry.submission)
        return read_verdicts(result.verdicts) if result is not None and entry.submission else None

    def markables(self) -> Iterator[Markable]:
        """Walk through what can be marked; one submission is held at a time."""
        for entry in self.ledger.entries():
            graded = self.graded(entry)
            if graded is not None:
                yield markable(entry.participant.key, graded)


def merge_sheet(out: Path, sheet: Path, decider: Decider) -> Merged:
    """Add the decisions of a filled-in sheet to those of a class.

    Raises
    ------
    UsageError
        If the sheet does not fit the class; nothing of it is then kept.
    """
    rows = read_filled(sheet)
    wanted = {row.answer for row in rows}
    with _opened(out) as found:
        submissions = {one.answer: one for one in found.markables() if one.answer in wanted}
        merged = merge_marks(rows, submissions, read_marks(out), decider)
        append_marks(out, merged.new)
    return merged


def change_points(out: Path, participant: str, row: FilledRow, decider: Decider) -> Mark | None:
    """Add one decision about one participant, whatever the machine said; None if it stands already.

    Raises
    ------
    UsageError
        If there is no such participant, submission or criterion, or the points are not to be had.
    """
    with _opened(out) as found:
        entry = next((one for one in found.ledger.entries() if participant in _names(one)), None)
        if entry is None:
            raise UsageError(
                f'nobody in {out} is known as "{participant}"; give the name of a folder in {out}/students'
            )
        graded = found.graded(entry)
        if graded is None:
            raise UsageError(f"there is no graded submission of {participant} to change")
        mark = override(row, markable(entry.participant.key, graded), read_marks(out), decider)
        append_marks(out, [mark] if mark else [])
    return mark


def class_grades(out: Path) -> Iterator[Grade]:
    """Walk through the grades of a class, human decisions included.

    Raises
    ------
    UsageError
        If nothing was graded in `out` yet.
    """
    with _opened(out) as found:
        marks = read_marks(out)
        for entry in found.ledger.entries():
            graded = found.graded(entry)
            if graded is None:
                graded = (
                    ungraded(found.assignment, _NOT_GRADED) if entry.submission else nothing_handed_in(found.assignment)
                )
            effective = apply_marks(graded, marks.get(entry.participant.key, MappingProxyType({})))
            yield _grade(entry, effective)


def class_title(out: Path) -> str:
    """Return the title of the assignment that was graded."""
    with _opened(out) as found:
        return found.assignment.table.title


@contextmanager
def _opened(out: Path) -> Iterator[_Class]:
    if not (out / ROOM / LEDGER).exists():
        raise UsageError(f"there is no graded class in {out}; `autograde batch SOURCE --out {out}` makes one")
    with open_room(out, Start.RESUME) as room, Ledger(room / LEDGER) as ledger:
        yield _Class(ledger, load_assignment(Path(recorded_setup(out, ledger).assignment)), out)


def _names(entry: Entry) -> tuple[str, ...]:
    one = entry.participant
    return tuple(filter(None, (one.key, entry.folder, one.sid, one.email)))


def _grade(entry: Entry, graded: GradedSubmission) -> Grade:
    subquestions = tuple(
        SubquestionGrade(found.id, found.title, found.tally)
        for question in graded.questions
        for found in question.subquestions
    )
    return Grade(
        entry.participant,
        graded.tally,
        subquestions,
        submitted=bool(entry.submission),
        readable=not graded.unreadable,
    )
