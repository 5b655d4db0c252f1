"""A whole batch: find the submissions, grade what is not graded yet, publish everything."""

import hashlib
import hmac
import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from autograder.assignment import Assignment, feedback_level, load_assignment
from autograder.batch.enrolment import NOT_ON_ROSTER, Entrant, enrol
from autograder.batch.executor import Setup
from autograder.batch.fingerprints import fingerprint, of_secret
from autograder.batch.grading_run import GradingRun
from autograder.batch.holding import forget_weaker
from autograder.batch.lateness import late_count, record_lateness
from autograder.batch.ledger import LEDGER, Entry, Ledger, Version
from autograder.batch.local import LocalPool
from autograder.batch.progress import Counts, Stage, Watch
from autograder.batch.publishing import Published, Publishing
from autograder.batch.recorded import record_setup
from autograder.batch.room import LOGS, NAMES, STAGED, Start, open_room, remove
from autograder.batch.roster import read_roster
from autograder.batch.sources import Shelf, found_in, open_shelf, stage
from autograder.batch.statistics import anonymous_participants
from autograder.domain.errors import UsageError, WeakIsolation
from autograder.domain.feedback import FeedbackLevel
from autograder.grading.pipeline import ENGINE_VERSION
from autograder.reporting import write_outputs
from autograder.reporting.spreadsheets import csv_bytes
from autograder.sandbox.doctor import examine

# what judging may take beyond the limits on a student's code
_SECONDS_TO_JUDGE = 600.0


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked of a batch.

    Parameters
    ----------
    assignment, look
        Folders.
    anonymous
        True to put numbers for names on the pages of the class, and in the names of folders.
    level
        What students are shown; None for what the assignment shows after its due date.
    isolation
        Least level under which a student's code is run at all; None for what the assignment asks.
    """

    source: Path
    out: Path
    assignment: Path
    look: Path
    workers: int
    roster: Path | None = None
    start: Start = Start.EITHER
    secret: str = ""
    anonymous: bool = False
    level: FeedbackLevel | None = None
    isolation: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a batch came to.

    Parameters
    ----------
    submissions
        Different submissions; two students may have handed in the same.
    reused
        Of them, how many had been graded before.
    failures
        Participant's key to why the engine could not grade.
    left_alone
        Files of the source that are no submissions.
    isolation
        How strongly students' code is held on this machine, tried before anything was graded.
    regraded
        How many were graded again, since their code had been held less strongly than is required now.
    strangers
        Who handed in and is not on the roster: keys, or nothing in a class without names.
    late
        How many were handed in late, as far as the source and the roster tell.
    """

    published: Published
    submissions: int
    reused: int
    failures: Mapping[str, str]
    left_alone: tuple[str, ...] = ()
    isolation: str = ""
    regraded: int = 0
    strangers: tuple[str, ...] = ()
    late: int = 0


def run_batch(order: Order, watch: Watch) -> Outcome:
    """Grade and publish a class.

    Whatever interrupts it, what was graded is kept, and the same order given again goes on from there.

    Raises
    ------
    UsageError
        If the order cannot be followed; then nothing is graded, and nothing that was there is changed.
    WeakIsolation, WorkerFailure
        If students' code cannot be held as required, or processes to grade in cannot be started.
    """
    assignment = load_assignment(order.assignment)
    _refuse_inside(order)
    with open_shelf(order.source) as shelf:
        found = found_in(shelf, order.source)
        entrants = enrol(found.submissions, read_roster(order.roster) if order.roster else ())
        with open_room(order.out, order.start) as room, Ledger(room / LEDGER) as ledger:
            _refuse_other(ledger, assignment, order.out)
            record_lateness(ledger, entrants, assignment.table.late)
            remove(room / LOGS)
            setup, salt = _setup(order, assignment, room), _salt(order)
            ledger.enter(tuple(_entries(shelf, entrants, salt, room / STAGED, watch)))
            record_setup(ledger, setup, assignment.table.id, salt)
            _record_names(ledger, room, hidden=order.anonymous)
            outcome = _work(setup, assignment, ledger, order.workers, watch)
            remove(room / STAGED)
    strangers = () if order.anonymous else _strangers(entrants)
    return replace(outcome, left_alone=found.left_alone, strangers=strangers)


def _strangers(entrants: Sequence[Entrant]) -> tuple[str, ...]:
    people = (entrant.participant for entrant in entrants)
    return tuple(person.key for person in people if NOT_ON_ROSTER in person.sections)


def _examined(setup: Setup) -> Mapping[str, str]:
    """Return facts on what isolation is worth here: an evening's work is not begun where all code would be refused.

    Raises
    ------
    WeakIsolation
        If it is worth less than is required.
    """
    found = examine(setup.isolation, secrets=(Path(setup.assignment),))
    if not found.holds:
        raise WeakIsolation(
            f"isolation here reaches {found.level}, and {found.minimum} with all its promises is required: "
            f"{'; '.join((*found.advice, f'--isolation {found.level} accepts it'))}"
        )
    return {"isolation": str(found.isolation), "advice": "\n".join(found.advice)}


def _work(setup: Setup, assignment: Assignment, ledger: Ledger, workers: int, watch: Watch) -> Outcome:
    run = secrets.token_hex(4)
    weaker = forget_weaker(ledger, setup)
    known = ledger.known(setup.version)
    entries = [entry for entry in ledger.entries() if entry.submission]
    submissions = {entry.submission for entry in entries}
    if not submissions <= known:
        ledger.state(_examined(setup))
    with LocalPool(setup, workers, _seconds_an_item(assignment)) as pool:
        reasons = GradingRun(ledger, setup.version, Path(setup.room), run).grade(pool, workers, watch)
        published = Publishing(ledger, setup, run).publish(pool, workers, watch)
    failures = {entry.folder: reasons[entry.submission] for entry in entries if entry.submission in reasons}
    return Outcome(
        published,
        len(submissions),
        len(submissions & known),
        failures,
        isolation=ledger.fact("isolation"),
        regraded=len(submissions & weaker),
        late=late_count(ledger),
    )


def _entries(shelf: Shelf, entrants: Sequence[Entrant], salt: str, staged: Path, watch: Watch) -> Iterator[Entry]:
    people = [entrant.participant for entrant in entrants]
    shown = anonymous_participants(people, salt) if salt else people
    for number, (entrant, stranger) in enumerate(zip(entrants, shown, strict=True), start=1):
        if entrant.handed is None:
            yield Entry(entrant.participant, stranger.key)
        else:
            path = stage(shelf, entrant.handed, staged).absolute()
            yield Entry(entrant.participant, stranger.key, fingerprint(path), str(path))
        watch(Counts(Stage.READING, number, len(entrants)))


def _record_names(ledger: Ledger, room: Path, *, hidden: bool) -> None:
    """Keep who is who in a class without names, where none of its pages leads."""
    if not hidden:
        remove(room / NAMES)
        return
    people = ((entry.folder, entry.participant) for entry in ledger.entries())
    rows = [(folder, person.name, person.sid, person.email) for folder, person in people]
    write_outputs(room, {NAMES: csv_bytes(("folder", "name", "sid", "email"), rows)}, force=True)


def _setup(order: Order, assignment: Assignment, room: Path) -> Setup:
    return Setup(
        out=str(order.out.absolute()),
        room=str(room.absolute()),
        assignment=str(order.assignment.absolute()),
        look=str(order.look.absolute()),
        version=Version(assignment.version, ENGINE_VERSION, of_secret(order.secret)),
        secret=order.secret,
        isolation=order.isolation or assignment.table.limits.minimum_isolation,
        level=order.level or feedback_level(assignment.table, due_passed=True),
    )


def _salt(order: Order) -> str:
    """Return what decides who gets which number; empty for a class with names."""
    if not order.anonymous:
        return ""
    return hmac.digest(order.secret.encode("utf-8", "surrogateescape"), b"numbers for names", hashlib.sha256).hex()


def _seconds_an_item(assignment: Assignment) -> float:
    return assignment.table.limits.submission_seconds + _SECONDS_TO_JUDGE


def _refuse_inside(order: Order) -> None:
    if order.source.is_dir() and order.out.resolve().is_relative_to(order.source.resolve()):
        raise UsageError(f"--out {order.out} lies among the submissions; choose a folder outside of {order.source}")


def _refuse_other(ledger: Ledger, assignment: Assignment, out: Path) -> None:
    other = ledger.fact("assignment_id")
    if other and other != assignment.table.id:
        raise UsageError(f"{out} holds a batch of {other}; choose another --out, or start over there with --fresh")
