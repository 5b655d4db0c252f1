"""Make everything visible of a batch anew, from what its ledger holds and what humans decided since."""

import secrets
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from autograder.assignment import load_assignment, shipped_folder
from autograder.batch.classwork import keep_only, write_class, write_marking
from autograder.batch.executor import Done, Executor, Setup, Task, result_file
from autograder.batch.ledger import Ledger
from autograder.batch.local import LocalPool
from autograder.batch.planning import plan, singly
from autograder.batch.progress import Counts, Stage, Watch
from autograder.batch.publishing_job import PUBLISHED_CHUNK
from autograder.batch.recorded import recorded_class
from autograder.batch.room import STUDENTS
from autograder.batch.statistics import Sharing, anonymise, assignment_facts, class_record
from autograder.domain.classroom import ClassIsolation, ClassRecord, Need, Summary
from autograder.domain.errors import WorkerFailure
from autograder.domain.marks import MarkingItem
from autograder.grading.pipeline import ENGINE_VERSION
from autograder.reporting import Look

SECONDS_TO_PUBLISH = 60.0


@dataclass(frozen=True, slots=True)
class Published:
    """What was made visible.

    Parameters
    ----------
    unpublished
        Participants whose record could not be shown: they are shown as ungraded.
    class_seconds
        Processor time that went into the dashboard: summaries, statistics and pages of the class, without the sheets.
    """

    participants: int
    handed_in: int
    needs: Mapping[Need, int]
    need_human: int
    mean: Fraction | None
    possible: Fraction
    unpublished: tuple[str, ...]
    class_seconds: float


def publish(out: Path, workers: int, watch: Watch) -> Published:
    """Publish a batch anew, by itself.

    Raises
    ------
    UsageError
        If there is no batch in `out`, or another is at work there.
    """
    with recorded_class(out) as (ledger, setup), LocalPool(setup, workers, SECONDS_TO_PUBLISH) as pool:
        return Publishing(ledger, setup, secrets.token_hex(4)).publish(pool, workers, watch)


class Publishing:
    """One making of everything visible.

    Parameters
    ----------
    run
        Token of this run.
    """

    def __init__(self, ledger: Ledger, setup: Setup, run: str) -> None:
        self._ledger = ledger
        self._setup = setup
        self._run = run
        self._summaries: list[Summary] = []
        self._sharing = Sharing()
        self._awaiting: list[MarkingItem] = []
        self._summary_seconds = 0.0

    def publish(self, executor: Executor, workers: int, watch: Watch) -> Published:
        """Make every participant's pages, then those of the class, and take away what is no longer meant."""
        entries = tuple(self._ledger.entries())
        out = Path(self._setup.out)
        keep_only(out / STUDENTS, {entry.folder for entry in entries})
        unpublished = self._publish_students(executor, [entry.participant.key for entry in entries], workers, watch)
        watch(Counts(Stage.CLASS, 0, 1))
        started = time.process_time()
        record = self._class_record()
        look = Look(Path(self._setup.look))
        write_class(out, record, look)
        class_seconds = self._summary_seconds + time.process_time() - started
        write_marking(out, self._awaiting, record.assignment.title, look)
        watch(Counts(Stage.CLASS, 1, 1))
        return Published(
            participants=len(entries),
            handed_in=sum(bool(entry.submission) for entry in entries),
            needs=Counter(one.need for row in record.students for one in row.concerns),
            need_human=sum(bool(row.tally.awaiting) for row in record.students),
            mean=record.distribution.mean,
            possible=record.assignment.points,
            unpublished=unpublished,
            class_seconds=class_seconds,
        )

    def _publish_students(self, executor: Executor, keys: Sequence[str], workers: int, watch: Watch) -> tuple[str, ...]:
        """Make the pages of everybody; return those of whom nothing could be shown but that it failed."""
        failed: list[str] = []
        for done in self._do(executor, plan("publish", keys, workers, self._run)):
            failed += done.task.items if done.failure else ()
            watch(Counts(Stage.PUBLISHING, len(self._summaries), len(keys)))
        unpublished = [
            done.task.items[0] for done in self._do(executor, singly("publish", failed, self._run)) if done.failure
        ]
        for done in self._do(executor, singly("publish-ungraded", unpublished, self._run)):
            if done.failure:
                raise WorkerFailure(f"the pages of {done.task.items[0]} cannot be made: {done.failure}")
        watch(Counts(Stage.PUBLISHING, len(keys), len(keys), failed=len(unpublished)))
        return tuple(unpublished)

    def _do(self, executor: Executor, tasks: Iterable[Task]) -> Iterator[Done]:
        for done in executor.run(tasks):
            if not done.failure:
                path = result_file(Path(self._setup.room), done.task)
                chunk = PUBLISHED_CHUNK.validate_json(path.read_bytes())
                path.unlink()
                self._summaries += map(self._sharing.summary, chunk.summaries)
                self._awaiting += map(self._sharing.item, chunk.awaiting)
                self._summary_seconds += chunk.seconds
            yield done

    def _class_record(self) -> ClassRecord:
        assignment = load_assignment(Path(self._setup.assignment))
        facts = assignment_facts(assignment, ENGINE_VERSION, _template())
        salt = self._ledger.fact("salt")
        summaries = anonymise(self._summaries, salt) if salt else self._summaries
        isolation = ClassIsolation(self._ledger.fact("isolation"), tuple(self._ledger.fact("advice").splitlines()))
        return class_record(facts, summaries, anonymous=bool(salt), isolation=isolation)


def _template() -> Mapping[str, bytes]:
    """Return the code that everybody starts from."""
    return {path.name: path.read_bytes() for path in shipped_folder("student_template").glob("*.py")}
