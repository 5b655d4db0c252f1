"""A process of ours that may be killed: it does what might take for ever, under limits that the kernel enforces.

::

    caller ──control──▶ host (warm, single-threaded; answers nothing) ──fork──▶ worker
       └───────────────────── a socket of each worker's own ──────────────────────┘

The caller asks one thing at a time and gets bytes, or a `Death` with its cause. A worker dies of its limits, of a crash
or of a signal; the host forks the next from its warm state in milliseconds. What a student wrote is read and judged
here, so that no input can take its caller down or keep it waiting; no code of a student's is ever run here.
"""

from collections.abc import Callable
from typing import TypeAlias

from autograder.killable.client import Killable
from autograder.killable.limits import Cause, Death, WorkLimits
from autograder.killable.starting import Host, fork_host, may_fork, spawn_host

Start: TypeAlias = Callable[[], Host]

__all__ = [
    "Cause",
    "Death",
    "Host",
    "Killable",
    "Start",
    "WorkLimits",
    "fork_host",
    "may_fork",
    "spawn_host",
]
