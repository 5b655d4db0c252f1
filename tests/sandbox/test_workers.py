import math
import signal

import pytest

from autograder.domain.faults import FaultKind
from autograder.sandbox import Limits
from autograder.sandbox.workers import Ending, explain_ending


@pytest.mark.parametrize(
    ("status", "cpu_seconds", "kind", "says"),
    [
        (3 << 8, 0.1, FaultKind.EXITED, "exit code 3"),
        (signal.SIGSEGV, 0.1, FaultKind.CRASHED, "SIGSEGV"),
        (signal.SIGABRT | 0x80, 0.1, FaultKind.CRASHED, "SIGABRT"),
        (signal.SIGXCPU, 9.0, FaultKind.TIMED_OUT, "9 s of processor time"),
        (signal.SIGKILL, 10.0, FaultKind.TIMED_OUT, "processor"),
        (signal.SIGKILL, 1.0, FaultKind.OUT_OF_MEMORY, "memory"),
        (signal.SIGKILL, math.nan, FaultKind.OUT_OF_MEMORY, "memory"),
        (signal.SIGSYS, 1.0, FaultKind.REFUSED, "switched off"),
        (signal.SIGRTMIN + 3, 1.0, FaultKind.CRASHED, "signal"),
    ],
)
def test_an_ending_is_said_in_words(status: int, cpu_seconds: float, kind: FaultKind, says: str) -> None:
    fault = explain_ending(Ending(int(status), cpu_seconds), "f", Limits(cpu_seconds=9))
    assert fault.fault is kind
    assert says in fault.message
