"""A process that does tasks one after another: told what to do on its standard input, a line a task.

The first line is a `Setup`, every other a `Task`. Each result is written whole into the outbox; then the task's name
goes, as a line, to the descriptor given. What only the operator can mend, such as a full disk, goes there as a line
that starts with `REFUSED`, and ends the process. What is printed goes to the log. The process ends with its input, on
SIGTERM, and with whoever started it.

    python -s -P -m autograder.batch.worker DESCRIPTOR
"""

import os
import signal
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from types import FrameType, MappingProxyType

from pydantic import TypeAdapter

from autograder.batch.bench import Bench
from autograder.batch.executor import Setup, Task, result_file
from autograder.batch.grading_job import grade_chunk
from autograder.batch.publishing_job import publish_chunk, publish_ungraded
from autograder.domain.errors import UsageError
from autograder.reporting import write_outputs
from autograder.sandbox.layers import kernel

READY = "ready"
REFUSED = "refused: "

SETUP: TypeAdapter[Setup] = TypeAdapter(Setup)
TASK: TypeAdapter[Task] = TypeAdapter(Task)

JOBS: Mapping[str, Callable[[Bench, Task], bytes]] = MappingProxyType(
    {"grade": grade_chunk, "publish": publish_chunk, "publish-ungraded": publish_ungraded}
)
"""Kind of a task to what is done for it."""


def main(descriptor: int) -> None:
    """Do tasks until there are no more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for whoever started us
    signal.signal(signal.SIGTERM, _leave)
    if kernel.LINUX:
        kernel.end_with_parent(signal.SIGTERM)
    lines = sys.stdin.buffer
    setup = SETUP.validate_json(lines.readline())
    with Bench(setup) as bench:
        _tell(descriptor, READY)
        for line in lines:
            task = TASK.validate_json(line)
            try:
                _do(bench, task)
            except UsageError as error:
                _tell(descriptor, f"{REFUSED}{' '.join(str(error).split())}")
                sys.exit(1)
            _tell(descriptor, task.name)


def _do(bench: Bench, task: Task) -> None:
    place = result_file(Path(bench.setup.room), task)
    write_outputs(place.parent, {place.name: JOBS[task.kind](bench, task)}, force=True)


def _tell(descriptor: int, name: str) -> None:
    os.write(descriptor, f"{name}\n".encode("utf-8", "backslashreplace"))


def _leave(number: int, _frame: FrameType | None) -> None:
    sys.exit(128 + number)


if __name__ == "__main__":
    main(int(sys.argv[1]))
