"""The port behind which chunks of work are done: processes here, a cluster elsewhere."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from autograder.batch.ledger import Version
from autograder.domain.feedback import FeedbackLevel


@dataclass(frozen=True, slots=True)
class Setup:
    """What every worker is told once.

    Parameters
    ----------
    out
        Folder of the batch.
    room
        Folder for what is needed to go on: the ledger, and ``outbox`` for the results of chunks.
    assignment, look
        Folders.
    version
        What grades are recorded under; `secret` may be empty where nothing is graded.
    isolation
        Least level under which a student's code is run at all; None for what is usual here.
    """

    out: str
    room: str
    assignment: str
    look: str
    version: Version
    secret: str
    isolation: str | None
    level: FeedbackLevel


@dataclass(frozen=True, slots=True)
class Task:
    """A chunk of work.

    Parameters
    ----------
    name
        Unique among all tasks of a run; its result is the file of this name in the outbox.
    kind
        A key of `JOBS`.
    items
        Keys of participants.
    """

    name: str
    kind: str
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Done:
    """A task that came to an end; `failure` says why it has no result, and is empty if it has one."""

    task: Task
    failure: str = ""


class Executor(Protocol):
    """Does tasks, in any order and place; each writes its result file whole or not at all."""

    def run(self, tasks: Iterable[Task]) -> Iterator[Done]:
        """Do each task once and tell as each ends; an unfinished iteration abandons the rest."""
        ...


def result_file(room: Path, task: Task) -> Path:
    """Return the file that holds the result of a task."""
    return room / "outbox" / f"{task.name}.json"
