"""Starting a host: by forking the caller where that is safe, else as a fresh Python that loads everything again.

A fork of a caller that has loaded everything costs milliseconds; a fresh process 0.6 s for numpy and sympy alone. But a
fork takes only the forking thread along, with whatever locks the others hold (BLAS has hung in this way), and on macOS
the system's own libraries do not survive it.
"""

import os
import signal
import socket
import subprocess
import sys
import traceback
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from autograder.killable.confinement import LINUX, leave_caller, tie_to_parent
from autograder.killable.frames import send_frame
from autograder.killable.host import Answer, serve

_ENVIRONMENT: Mapping[str, str] = MappingProxyType(
    {
        "LANG": "C.UTF-8",
        "LC_ALL": "C.UTF-8",
        "PATH": "/usr/bin:/bin",
        "PYTHONHASHSEED": "0",
        # one thread: so that the host may fork, and that sums come out the same on every machine
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
        "MKL_NUM_THREADS": "1",
        "VECLIB_MAXIMUM_THREADS": "1",
    }
)


@dataclass(frozen=True, slots=True)
class Host:
    """A host that was started.

    Parameters
    ----------
    control
        The caller's end of the socket over which it is told to fork.
    reap
        Waits for its end.
    """

    pid: int
    control: socket.socket
    reap: Callable[[], object]
    caller: int = field(default_factory=os.getpid)

    def kill(self) -> None:
        """End it and its worker, and wait until it is gone."""
        self.control.close()
        if os.getpid() != self.caller:
            return  # a fork of the caller at its end: the host is not its own
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        # its worker is of its group; before it has a group of its own it has no worker
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.pid, signal.SIGKILL)
        self.reap()


def may_fork() -> bool:
    """Say whether this process can be forked without losing anything: it is on Linux and has one thread."""
    return LINUX and len(list(Path("/proc/self/task").iterdir())) == 1


def fork_host(answer: Answer) -> Host:
    """Fork a host from this process, which must have one thread; `answer` is kept as it is now."""
    ours, theirs = socket.socketpair()
    caller = os.getpid()
    pid = os.fork()
    if pid:
        theirs.close()
        return Host(pid, ours, lambda: os.waitpid(pid, 0))
    try:
        leave_caller(theirs.fileno())
        tie_to_parent(caller)
        serve(theirs, answer)
    except BaseException:  # noqa: BLE001 - nothing may unwind the caller's stack in here
        traceback.print_exc()
    finally:
        os._exit(0)


def spawn_host(module: str) -> Host:
    """Start a fresh Python that runs one of our modules, whose main is `run_host`."""
    ours, theirs = socket.socketpair()
    with theirs:
        process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
            [sys.executable, "-s", "-P", "-X", "utf8", "-m", module, str(theirs.fileno()), str(os.getpid())],
            env=dict(_ENVIRONMENT),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            pass_fds=[theirs.fileno()],
            start_new_session=True,
        )
    return Host(process.pid, ours, process.wait)


def run_host(arguments: list[str], prepare: Callable[[socket.socket], Answer]) -> None:
    """Be a host that `spawn_host` started.

    Parameters
    ----------
    prepare
        Loads what the work needs; it may first read a message of its own from the socket.
    """
    descriptor, parent = map(int, arguments)
    tie_to_parent(parent)
    with socket.socket(fileno=descriptor) as control:
        try:
            answer = prepare(control)
        except Exception as failure:  # noqa: BLE001 - whatever it is, the caller has somebody to tell it to
            send_frame(control, f"{type(failure).__name__}: {failure}".encode(errors="replace"))
            return
        serve(control, answer)
