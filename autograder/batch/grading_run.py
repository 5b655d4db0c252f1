"""Grade whatever of a batch is not graded yet, and record each result once."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from pydantic import ValidationError

from autograder.batch.executor import Executor, Task, result_file
from autograder.batch.grading_job import GRADED_CHUNK, GradedChunk
from autograder.batch.ledger import Ledger, Version
from autograder.batch.planning import plan, singly
from autograder.batch.progress import Counts, Stage, Watch
from autograder.batch.room import LOGS, OUTBOX
from autograder.domain.errors import WorkerFailure

CHANGED = "its files changed while it was graded"
_KIND = "grade"
# so many chunks lost before the first success are no submission's fault
_HOPELESS = 6


class GradingRun:
    """One pass over a class.

    Parameters
    ----------
    room
        Where chunks put their results.
    run
        Token of this run.
    """

    def __init__(self, ledger: Ledger, version: Version, room: Path, run: str) -> None:
        self._ledger = ledger
        self._version = version
        self._room = room
        self._run = run
        self._graded: set[str] = set()
        self._awaiting = 0

    def grade(self, executor: Executor, workers: int, watch: Watch) -> Mapping[str, str]:
        """Grade everything, what fails once more by itself, and return what failed twice: submission to reason.

        Identical submissions are graded once.
        """
        self._take_up_leftovers()
        known = self._ledger.known(self._version)
        wanted = {entry.submission: entry.participant.key for entry in self._ledger.entries() if entry.submission}
        todo = {submission: key for submission, key in wanted.items() if submission not in known}
        counts = Counts(Stage.GRADING, len(wanted) - len(todo), len(wanted), reused=len(wanted) - len(todo))
        watch(counts)
        for _ in self._do(executor, plan(_KIND, sorted(todo.values()), workers, self._run)):
            watch(self._counted(counts))
        again = self._left(todo)
        reasons = dict(self._do(executor, singly(_KIND, sorted(again.values()), self._run)))
        failures = {submission: reasons.get(key) or CHANGED for submission, key in self._left(again).items()}
        self._ledger.fail(self._version, failures)
        watch(self._counted(counts, len(failures)))
        return failures

    def _do(self, executor: Executor, tasks: Iterable[Task]) -> Iterator[tuple[str, str]]:
        """Have tasks done, record their results, and yield the first item of each with why it failed, if it did."""
        lost = 0
        for done in executor.run(tasks):
            lost += bool(done.failure)
            if lost >= _HOPELESS and not self._graded:
                raise WorkerFailure(
                    f"nothing can be graded here: {done.failure}, {lost} times in a row; {self._room / LOGS} says why"
                )
            if not done.failure:
                self._take_in(result_file(self._room, done.task))
            yield done.task.items[0], done.failure

    def _take_in(self, path: Path) -> None:
        chunk = GRADED_CHUNK.validate_json(path.read_bytes())
        # recorded first: whoever is killed in between takes the file in once more, and nothing changes
        self._ledger.record(chunk.version, chunk.results)
        path.unlink()
        self._graded |= {result.submission for result in chunk.results}
        self._awaiting += chunk.awaiting

    def _take_up_leftovers(self) -> None:
        """Record what chunks of an interrupted run had finished."""
        for path in sorted((self._room / OUTBOX).glob("*")):
            if path.name.startswith(f"{_KIND}-"):
                self._take_up(path)
            path.unlink(missing_ok=True)

    def _take_up(self, path: Path) -> None:
        try:
            chunk: GradedChunk = GRADED_CHUNK.validate_json(path.read_bytes())
        except ValidationError:
            return  # of another version of autograde, or of a worker killed as it wrote: it is graded again
        self._ledger.record(chunk.version, chunk.results)

    def _left(self, todo: Mapping[str, str]) -> dict[str, str]:
        return {submission: key for submission, key in todo.items() if submission not in self._graded}

    def _counted(self, counts: Counts, failed: int = 0) -> Counts:
        done = counts.reused + len(self._graded) + failed
        return Counts(counts.stage, done, counts.total, counts.reused, self._awaiting, failed)
