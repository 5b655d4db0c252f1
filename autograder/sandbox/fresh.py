"""The sandbox for every other system: a new Python for each child, with what layers the system has."""

import math
import os
import signal
import socket
import subprocess
import threading
from contextlib import suppress
from types import TracebackType
from typing import Self

from autograder.domain.errors import SandboxFailure
from autograder.sandbox import scratch
from autograder.sandbox.framing import frame
from autograder.sandbox.interpreter import STUDENTS_ENVIRONMENT, command
from autograder.sandbox.isolation import Layer
from autograder.sandbox.jobs import Job, JobResult
from autograder.sandbox.layers.users import spare_user
from autograder.sandbox.policy import ANY, Policy
from autograder.sandbox.supervisor import run_job
from autograder.sandbox.surroundings import Surroundings, encode_surroundings, secret_paths
from autograder.sandbox.workers import Ending, Worker


class FreshSandbox:
    """A process started from nothing for each child: slow, and possible everywhere.

    Where the system has no seccomp, a descendant that leaves the group of its child outlives it.

    Parameters
    ----------
    policy
        What is required of the isolation.
    """

    def __init__(self, policy: Policy = ANY) -> None:
        self._minimum = policy.minimum
        self._lock = threading.Lock()
        self._scratch = scratch.Root()
        self._root = self._scratch.path
        self._user = spare_user(self._root) if Layer.OWN_USER not in policy.masked else None
        surroundings = Surroundings(
            root=str(self._root),
            secrets=secret_paths(policy.secrets),
            user=self._user,
            minimum=policy.minimum,
            masked=policy.masked,
        )
        self._surroundings = frame(encode_surroundings(surroundings))

    def run(self, job: Job) -> JobResult:
        """Run one job; see `Sandbox`."""
        with self._lock, scratch.job_folder(self._root, job.files, self._user) as folder:
            return run_job(job, self._start, folder, self._minimum)

    def prepare(self) -> None:
        """Do nothing: each child is started when it is needed; see `Sandbox`."""

    def close(self) -> None:
        """Remove the folder of jobs."""
        with self._lock:
            self._scratch.remove()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _start(self) -> Worker:
        ours, theirs = socket.socketpair()
        output, their_output = os.pipe()
        try:
            process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
                command("autograder.sandbox.fresh_main", str(theirs.fileno()), str(os.getpid())),
                env=STUDENTS_ENVIRONMENT,
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=their_output,
                stderr=their_output,
                pass_fds=[theirs.fileno()],
                start_new_session=True,
            )
        except OSError as error:
            ours.close()
            os.close(output)
            raise SandboxFailure(f"no process can be started: {error}") from error
        finally:
            theirs.close()
            os.close(their_output)
        # it fits the socket's buffer, so that nobody waits
        ours.sendall(self._surroundings)
        os.set_blocking(output, False)
        ours.setblocking(False)
        return Worker(_FreshChild(process), ours.detach(), output)


class _FreshChild:
    """A child of this very process."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process

    def kill(self) -> None:
        """End it and its group; see `ChildProcess`."""
        if self._process.returncode is None:
            self._kill_group()
            self._process.kill()

    def wait(self, seconds: float) -> Ending | None:
        """Wait for its end; see `ChildProcess`."""
        if self._process.returncode is None:
            try:
                self._process.wait(seconds)
            except subprocess.TimeoutExpired:
                return None
            self._kill_group()
        code = self._process.wait()
        # a wait status has the signal in its low byte and the exit code above it
        return Ending(-code if code < 0 else code << 8, math.nan)

    def _kill_group(self) -> None:
        # at most a moment after its end, while the number of the group cannot yet be another's
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)

    def release(self) -> None:
        """Wait until it is gone."""
        self._process.wait()
