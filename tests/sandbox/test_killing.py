"""Somebody kills our processes at random moments: every job still ends, with exactly one right result."""

import os
import random
import signal
import threading
import time
from contextlib import suppress
from pathlib import Path

import pytest

from autograder.domain.errors import SandboxFailure
from autograder.domain.faults import Fault, FaultKind
from autograder.sandbox import ForkedSandbox, FunctionCall, Job, Limits, Returned
from autograder.sandbox.layers import kernel

pytestmark = pytest.mark.skipif(not kernel.LINUX, reason="the forked sandbox is Linux's")

WORK = b"import time\ndef f(n):\n    time.sleep(0.01)\n    return n * n\n"
REQUESTS = tuple(FunctionCall("f", {"n": number}) for number in range(8))
SQUARES = tuple(Returned(number * number) for number in range(8))


def children_of(parent: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{parent}/task/{parent}/children").read_text().split()]


def zygote_of(sandbox: ForkedSandbox) -> int:
    assert sandbox._zygote is not None
    return sandbox._zygote.process.pid


class Killer:
    """Kills what `choose` names every now and then, until it is told to stop."""

    def __init__(self, choose, seed: int, pause: tuple[float, float]) -> None:
        self._choose = choose
        self._pause = pause
        self._random = random.Random(seed)
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._kill_on)
        self.kills = 0

    def _kill_on(self) -> None:
        while not self._stopped.wait(self._random.uniform(*self._pause)):
            with suppress(OSError, IndexError, AssertionError):
                os.kill(self._random.choice(self._choose()), signal.SIGKILL)
                self.kills += 1

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopped.set()
        self._thread.join()


def test_a_killed_zygote_is_replaced_and_its_work_done_again() -> None:
    with ForkedSandbox() as sandbox:
        first = sandbox.run(Job({"solution.py": WORK}, REQUESTS))
        os.kill(zygote_of(sandbox), signal.SIGKILL)
        second = sandbox.run(Job({"solution.py": WORK}, REQUESTS))
    assert first.outcomes == second.outcomes == SQUARES


def test_a_zygote_killed_before_it_is_warm_is_replaced() -> None:
    with ForkedSandbox() as sandbox:
        sandbox.prepare()
        os.kill(zygote_of(sandbox), signal.SIGKILL)
        assert sandbox.run(Job({"solution.py": WORK}, REQUESTS)).outcomes == SQUARES


def test_a_zygote_killed_during_a_call_costs_only_time() -> None:
    source = b"import time\ndef f(n):\n    time.sleep(0.5)\n    return n\n"
    with ForkedSandbox() as sandbox:
        sandbox.run(Job({"solution.py": b""}, ()))
        sandbox.prepare()
        timer = threading.Timer(1.8, lambda: os.kill(zygote_of(sandbox), signal.SIGKILL))
        timer.start()
        requests = tuple(FunctionCall("f", {"n": number}) for number in range(6))
        result = sandbox.run(Job({"solution.py": source}, requests))
        timer.join()
    assert result.outcomes == tuple(Returned(number) for number in range(6))


def test_a_zygote_that_always_ends_is_a_failure_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    with ForkedSandbox() as sandbox:
        job = Job({"solution.py": WORK}, REQUESTS)
        sandbox.run(job)
        monkeypatch.setattr("autograder.sandbox.warm_process.command_of", lambda *_: ["/bin/true"])
        os.kill(zygote_of(sandbox), signal.SIGKILL)
        with pytest.raises(SandboxFailure, match="ended 8 times"):
            sandbox.run(job)


def test_a_zygote_that_cannot_start_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("autograder.sandbox.warm_process.command_of", lambda *_: ["/bin/sh", "-c", "echo no numpy >&2"])
    with ForkedSandbox() as sandbox, pytest.raises(SandboxFailure, match="did not start: no numpy"):
        sandbox.run(Job({"solution.py": WORK}, REQUESTS))


def test_a_student_who_kills_himself_is_told_so_and_not_believed_twice() -> None:
    politely = b"import os\ndef f(n): os.kill(os.getpid(), 9)\n"
    rudely = b"import ctypes, os\ndef f(n): ctypes.CDLL(None).kill(os.getpid(), 9)\n"
    with ForkedSandbox() as sandbox:
        (polite,) = sandbox.run(Job({"solution.py": politely}, REQUESTS[:1])).outcomes
        (rude,) = sandbox.run(Job({"solution.py": rudely}, REQUESTS[:1])).outcomes
    assert isinstance(polite, Fault)
    assert (polite.fault, "killing its own process is off" in polite.message) == (FaultKind.REFUSED, True)
    assert isinstance(rude, Fault)
    assert (rude.fault, "was killed twice" in rude.message) == (FaultKind.OUT_OF_MEMORY, True)


@pytest.mark.slow
def test_children_killed_at_random_moments_cost_nothing() -> None:
    limits = Limits(job_seconds=60.0)
    with ForkedSandbox() as sandbox:
        sandbox.run(Job({"solution.py": b""}, (FunctionCall("f", {}),)))
        # seldom enough that no request is hit twice, which would be a fault of the student's
        with Killer(lambda: children_of(zygote_of(sandbox)), seed=1, pause=(0.05, 0.3)) as killer:
            end = time.monotonic() + 8
            while time.monotonic() < end:
                found = sandbox.run(Job({"solution.py": WORK}, REQUESTS, limits=limits)).outcomes
                assert found == SQUARES
    assert killer.kills > 10


@pytest.mark.slow
def test_zygotes_killed_at_random_moments_cost_nothing() -> None:
    with ForkedSandbox() as sandbox:
        sandbox.run(Job({"solution.py": b""}, (FunctionCall("f", {}),)))
        with Killer(lambda: [zygote_of(sandbox)], seed=2, pause=(1.0, 4.0)) as killer:
            end = time.monotonic() + 15
            while time.monotonic() < end:
                assert sandbox.run(Job({"solution.py": WORK}, REQUESTS)).outcomes == SQUARES
    assert killer.kills > 2
