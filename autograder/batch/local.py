"""The executor for one machine: a few processes, each doing one task at a time, replaced when they die."""

import os
import selectors
import signal
import subprocess
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from autograder.batch.executor import Done, Setup, Task
from autograder.batch.room import LOGS
from autograder.batch.worker import READY, REFUSED, SETUP, TASK
from autograder.domain.errors import UsageError, WorkerFailure
from autograder.sandbox.interpreter import ENVIRONMENT, command

_START_SECONDS = 120.0
_LEAVE_SECONDS = 15.0
# what is cached of one submission is of no use to the next for ever: memory stays flat
_ITEMS_A_PROCESS = 200
# so many in a row that are killed before they are ready are no accident
_STILLBORN = 3


def usable_cores() -> int:
    """Return how many processors this process may use, where the system says so."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class LocalPool:
    """Processes on this machine, started when there is work for them; to be used in a ``with`` statement.

    Parameters
    ----------
    workers
        How many at most.
    seconds_an_item
        A task that takes longer than so much for each of its items is given up.

    Raises
    ------
    WorkerFailure
        While tasks are run, if processes end before they can be given any.
    UsageError
        While tasks are run, if one of them meets what only the operator can mend, such as a full disk.
    """

    def __init__(self, setup: Setup, workers: int, seconds_an_item: float) -> None:
        self._setup = setup
        self._number = workers
        self._seconds_an_item = seconds_an_item
        self._processes: list[_Process] = []
        self._started = 0
        self._stillborn = 0
        self._given_back: list[Task] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for process in self._processes:
            process.ask_to_leave(at_once=error is not None)
        for process in self._processes:
            process.bury()
        self._processes.clear()

    def run(self, tasks: Iterable[Task]) -> Iterator[Done]:
        """Do each task once; see `Executor`."""
        waiting = iter(tasks)
        self._given_back.clear()
        with selectors.DefaultSelector() as selector:
            for process in self._processes:
                selector.register(process.answers, selectors.EVENT_READ, process)
            while self._hand_out(waiting, selector):
                for key, _ in selector.select(self._patience()):
                    yield from self._hear(key.data, selector)
                for process in self._processes:
                    process.end_if_late()

    def _hand_out(self, waiting: Iterator[Task], selector: selectors.BaseSelector) -> bool:
        """Give every idle process a task; say whether any is at work."""
        for process in [one for one in self._processes if one.task is None and one.served >= _ITEMS_A_PROCESS]:
            self._dismiss(process, selector)
        while (idle := self._idle()) is not None or len(self._processes) < self._number:
            task = self._given_back.pop() if self._given_back else next(waiting, None)
            if task is None:
                break
            (idle or self._start(selector)).give(task, self._seconds_an_item)
        return any(process.task is not None for process in self._processes)

    def _idle(self) -> "_Process | None":
        return next((process for process in self._processes if process.task is None), None)

    def _start(self, selector: selectors.BaseSelector) -> "_Process":
        self._started += 1
        process = _Process(self._setup, Path(self._setup.room) / LOGS / f"{self._started}.log")
        self._processes.append(process)
        selector.register(process.answers, selectors.EVENT_READ, process)
        return process

    def _patience(self) -> float:
        deadlines = [process.deadline for process in self._processes if process.task is not None]
        return max(0.0, min(deadlines) - time.monotonic())

    def _hear(self, process: "_Process", selector: selectors.BaseSelector) -> Iterator[Done]:
        task = process.task
        lines = process.hear()
        refused = next((line for line in lines or () if line.startswith(REFUSED)), "")
        if refused:
            raise UsageError(
                f"{refused.removeprefix(REFUSED)}; once that is mended, the same command goes on from here"
            )
        if lines is None:
            reason = process.reason_of_end()
            self._dismiss(process, selector)
            if not process.ready:
                self._take_back(process, reason)
            elif task is not None:
                yield Done(task, reason)
            return
        self._stillborn = 0
        if task is not None and task.name in lines:
            process.finish()
            yield Done(task)

    def _take_back(self, process: "_Process", reason: str) -> None:
        """Keep the task of a process that somebody killed as it started: another does it, as if nothing had been."""
        self._stillborn += 1
        if not process.killed or self._stillborn > _STILLBORN:
            raise WorkerFailure(f"a process that grades did not start ({reason}); {process.log} says why")
        if process.task is not None:
            self._given_back.append(process.task)

    def _dismiss(self, process: "_Process", selector: selectors.BaseSelector) -> None:
        selector.unregister(process.answers)
        self._processes.remove(process)
        process.ask_to_leave(at_once=False)
        process.bury()


class _Process:
    """One worker as the pool sees it."""

    def __init__(self, setup: Setup, log: Path) -> None:
        self.log = log
        self.task: Task | None = None
        self.served = 0
        self.ready = False
        self.deadline = 0.0
        self._late = False
        self._heard = b""
        self.answers, theirs = os.pipe()
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("wb") as output:
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
                command("autograder.batch.worker", str(theirs)),
                env=ENVIRONMENT,
                cwd="/",
                stdin=subprocess.PIPE,
                stdout=output,
                stderr=output,
                pass_fds=[theirs],
                start_new_session=True,
            )
        os.close(theirs)
        self._tell(SETUP.dump_json(setup))

    def give(self, task: Task, seconds_an_item: float) -> None:
        """Have it do a task."""
        self.task = task
        self.deadline = time.monotonic() + _START_SECONDS + seconds_an_item * len(task.items)
        self._tell(TASK.dump_json(task))

    def hear(self) -> list[str] | None:
        """Return the lines that it said since the last time, or None once it has ended."""
        said = os.read(self.answers, 65_536)
        if not said:
            return None
        *lines, self._heard = (self._heard + said).split(b"\n")
        words = [line.decode() for line in lines]
        self.ready = self.ready or READY in words
        return words

    def finish(self) -> None:
        """Note that its task is done."""
        self.served += len(self.task.items) if self.task else 0
        self.task = None

    def end_if_late(self) -> None:
        """Kill it if its task has taken too long; its end is then heard like any other."""
        if self.task is not None and time.monotonic() >= self.deadline and not self._late:
            self._late = True
            self._process.kill()

    @property
    def killed(self) -> bool:
        """Whether it has ended because somebody else killed it."""
        return self._process.returncode == -signal.SIGKILL and not self._late

    def reason_of_end(self) -> str:
        """Say why it ended."""
        code = self._process.wait()
        if self._late:
            return "it took longer than any submission may"
        if code < 0:
            return f"the process was ended by {signal.Signals(-code).name}"
        return f"the process ended with exit code {code}"

    def ask_to_leave(self, *, at_once: bool) -> None:
        """Close its input, which it takes for the end of its work; or have it abandon its task."""
        if at_once:
            self._process.terminate()
        assert self._process.stdin is not None  # asked for above
        with suppress(BrokenPipeError):  # it has ended already
            self._process.stdin.close()

    def bury(self) -> None:
        """Wait for its end, and see to it."""
        try:
            self._process.wait(_LEAVE_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        os.close(self.answers)

    def _tell(self, line: bytes) -> None:
        assert self._process.stdin is not None  # asked for above
        with suppress(BrokenPipeError):  # it has ended: that is heard, with its reason, on the other pipe
            self._process.stdin.write(line + b"\n")
            self._process.stdin.flush()
