"""One running child as its supervisor sees it, whichever backend started it."""

import os
import signal
from dataclasses import dataclass
from typing import Protocol

from autograder.domain.faults import Fault, FaultKind
from autograder.sandbox.limits import Limits


@dataclass(frozen=True, slots=True)
class Ending:
    """How a process ended.

    Parameters
    ----------
    status
        As `os.waitpid` gives it.
    cpu_seconds
        Processor time it had used; NaN where the system does not say.
    """

    status: int
    cpu_seconds: float


class Lost(Exception):
    """The process that children are forked from is gone, and its children with it; nothing a student did."""


class ChildProcess(Protocol):
    """The life of one child."""

    def kill(self) -> None:
        """End it and everything it started, whatever it does against it; may be repeated."""
        ...

    def wait(self, seconds: float) -> Ending | None:
        """Wait for its end; None if it is still running after so many seconds.

        Raises
        ------
        Lost
            If nobody is left who could tell.
        """
        ...

    def release(self) -> None:
        """Wait until it is gone, once it has been killed, and let go of it."""
        ...


@dataclass(frozen=True, slots=True)
class Worker:
    """A child and the two streams to it, both non-blocking and owned by the supervisor.

    Parameters
    ----------
    channel
        Descriptor of the socket on which records travel in both directions.
    output
        Descriptor of the pipe that carries what the child prints.
    """

    process: ChildProcess
    channel: int
    output: int

    def close(self) -> None:
        """Kill the child and close both streams."""
        self.process.kill()
        self.process.release()
        os.close(self.channel)
        os.close(self.output)


def killed_from_outside(ending: Ending, limits: Limits) -> bool:
    """Say whether a process was killed, and not for its use of the processor: by somebody, or for want of memory."""
    killed = os.WIFSIGNALED(ending.status) and os.WTERMSIG(ending.status) == signal.SIGKILL
    return killed and not ending.cpu_seconds >= limits.cpu_seconds  # NaN where nobody counted


def explain_ending(ending: Ending, subject: str, limits: Limits) -> Fault:
    """Explain a process that ended by itself while it was doing something; `subject` did it."""
    if not os.WIFSIGNALED(ending.status):
        code = os.waitstatus_to_exitcode(ending.status)
        hint = "Leave exit(), quit() and os._exit() out."
        return Fault(FaultKind.EXITED, f"{subject} ended its process with exit code {code}", hint=hint)
    number = os.WTERMSIG(ending.status)
    if number == signal.SIGXCPU or (number == signal.SIGKILL and ending.cpu_seconds >= limits.cpu_seconds):
        return Fault(FaultKind.TIMED_OUT, f"{subject} used more than {limits.cpu_seconds} s of processor time")
    if number == signal.SIGKILL:
        text = f"{subject} was killed twice: by the system for its use of memory, most likely, or by its own code"
        return Fault(FaultKind.OUT_OF_MEMORY, text)
    if number == signal.SIGSYS:
        return Fault(FaultKind.REFUSED, f"{subject} asked the system for something that is switched off")
    hint = "Often endless recursion, or a fault inside a compiled library." if number == signal.SIGSEGV else ""
    name = signal.Signals(number).name if number in set(signal.Signals) else f"signal {number}"
    return Fault(FaultKind.CRASHED, f"{subject} crashed its process ({name})", hint=hint)
