"""What the ledger of a batch holds: its set-up, what the machine found, and what that comes to with the marks."""

from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path
from types import MappingProxyType

from autograder.assignment import Assignment, LateTable, load_assignment
from autograder.batch.blank import nothing_handed_in, ungraded
from autograder.batch.executor import Setup
from autograder.batch.lateness import Late, deduction, recorded_lateness, with_lateness
from autograder.batch.ledger import LEDGER, Entry, Ledger, Result, Version
from autograder.batch.marking import MarksByParticipant, read_marks
from autograder.batch.room import ROOM, Start, open_room
from autograder.domain.errors import UsageError
from autograder.domain.feedback import FeedbackLevel
from autograder.domain.graded import GradedSubmission
from autograder.domain.grades import Grade, SubquestionGrade
from autograder.reporting import read_verdicts
from autograder.scoring import apply_marks

UNFINISHED = "it has not been graded yet"
NO_RESULT = Result("", b"", {}, {})


def record_setup(ledger: Ledger, setup: Setup, assignment_id: str, salt: str) -> None:
    """Keep what publishing needs to know again; the secret is not kept."""
    ledger.state(
        {
            "assignment": setup.assignment,
            "assignment_id": assignment_id,
            "look": setup.look,
            "version": "\n".join(setup.version.columns),
            "level": setup.level.value,
            "salt": salt,
        }
    )


@contextmanager
def recorded_class(out: Path) -> Iterator[tuple[Ledger, Setup]]:
    """Open the ledger of a class and the set-up of the batch that was graded last; no other batch works there then.

    Raises
    ------
    UsageError
        If nothing was graded in `out` yet, or a batch is at work there.
    """
    none = f"there is no graded class in {out}; `autograde batch SOURCE --out {out}` makes one"
    if not (out / ROOM / LEDGER).exists():
        raise UsageError(none)
    with open_room(out, Start.RESUME) as room, Ledger(room / LEDGER) as ledger:
        if not ledger.fact("version"):
            raise UsageError(none)
        yield ledger, _recorded_setup(out, ledger)


def _recorded_setup(out: Path, ledger: Ledger) -> Setup:
    return Setup(
        out=str(out.absolute()),
        room=str(out.absolute() / ROOM),
        assignment=ledger.fact("assignment"),
        look=ledger.fact("look"),
        version=Version(*ledger.fact("version").split("\n")),
        secret="",
        isolation=None,
        level=FeedbackLevel(ledger.fact("level")),
    )


def graded_submissions(ledger: Ledger, version: Version) -> Iterator[tuple[Entry, GradedSubmission]]:
    """Walk through what the machine made of each submission, before any human mark; one is held at a time."""
    for entry in ledger.entries():
        result = ledger.result(version, entry.submission) if entry.submission else None
        if result is not None:
            yield entry, read_verdicts(result.verdicts)


def effective_record(
    ledger: Ledger, version: Version, assignment: Assignment, entry: Entry, marks: MarksByParticipant
) -> tuple[GradedSubmission, Result]:
    """Return what a participant's submission comes to, marks included, with the result it comes from.

    Where there is none, the record says so: nothing was handed in, or it failed, or it is not graded yet.
    """
    if not entry.submission:
        return nothing_handed_in(assignment), NO_RESULT
    result = ledger.result(version, entry.submission)
    if result is None:
        return ungraded(assignment, ledger.failure(version, entry.submission) or UNFINISHED), NO_RESULT
    key = entry.participant.key
    graded = apply_marks(read_verdicts(result.verdicts), marks.get(key, MappingProxyType({})))
    return with_lateness(graded, recorded_lateness(ledger, key), assignment.table.late), result


def class_grades(out: Path) -> tuple[str, tuple[Grade, ...]]:
    """Return the title of the assignment and everybody's grade, human decisions included.

    Raises
    ------
    UsageError
        If nothing was graded in `out` yet, or a batch is at work there.
    """
    with recorded_class(out) as (ledger, setup):
        assignment = load_assignment(Path(setup.assignment))
        marks = read_marks(out)
        grades = tuple(
            _grade(
                entry,
                effective_record(ledger, setup.version, assignment, entry, marks)[0],
                recorded_lateness(ledger, entry.participant.key),
                assignment.table.late,
            )
            for entry in ledger.entries()
        )
    return assignment.table.title, grades


def _grade(entry: Entry, graded: GradedSubmission, late: Late | None, table: LateTable) -> Grade:
    cost = deduction(graded, late, table)
    return Grade(
        entry.participant,
        graded.tally,
        tuple(SubquestionGrade(found.id, found.title, found.tally) for found in graded.subquestions()),
        submitted=bool(entry.submission),
        readable=not graded.unreadable,
        late=None if late is None else late.by,
        deducted=Fraction(0) if cost is None else cost.points,
        late_reason="" if cost is None else cost.reason,
    )
