"""Nothing of one student's is left for the next, and nothing is left of five hundred."""

import os
from pathlib import Path

import pytest

from autograder.sandbox import ForkedSandbox, FunctionCall, Job, Layer, Policy, Returned
from autograder.sandbox.layers import kernel

pytestmark = pytest.mark.skipif(not kernel.LINUX, reason="the forked sandbox is Linux's")

# with nothing in its way, a student's process can look through all of its own memory
OPEN = Policy(masked=tuple(layer for layer in Layer if layer is not Layer.TIED))

LEAVER = """
import sympy, numpy
LEFT = "left" + "-by-" + "student-a"
def f(text):
    kept.append([text, sympy.Symbol(LEFT), numpy.frombuffer(LEFT.encode() * 1000, dtype=numpy.uint8)])
    print(LEFT)
    return LEFT
kept = []
"""

SEARCHER = """
def f(first, second):
    # never put together here, or the search would find itself
    first, second = first.encode(), second.encode()
    return [count(first, second), count(b"mark-of-this-", b"very-process")]
def count(first, second):
    found = 0
    spans = [line.split()[0].split("-") for line in open("/proc/self/maps") if " rw" in line and "[v" not in line]
    with open("/proc/self/mem", "rb", buffering=0) as memory:
        for start, end in spans:
            for at in range(int(start, 16), int(end, 16), 1 << 20):
                memory.seek(at)
                try:
                    chunk = memory.read(min(int(end, 16) - at, (1 << 20) + 100))
                except OSError:
                    continue
                found += sum(piece.startswith(second) for piece in chunk.split(first)[1:])
    return found
MARK = "-".join(["mark", "of", "this", "very", "process"])
"""


@pytest.mark.parametrize(
    "halves", [("left-by-", "student-a"), ("asked-of-", "student-a"), ("LEFT = ", '"left"'), ("kept.", "append(")]
)
def test_no_byte_of_one_submission_is_in_the_memory_of_the_next(halves: tuple[str, str]) -> None:
    leaving = Job({"solution.py": LEAVER.encode()}, (FunctionCall("f", {"text": "asked-of-student-a"}),))
    searching = Job({"solution.py": SEARCHER.encode()}, (FunctionCall("f", {"first": halves[0], "second": halves[1]}),))
    with ForkedSandbox(OPEN) as sandbox:
        for _ in range(3):
            assert sandbox.run(leaving).outcomes == (Returned("left-by-student-a"),)
        (outcome,) = sandbox.run(searching).outcomes
    assert isinstance(outcome, Returned), outcome
    found, own = outcome.value
    assert own > 0, "the search finds what is there"
    assert found == 0


def counted(folder: Path) -> int:
    return len(list(folder.iterdir()))


def processes_below(parent: int) -> int:
    listed = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    return len(listed) + sum(processes_below(int(child)) for child in listed)


def resident_kibibytes(process: int) -> int:
    fields = Path(f"/proc/{process}/status").read_text().split("VmRSS:")
    return int(fields[1].split()[0])


@pytest.mark.slow
def test_five_hundred_jobs_leave_no_descriptor_process_file_or_memory() -> None:
    source = "import os, threading, time\ndef f():\n    threading.Thread(target=time.sleep, args=(60,)).start()\n"
    source += "    return list(range(1000))\ndef g(): os._exit(3)\n"
    job = Job({"solution.py": source.encode(), "extra/notes.txt": b"x"}, (FunctionCall("f", {}), FunctionCall("g", {})))
    with ForkedSandbox() as sandbox:
        for _ in range(20):
            sandbox.run(job)
        zygote = sandbox._zygote.process.pid
        state = [
            lambda: counted(Path("/proc/self/fd")),
            lambda: counted(Path(f"/proc/{zygote}/fd")),
            lambda: processes_below(os.getpid()),
            lambda: counted(Path(sandbox._root)),
        ]
        before, resident = [count() for count in state], [resident_kibibytes(one) for one in (os.getpid(), zygote)]
        for _ in range(500):
            sandbox.run(job)
        assert [count() for count in state] == before
        assert sandbox._zygote.process.pid == zygote
        after = [resident_kibibytes(one) for one in (os.getpid(), zygote)]
        assert all(now < then + 4096 for now, then in zip(after, resident, strict=True)), (resident, after)
