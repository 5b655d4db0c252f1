"""A process that may be killed: what its caller gets, however it ends."""

import os
import select
import signal
import socket
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from autograder.domain.errors import JudgeFailure
from autograder.killable import Cause, Death, Host, Killable, WorkLimits, spawn_host
from autograder.killable.frames import receive_frame, send_frame
from autograder.killable.host import FORK, READY

LIMITS = WorkLimits(cpu_seconds=0.3, wall_seconds=20.0)
ROOM = 64 * 1024**2
needs_proc = pytest.mark.skipif(sys.platform != "linux", reason="looks at /proc")


def start() -> Host:
    return spawn_host("tests.killable.workbench")


@pytest.fixture
def bench(monkeypatch):
    monkeypatch.setattr("autograder.killable.starting._ENVIRONMENT", {"PYTHONPATH": str(Path(__file__).parents[2])})
    with Killable(start, ROOM) as killable:
        yield killable


def process_of(bench: Killable) -> int:
    return int(bench.ask(b"pid", LIMITS))


def descriptors() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


def gone(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return True


def ends(pid: int) -> bool:
    """Wait for the end of a process that is about to die."""
    for _ in range(200):
        if gone(pid):
            return True
        time.sleep(0.05)
    return False


def test_a_host_whose_caller_leaves_without_a_word_says_nothing(bench, capfd):
    host = start()
    send_frame(host.control, str(ROOM).encode())
    assert receive_frame(host.control) == READY
    ours, theirs = socket.socketpair()
    with theirs:
        socket.send_fds(host.control, [FORK], [theirs.fileno()])
    ours.close()
    # the worker's end is told, and nobody reads it: the system then resets what the host waits on
    assert select.select([host.control], [], [], 60.0)[0]
    host.control.close()
    assert host.reap() == 0
    assert capfd.readouterr().err == ""


def test_what_is_asked_is_answered_by_another_process(bench):
    assert bench.ask(b"echo hello", LIMITS) == b"hello"
    assert process_of(bench) not in (os.getpid(), bench.host.pid)


def test_one_process_answers_until_it_dies(bench):
    assert process_of(bench) == process_of(bench)


@pytest.mark.parametrize(
    ("request_", "cause"),
    [(b"spin", Cause.TIME), (b"spin in c", Cause.TIME), (b"hoard", Cause.MEMORY), (b"raise", Cause.CRASH)],
)
def test_a_death_has_its_cause_and_the_next_question_its_answer(bench, request_, cause):
    found = bench.ask(request_, LIMITS)
    assert isinstance(found, Death)
    assert found.cause is cause
    assert bench.ask(b"echo again", LIMITS) == b"again"


def test_waiting_counts_by_the_clock(bench):
    found = bench.ask(b"sleep", WorkLimits(cpu_seconds=5.0, wall_seconds=0.2))
    assert isinstance(found, Death)
    assert found.cause is Cause.TIME


@pytest.mark.skipif(sys.platform == "win32", reason="needs signals")
def test_a_stopped_process_is_given_up_and_leaves_nothing(bench, monkeypatch):
    monkeypatch.setattr("autograder.killable.client._GRACE_SECONDS", 0.1)
    worker, host = process_of(bench), bench.host.pid
    os.kill(worker, signal.SIGSTOP)
    found = bench.ask(b"echo", WorkLimits(cpu_seconds=1.0, wall_seconds=0.1))
    assert isinstance(found, Death)
    assert gone(host)
    assert bench.ask(b"echo again", LIMITS) == b"again"


@needs_proc
def test_a_worker_killed_from_outside_is_replaced_and_the_answer_is_the_same(bench):
    os.kill(process_of(bench), signal.SIGKILL)
    assert bench.ask(b"echo hello", LIMITS) == b"hello"


@needs_proc
def test_a_host_killed_from_outside_is_replaced_and_takes_its_worker_along(bench):
    worker = process_of(bench)
    os.kill(bench.host.pid, signal.SIGKILL)
    assert ends(worker)
    assert bench.ask(b"echo hello", LIMITS) == b"hello"


def test_a_death_in_the_middle_of_an_answer_leaves_no_half_of_it_behind(bench):
    found = bench.ask(b"half", LIMITS)
    assert isinstance(found, Death)
    assert found.cause is Cause.CRASH
    assert bench.ask(b"echo whole", LIMITS) == b"whole"


def test_large_messages_pass(bench):
    body = b"x" * 3_000_000
    assert bench.ask(b"echo " + body, LIMITS) == body


@needs_proc
def test_nothing_is_left_when_it_is_closed_and_it_can_be_asked_again(bench):
    worker, host = process_of(bench), bench.host.pid
    before = descriptors()
    bench.close()
    assert gone(host)
    assert ends(worker)
    assert process_of(bench) != worker
    assert descriptors() == before


@needs_proc
def test_a_hundred_deaths_leave_no_descriptor_open(bench):
    bench.ask(b"echo", LIMITS)
    before = descriptors()
    for _ in range(100):
        os.kill(process_of(bench), signal.SIGKILL)
    assert bench.ask(b"echo alive", LIMITS) == b"alive"
    assert descriptors() == before


def test_a_host_that_cannot_prepare_says_why(monkeypatch):
    monkeypatch.setattr(
        "autograder.killable.starting._ENVIRONMENT", {"PYTHONPATH": str(Path(__file__).parents[2]), "BROKEN": "1"}
    )
    with Killable(start, ROOM) as killable, pytest.raises(JudgeFailure, match="out of order"):
        killable.ask(b"echo", LIMITS)


FORKING = """
import os, signal, sys
from autograder.killable import Death, Killable, WorkLimits, fork_host, may_fork
assert may_fork()
secret = os.open("/dev/null", os.O_RDONLY)
os.set_inheritable(secret, True)
caught = []
signal.signal(signal.SIGTERM, lambda *_: caught.append(1))
warm = {"loaded": 1}

def answer(request):
    if request == b"inside":
        default = signal.getsignal(signal.SIGTERM) is signal.SIG_DFL
        return repr((warm, default, sorted(map(int, os.listdir("/proc/self/fd")))[:3])).encode()
    if request == b"fds":
        return str(len(os.listdir("/proc/self/fd"))).encode()
    raise SystemExit("must not unwind the caller")

limits = WorkLimits(1.0, 10.0)
with Killable(lambda: fork_host(answer), 64 * 1024**2) as killable:
    print(killable.ask(b"inside", limits).decode())
    print(killable.ask(b"fds", limits).decode())
    print(type(killable.ask(b"exit", limits)).__name__)
    print(killable.ask(b"fds", limits).decode(), killable.host.pid)
    if sys.argv[1:] == ["die"]:
        os.kill(os.getpid(), signal.SIGKILL)
print("end")
"""


@needs_proc
def test_a_fork_keeps_what_is_loaded_and_nothing_that_was_open():
    done = subprocess.run([sys.executable, "-c", textwrap.dedent(FORKING)], capture_output=True, text=True, check=False)
    assert done.stderr.count("Traceback") <= 3  # each chance of the answer that ends its process
    inside, open_there, death, _, end = done.stdout.splitlines()
    assert inside == "({'loaded': 1}, True, [0, 1, 2])"
    assert int(open_there) == 5  # three standard ones, the channel, and the listing itself
    assert (death, end) == ("Death", "end")


@needs_proc
def test_a_caller_that_is_killed_leaves_no_process_behind():
    done = subprocess.run(
        [sys.executable, "-u", "-c", textwrap.dedent(FORKING), "die"], capture_output=True, text=True, check=False
    )
    host = int(done.stdout.splitlines()[-1].split()[1])
    assert ends(host)
