"""What one piece of work may cost, and how a worker died of it."""

import os
import signal
from dataclasses import dataclass
from enum import StrEnum

OUT_OF_MEMORY = 3
"""Exit code of a worker that met its limit of memory."""

_OVERRUNS = frozenset({signal.SIGPROF, signal.SIGALRM})


@dataclass(frozen=True, slots=True)
class WorkLimits:
    """What one request may cost.

    Parameters
    ----------
    cpu_seconds
        Processor time.
    wall_seconds
        Time by the clock, for a machine that is busy with other things.
    """

    cpu_seconds: float
    wall_seconds: float


class Cause(StrEnum):
    """Why a worker ended before it answered."""

    TIME = "time"
    MEMORY = "memory"
    CRASH = "crash"
    """Nothing that was asked of it explains it: a signal from outside, or a mistake of ours."""


@dataclass(frozen=True, slots=True)
class Death:
    """The end of a worker in the middle of its work; `said` is how, in words."""

    cause: Cause
    said: str


def explain_death(status: int) -> Death:
    """Explain the wait status of a worker that did not answer."""
    code = os.waitstatus_to_exitcode(status)
    if -code in _OVERRUNS:
        return Death(Cause.TIME, "it ran out of time")
    if code == OUT_OF_MEMORY:
        return Death(Cause.MEMORY, "it ran out of memory")
    if code >= 0:
        return Death(Cause.CRASH, f"the process ended with code {code}")
    number = -code
    name = signal.Signals(number).name if number in set(signal.Signals) else f"signal {number}"
    return Death(Cause.CRASH, f"the process was ended by {name}")
