"""Make the pages of a chunk of participants, and the summary of each that the class is made of."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter

from autograder.batch.bench import Bench
from autograder.batch.blank import ungraded
from autograder.batch.executor import Task
from autograder.batch.ledger import Entry, Result
from autograder.batch.marking.items import awaiting_items
from autograder.batch.recorded import NO_RESULT, effective_record
from autograder.batch.room import STUDENTS
from autograder.batch.statistics import summarise
from autograder.domain.classroom import Summary
from autograder.domain.graded import GradedSubmission
from autograder.domain.marks import MarkingItem
from autograder.domain.roster import Participant
from autograder.reporting import render_outputs, run_record, write_outputs

UNPUBLISHED = "its report could not be made"


@dataclass(frozen=True, slots=True)
class PublishedChunk:
    """The result of a publishing task.

    Parameters
    ----------
    awaiting
        What still awaits a human.
    seconds
        Processor time that the summaries took.
    """

    summaries: tuple[Summary, ...]
    awaiting: tuple[MarkingItem, ...]
    seconds: float


PUBLISHED_CHUNK: TypeAdapter[PublishedChunk] = TypeAdapter(PublishedChunk)


def publish_chunk(bench: Bench, task: Task) -> bytes:
    """Write the pages of the participants named, from what is recorded of their submissions."""
    return _published(bench, ((entry, *_recorded(bench, entry)) for entry in _entries(bench, task)))


def publish_ungraded(bench: Bench, task: Task) -> bytes:
    """Write the pages of participants whose record cannot be shown: nothing of it but that it failed."""
    failed = ungraded(bench.assignment, UNPUBLISHED)
    return _published(bench, ((entry, failed, NO_RESULT) for entry in _entries(bench, task)))


def _entries(bench: Bench, task: Task) -> Iterator[Entry]:
    return (bench.ledger.entry(key) for key in task.items)


def _recorded(bench: Bench, entry: Entry) -> tuple[GradedSubmission, Result]:
    return effective_record(bench.ledger, bench.version, bench.assignment, entry, bench.marks)


def _published(bench: Bench, records: Iterator[tuple[Entry, GradedSubmission, Result]]) -> bytes:
    students = Path(bench.setup.out) / STUDENTS
    nameless = bool(bench.ledger.fact("salt"))
    summaries: list[Summary] = []
    awaiting: list[MarkingItem] = []
    seconds = 0.0
    for entry, graded, result in records:
        author = entry.folder if nameless else _author(entry.participant)
        outputs = render_outputs(graded, bench.look, level=bench.setup.level, author=author)
        outputs["run.json"] = run_record(result.run)
        write_outputs(students / entry.folder, outputs, force=True)
        awaiting += awaiting_items(entry.participant.key, graded)
        started = time.process_time()
        summaries.append(summarise(entry.participant, graded, result.sources))
        seconds += time.process_time() - started
    return PUBLISHED_CHUNK.dump_json(PublishedChunk(tuple(summaries), tuple(awaiting), seconds))


def _author(participant: Participant) -> str:
    """Return what says on paper whose report it is."""
    # a name that is made from the id says it already
    return participant.name if participant.sid in participant.name else f"{participant.name} · {participant.sid}"
