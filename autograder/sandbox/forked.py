"""The sandbox for Linux: children forked from one warm process."""

import os
import select
import signal
import socket
import subprocess
import threading
from contextlib import ExitStack, suppress
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

from autograder.domain.errors import SandboxFailure
from autograder.sandbox import scratch
from autograder.sandbox.forking import FORK, FORKED, READY, STATUS
from autograder.sandbox.interpreter import ENVIRONMENT, command
from autograder.sandbox.isolation import Level
from autograder.sandbox.jobs import Job, JobResult
from autograder.sandbox.layers.users import spare_user
from autograder.sandbox.supervisor import run_job
from autograder.sandbox.workers import Ending, Worker

_ANSWER_SECONDS = 120.0
_ENDING_SECONDS = 10.0


class ForkedSandbox:
    """Children forked from a process that has numpy and sympy loaded; it is started for the first job.

    Parameters
    ----------
    minimum
        Least level of isolation under which a student's code is run at all.
    """

    def __init__(self, minimum: Level = Level.S1) -> None:
        self._minimum = minimum
        self._lock = threading.Lock()
        self._root = scratch.make_root()
        self._user = spare_user(self._root)
        # a submission without code needs no process, and loading numpy and sympy costs most of a second
        self._zygote: _Zygote | None = None

    def run(self, job: Job) -> JobResult:
        """Run one job; see `Sandbox`."""
        with self._lock, scratch.job_folder(self._root, job.files, self._user) as folder:
            return run_job(job, self._fork, folder, self._user, self._minimum)

    def close(self) -> None:
        """End the zygote, its children and the folder of jobs."""
        with self._lock:
            if self._zygote is not None:
                self._zygote.control.close()
                _end(self._zygote.process)
            if self._root.exists():
                scratch.remove(self._root)

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
        """Have a child forked with these descriptors; return the handle through which it can be killed."""
        self._zygote = self._zygote or _start(self._root)
        try:
            socket.send_fds(self._zygote.control, [FORK], descriptors)
            answer, handles, _, _ = socket.recv_fds(self._zygote.control, 256, 1)
        except OSError as error:
            raise SandboxFailure(f"the process to fork from does not answer: {error}") from error
        if answer != FORKED:
            raise SandboxFailure(f"no process could be forked: {answer.decode(errors='replace') or 'nobody answers'}")
        return handles[0]


class _ForkedChild:
    """A child of the zygote, seen from here: a handle to kill it and a pipe that tells its end."""

    def __init__(self, handle: int, status: int) -> None:
        self._handle = handle
        self._status = status
        self._ending: Ending | None = None

    def kill(self) -> None:
        """End it; see `ChildProcess`."""
        with suppress(ProcessLookupError):
            signal.pidfd_send_signal(self._handle, signal.SIGKILL)

    def wait(self, seconds: float) -> Ending | None:
        """Wait for its end; see `ChildProcess`."""
        if self._ending is None and select.select([self._status], [], [], seconds)[0]:
            told = os.read(self._status, STATUS.size)
            if len(told) < STATUS.size:
                raise SandboxFailure("the process to fork from has ended")
            self._ending = Ending(*STATUS.unpack(told))
        return self._ending

    def release(self) -> None:
        """Wait until it is gone with all it started, and close what this side holds of it."""
        self.wait(_ENDING_SECONDS)
        os.close(self._handle)
        os.close(self._status)


class _Zygote(NamedTuple):
    process: subprocess.Popen[bytes]
    control: socket.socket


def _start(root: Path) -> _Zygote:
    """Start the zygote and wait until it is warm."""
    control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with theirs:
        zygote = subprocess.Popen(  # noqa: S603 - our own interpreter and module
            command("autograder.sandbox.zygote", str(theirs.fileno()), str(root)),
            env=ENVIRONMENT,
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            pass_fds=[theirs.fileno()],
            start_new_session=True,
        )
    control.settimeout(_ANSWER_SECONDS)
    try:
        answer = control.recv(len(READY))
    except TimeoutError:
        answer = b""
    if answer != READY:
        control.close()
        zygote.kill()
        said = zygote.communicate()[1].decode(errors="replace").strip()
        raise SandboxFailure(f"the process to fork from did not start: {said or 'it did not answer'}")
    return _Zygote(zygote, control)


def _end(zygote: subprocess.Popen[bytes]) -> None:
    """Wait for the zygote to end its children and itself, which it does when its control socket closes."""
    try:
        zygote.communicate(timeout=_ENDING_SECONDS)
    except subprocess.TimeoutExpired:
        zygote.kill()
        zygote.communicate()


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
