"""How a host and its workers are held: nothing of the caller's left open, nobody looks in, limits by the kernel."""

import ctypes
import os
import resource
import signal
import sys
from contextlib import suppress
from pathlib import Path

LINUX = sys.platform == "linux"
_PR_SET_PDEATHSIG = 1
_PR_SET_DUMPABLE = 4
_STANDARD = 3
RECURSION_LIMIT = 8_000
"""Deep enough for every tree that the readers' own caps let through."""


def leave_caller(control: int) -> None:
    """Give up what a fork has inherited from its caller, all but one descriptor."""
    os.setsid()
    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGALRM, signal.SIGPROF):
        signal.signal(number, signal.SIG_DFL)  # the caller's would unwind the caller's stack, in here
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    os.closerange(_STANDARD, control)
    os.closerange(control + 1, os.sysconf("SC_OPEN_MAX"))


def tie_to_parent(parent: int) -> None:
    """End with the parent, and keep other processes of the same user out of this one's memory.

    Where the system cannot do the first, the closed channel ends an idle process and its limits a busy one. The kernel
    means the *thread* that started this process: a caller whose threads come and go finds its host gone, and starts
    another.
    """
    if not LINUX:
        return
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(ctypes.c_int(_PR_SET_PDEATHSIG), ctypes.c_ulong(signal.SIGKILL))
    libc.prctl(ctypes.c_int(_PR_SET_DUMPABLE), ctypes.c_ulong(0))
    if os.getppid() != parent:
        os._exit(1)


def limit_worker(memory_bytes: int) -> None:
    """Let this process grow by so much and leave no core; where its size is not told, its memory has no limit."""
    sys.setrecursionlimit(RECURSION_LIMIT)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with suppress(OSError, ValueError):
        pages = int(Path("/proc/self/statm").read_text().split()[0])
        most = pages * resource.getpagesize() + memory_bytes
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
