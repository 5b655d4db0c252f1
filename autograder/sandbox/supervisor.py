"""One job from first to last: a child serves its requests, and a new child whatever a dead one left unanswered."""

import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from autograder.domain.errors import SandboxFailure, WeakIsolation
from autograder.domain.faults import Fault, FaultKind
from autograder.domain.handed import Returned
from autograder.sandbox.allowance import Allowance
from autograder.sandbox.conversation import Conversation, Ended, Late
from autograder.sandbox.framing import Garbled
from autograder.sandbox.isolation import Isolation, Level
from autograder.sandbox.jobs import Job, JobResult, Request
from autograder.sandbox.messages import (
    LOAD,
    UnexpectedRecord,
    decode_isolation,
    decode_reply,
    encode_request,
    encode_setup,
    visible,
    without,
)
from autograder.sandbox.output import OutputTape
from autograder.sandbox.workers import Ending, Lost, Worker, explain_ending, killed_from_outside

_SETUP_SECONDS = 60.0
_FAULT_BYTES = 1 << 16
_CHANCES = 2
_MOST_LOST = 10


def run_job(job: Job, start: Callable[[], Worker], folder: Path, minimum: Level) -> JobResult:
    """Run one job whose files are laid out.

    Parameters
    ----------
    start
        Starts a child that has not yet been told anything.
    folder
        Where the job's files are.
    minimum
        Least level of isolation under which a student's code is run at all.

    Raises
    ------
    SandboxFailure
        If a child cannot be set up, or not at that level.
    """
    if job.entry not in job.files:
        missing = Fault(FaultKind.MISSING, f"{job.entry} was not handed in")
        return JobResult((missing,) * len(job.requests), "", "nothing was run", 0.0)
    return _Supervision(job, start, encode_setup(job, str(folder)), minimum).run(str(folder))


class _KilledOnce(Exception):
    """A child was killed from outside over a request, for the first time."""


class _Supervision:
    """One job under way."""

    def __init__(self, job: Job, start: Callable[[], Worker], setup: bytes, minimum: Level) -> None:
        self._job = job
        self._start = start
        self._setup = setup
        self._minimum = minimum
        self._begun = time.monotonic()
        self._deadline = self._begun + job.limits.job_seconds
        self._tape = OutputTape(job.limits.output_bytes)
        self._allowance = Allowance(job.limits.result_bytes)
        self._outcomes: dict[int, Returned | Fault] = {}
        self._deaths: defaultdict[str, list[Fault]] = defaultdict(list)
        self._killed: set[int] = set()
        self._isolation: Isolation | None = None

    def run(self, folder: str) -> JobResult:
        """Serve every request; `folder` is left out of what was printed."""
        lost = 0
        while pending := self._pending():
            try:
                self._one_child(pending)
            except Lost:
                # somebody ended a process of ours: what was under way is done again
                lost += 1
                if lost == _MOST_LOST:
                    raise SandboxFailure(f"the process to fork from ended {lost} times during one job") from None
        return JobResult(
            outcomes=tuple(self._outcomes[index] for index in range(len(self._job.requests))),
            output=visible(self._tape.text(lambda text: without(text, folder))),
            isolation=str(self._isolation or "nothing was run"),
            seconds=time.monotonic() - self._begun,
            held=self._isolation,
        )

    def _one_child(self, pending: list[int]) -> None:
        """Serve these requests with one child until it dies or nothing is left."""
        cap_bytes = self._job.limits.result_bytes + _FAULT_BYTES
        with suppress(_KilledOnce), ExitStack() as closing:
            with self._uncounted():
                child = closing.enter_context(Conversation(self._start(), cap_bytes, self._tape))
                child.send([self._setup, *(encode_request(index, self._job.requests[index]) for index in pending)])
                self._confine(child)
            self._serve(child, pending)

    @contextmanager
    def _uncounted(self) -> Iterator[None]:
        """Stop the job's clock: on a busy machine starting a process takes seconds, which are not its author's."""
        stopped = time.monotonic()
        try:
            yield
        finally:
            ours = time.monotonic() - stopped
            self._begun += ours
            self._deadline += ours

    def _serve(self, child: Conversation, pending: list[int]) -> None:
        loaded, _ = self._exchange(child, LOAD, None)
        if isinstance(loaded, Fault):
            self._settle_rest(loaded)
            return
        for index in pending:
            request = self._job.requests[index]
            outcome, alive = self._exchange(child, index, request)
            self._outcomes[index] = outcome
            if not alive:
                if isinstance(outcome, Fault):
                    self._deaths[request.subject].append(outcome)
                return

    def _confine(self, child: Conversation) -> None:
        """Check how the child is held, which knows its setup; from the next record on it may be the student's."""
        try:
            isolation = decode_isolation(child.receive(time.monotonic() + _SETUP_SECONDS))
        except (Late, Ended, Garbled, UnexpectedRecord) as error:
            if isinstance(error, Ended) and error.ending and killed_from_outside(error.ending, self._job.limits):
                raise Lost from None
            raise SandboxFailure(
                f"a process for a student's code could not be set up: {str(error) or 'no answer'}"
            ) from None
        if isolation.level < self._minimum:
            reasons = "; ".join(f"{layer}: {reason}" for layer, reason in isolation.missing.items())
            raise WeakIsolation(
                f"isolation here reaches level {isolation.level}, and {self._minimum} is required ({reasons}); "
                f"`autograde doctor` says what to do, and --isolation {isolation.level} accepts it"
            )
        self._isolation = isolation

    def _exchange(self, child: Conversation, index: int, request: Request | None) -> tuple[Returned | Fault, bool]:
        """Return the outcome of one request, and whether the child can serve another."""
        limits = self._job.limits
        subject = request.subject if request else f"importing {self._job.entry}"
        seconds = limits.call_seconds if request else limits.load_seconds
        deadline = min(time.monotonic() + seconds, self._deadline)
        try:
            message = child.receive(deadline)
            outcome = decode_reply(message, index)
            return (outcome if self._allowance.takes(message) else self._no_room(subject)), True
        except Late:
            text = f"{subject} did not answer within {seconds:g} s"
            return (Fault(FaultKind.TIMED_OUT, text) if time.monotonic() < self._deadline else self._no_time()), False
        except Ended as end:
            if end.ending is None:
                return Fault(FaultKind.PROTOCOL, f"{subject} closed the channel on which it answers"), False
            self._forgive_once(end.ending, index)
            return explain_ending(end.ending, subject, limits), False
        except (Garbled, UnexpectedRecord) as error:
            return Fault(FaultKind.PROTOCOL, f"{subject} answered with a broken record: {error}"), False

    def _forgive_once(self, ending: Ending, index: int) -> None:
        """Have a request done again whose child was killed from outside; twice is no accident."""
        if killed_from_outside(ending, self._job.limits) and index not in self._killed:
            self._killed.add(index)
            raise _KilledOnce

    def _pending(self) -> list[int]:
        """Return the requests to serve, in order, having settled those that are not worth a try."""
        pending = []
        for index, request in enumerate(self._job.requests):
            if index in self._outcomes:
                continue
            if time.monotonic() >= self._deadline:
                self._outcomes[index] = self._no_time()
            elif len(self._deaths[request.subject]) >= _CHANCES:
                self._outcomes[index] = self._given_up(request)
            else:
                pending.append(index)
        return pending

    def _given_up(self, request: Request) -> Fault:
        last = self._deaths[request.subject][-1]
        return replace(last, message=f"not called again after failing so {_CHANCES} times: {last.message}")

    def _no_time(self) -> Fault:
        return Fault(FaultKind.TIMED_OUT, f"all answers together used their {self._job.limits.job_seconds:g} s")

    def _no_room(self, subject: str) -> Fault:
        most = self._allowance.limit_bytes / 1024**2
        hint = "Return what is asked, and no more."
        return Fault(
            FaultKind.TOO_LARGE, f"{subject} and what was called before it gave more than {most:g} MiB", hint=hint
        )

    def _settle_rest(self, fault: Fault) -> None:
        for index in range(len(self._job.requests)):
            self._outcomes.setdefault(index, fault)
