"""The sandbox for Linux: children forked from one warm process."""

import os
import select
import signal
import socket
import threading
from contextlib import ExitStack, suppress
from types import TracebackType
from typing import Self

from autograder.domain.errors import SandboxFailure
from autograder.sandbox import scratch
from autograder.sandbox.forking import STATUS
from autograder.sandbox.isolation import Layer
from autograder.sandbox.jobs import Job, JobResult
from autograder.sandbox.layers.users import spare_user
from autograder.sandbox.policy import ANY, Policy
from autograder.sandbox.supervisor import run_job
from autograder.sandbox.surroundings import Surroundings, secret_paths
from autograder.sandbox.warm_process import Wall, WarmProcess
from autograder.sandbox.workers import Ending, Lost, Worker

_ENDING_SECONDS = 10.0
_STARTS = 8


class ForkedSandbox:
    """Children forked from a process that has numpy and sympy loaded; it is started for the first job.

    Parameters
    ----------
    policy
        What is required of the isolation.
    wall
        What the warm process is put behind, if anything.
    """

    def __init__(self, policy: Policy = ANY, wall: Wall | None = None) -> None:
        self._minimum = policy.minimum
        self._wall = wall
        self._lock = threading.Lock()
        self._scratch = scratch.Root()
        self._root = self._scratch.path
        # namespaces of an ordinary user hold no other user
        other_user = wall is None and Layer.OWN_USER not in policy.masked
        self._user = spare_user(self._root) if other_user else None
        self._surroundings = Surroundings(
            root=str(self._root),
            secrets=secret_paths(policy.secrets),
            user=self._user,
            minimum=policy.minimum,
            walled=wall is not None,
            masked=policy.masked,
        )
        # a submission without code needs no process, and loading numpy and sympy costs most of a second
        self._zygote: WarmProcess | None = None

    def run(self, job: Job) -> JobResult:
        """Run one job; see `Sandbox`."""
        with self._lock, scratch.job_folder(self._root, job.files, self._user) as folder:
            return run_job(job, self._fork, folder, self._minimum)

    def prepare(self) -> None:
        """Start the zygote, and return while it gets warm; see `Sandbox`."""
        with self._lock:
            self._zygote = self._zygote or WarmProcess.start(self._surroundings, self._wall)

    def close(self) -> None:
        """End the zygote, its children and the folder of jobs."""
        with self._lock:
            self._end_zygote()
            self._scratch.remove()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _fork(self) -> Worker:
        with ExitStack() as cleanup:
            channel, their_channel = _pair(cleanup)
            output, their_output = _pipe(cleanup)
            status, their_status = _pipe(cleanup)
            handle = self._request([their_channel, their_output, their_status])
            for theirs in (their_channel, their_output, their_status):
                os.close(theirs)
            cleanup.pop_all()
        os.set_blocking(channel, False)
        os.set_blocking(output, False)
        return Worker(_ForkedChild(handle, status), channel, output)

    def _request(self, descriptors: list[int]) -> int:
        """Have a child forked, by a new zygote if the old one is gone: somebody may have killed it."""
        for _ in range(_STARTS):
            try:
                self._zygote = self._zygote or WarmProcess.start(self._surroundings, self._wall)
                return self._zygote.fork(descriptors)
            except Lost:
                self._end_zygote()
        raise SandboxFailure(f"the process to fork from ended {_STARTS} times; is the machine out of memory?")

    def _end_zygote(self) -> None:
        if self._zygote is not None:
            self._zygote.end()
            self._zygote = None


class _ForkedChild:
    """A child of the zygote, seen from here: a handle to kill it and a pipe that tells its end."""

    def __init__(self, handle: int, status: int) -> None:
        self._handle = handle
        self._status = status
        self._ending: Ending | None = None

    def kill(self) -> None:
        """End it; see `ChildProcess`."""
        if self._ending is None:
            with suppress(ProcessLookupError):
                signal.pidfd_send_signal(self._handle, signal.SIGKILL)

    def wait(self, seconds: float) -> Ending | None:
        """Wait for its end; see `ChildProcess`."""
        if self._ending is None and select.select([self._status], [], [], seconds)[0]:
            told = os.read(self._status, STATUS.size)
            if len(told) < STATUS.size:
                raise Lost
            self._ending = Ending(*STATUS.unpack(told))
        return self._ending

    def release(self) -> None:
        """Wait until it is gone with all it started, and close what this side holds of it."""
        with suppress(Lost):
            self.wait(_ENDING_SECONDS)
        os.close(self._handle)
        os.close(self._status)


def _pair(cleanup: ExitStack) -> tuple[int, int]:
    ours, theirs = (end.detach() for end in socket.socketpair())
    cleanup.callback(os.close, ours)
    cleanup.callback(os.close, theirs)
    return ours, theirs


def _pipe(cleanup: ExitStack) -> tuple[int, int]:
    ours, theirs = os.pipe()
    cleanup.callback(os.close, ours)
    cleanup.callback(os.close, theirs)
    return ours, theirs
