"""Grade a chunk of submissions."""

import platform
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from pydantic import TypeAdapter

from autograder.batch.bench import Bench
from autograder.batch.executor import Task
from autograder.batch.fingerprints import of_submission, of_unreadable
from autograder.batch.ledger import Entry, Result, Version
from autograder.domain.errors import UnreadableSubmission
from autograder.grading import Grading
from autograder.intake import open_submission
from autograder.reporting import render_outputs

_VERDICTS = "verdicts.json"


@dataclass(frozen=True, slots=True)
class GradedChunk:
    """The result of a grading task; `awaiting` of its submissions need a human."""

    version: Version
    results: tuple[Result, ...]
    awaiting: int


GRADED_CHUNK: TypeAdapter[GradedChunk] = TypeAdapter(GradedChunk)


def grade_chunk(bench: Bench, task: Task) -> bytes:
    """Grade the submissions of the participants named, each once.

    What has changed since it was planned is another submission: it is left out of the result.
    """
    found = [_grade(bench, bench.ledger.entry(key)) for key in task.items]
    graded = [one for one in found if one is not None]
    awaiting = sum(needs_human for _, needs_human in graded)
    return GRADED_CHUNK.dump_json(GradedChunk(bench.version, tuple(result for result, _ in graded), awaiting))


def _grade(bench: Bench, entry: Entry) -> tuple[Result, bool] | None:
    """Return the result and whether some of it needs a human, or None if it has changed."""
    path, started, cpu = Path(entry.path), time.perf_counter(), time.process_time()
    seen, sources = _opened(path)
    if seen != entry.submission:
        return None
    grading = bench.grader.grade(path)
    if grading.graded.tally.ungraded:
        # our failure, perhaps of a process that had served others before: once more with new ones
        bench.renew_grader()
        grading = bench.grader.grade(path)
    written = render_outputs(grading.graded, bench.look, [_VERDICTS])[_VERDICTS]
    run = _run_facts(grading, time.perf_counter() - started, time.process_time() - cpu)
    return Result(entry.submission, written, sources, run, final=not grading.graded.tally.ungraded), bool(
        grading.graded.tally.awaiting
    )


def _opened(path: Path) -> tuple[str, Mapping[str, bytes]]:
    try:
        submission = open_submission(path)
    except UnreadableSubmission as error:
        return of_unreadable(error), {}
    return of_submission(submission), dict(submission.files)


def _run_facts(grading: Grading, seconds: float, cpu_seconds: float) -> dict[str, object]:
    return {
        "finished_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "seconds": round(seconds, 3),
        "cpu_seconds": round(cpu_seconds, 3),
        "student_code_seconds": round(grading.run_seconds, 3),
        "host": platform.node(),
        "platform": platform.platform(),
        "python": platform.python_version(),
    }
