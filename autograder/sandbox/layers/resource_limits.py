"""Limits of the system on memory, processor time and files."""

import resource
from pathlib import Path

from autograder.sandbox.layers.kernel import LINUX, Unavailable
from autograder.sandbox.limits import Limits

_OPEN_FILES = 64
_THREADS = 32


def apply(mapped_bytes: int, own_user: bool, limits: Limits) -> None:
    """Set every limit.

    Parameters
    ----------
    mapped_bytes
        Address space that is allowed on top of the limit, as `mapped_bytes` told before the layers took /proc away.
    own_user
        Whether the user has no other processes, so that their number can be limited.
    limits
        What is allowed.

    Raises
    ------
    Unavailable
        If one of those that hold a runaway process cannot be set.
    """
    try:
        # the hard limit is a second later: SIGXCPU can be caught, SIGKILL cannot
        resource.setrlimit(resource.RLIMIT_CPU, (limits.cpu_seconds, limits.cpu_seconds + 1))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_NOFILE, (_OPEN_FILES, _OPEN_FILES))
        if LINUX:
            most = mapped_bytes + limits.memory_bytes
            resource.setrlimit(resource.RLIMIT_AS, (most, most))
            resource.setrlimit(resource.RLIMIT_MEMLOCK, (0, 0))
            resource.setrlimit(resource.RLIMIT_MSGQUEUE, (0, 0))
        if own_user:
            resource.setrlimit(resource.RLIMIT_NPROC, (_THREADS, _THREADS))
    except (OSError, ValueError) as error:
        raise Unavailable(str(error)) from None


def mapped_bytes() -> int:
    """Return the address space in use, which is not the student's: Python, numpy and sympy; 0 where nobody says."""
    if not LINUX:
        return 0
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    return pages * resource.getpagesize()
