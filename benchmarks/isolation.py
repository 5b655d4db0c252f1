"""What isolation costs, as processor time beside the same work without it, all in one run.

    python benchmarks/isolation.py [--jobs 100] [--submissions 200] [--skip-batch] [--workers]

Processor time of a job is that of this process, the zygote and the child together, the best of three rounds. A batch
is a class of `make_class.py`, graded in a process of its own that pays for everything: imports, the judge, the zygote
and its warming. "Without isolation" is the same files, imported and called in the grader's own process, their values
converted and written as records all the same.
"""

import argparse
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FunctionType, ModuleType, TracebackType
from typing import Any, Self

import numpy as np
from make_class import Student, make_class, write_class
from processor_time import processor_seconds, seconds_of

from autograder.assignment import load_assignment, shipped_folder
from autograder.domain.faults import Fault, FaultKind
from autograder.domain.handed import Returned
from autograder.grading import Grader
from autograder.sandbox import FunctionCall, Job, JobResult, NamedValue, Request, Sandbox, open_sandbox
from autograder.sandbox.conversion import to_value
from autograder.sandbox.interpreter import STUDENTS_ENVIRONMENT
from autograder.sandbox.messages import decode_reply, decode_request, encode_reply, encode_request
from autograder.sandbox.warming import warm_up
from autograder.wire import Procedure, procedure_callable

SOURCE = b"""
import numpy as np
import sympy

def step(state, alpha):
    return np.array([[1, -alpha], [alpha, 1]]) @ state

def matrix():
    alpha = sympy.Symbol("alpha")
    return sympy.Matrix([[1, -alpha], [alpha, 1]])
"""
JOB = Job(
    {"solution.py": SOURCE},
    (*(FunctionCall("step", {"state": np.ones(2) * n, "alpha": 0.1}) for n in range(4)), FunctionCall("matrix", {})),
)
CALLS = b"""
for n in range(4):
    step(np.ones(2) * n, 0.1)
matrix()
"""
"""What the job asks for, in the student's own words: no request, no reply."""
FRESH = "import sys; import numpy, sympy; exec(compile(sys.stdin.buffer.read(), 'solution.py', 'exec'), {})"
FORKS = """
import os, sys
from autograder.sandbox import zygote
from autograder.sandbox.layers import kernel
source = sys.stdin.read()
zygote._warm()
begun = sum(os.times()[:4])
for _ in range(int(sys.argv[1])):
    child = kernel.fork_plainly()
    if child == 0:
        exec(compile(source, "solution.py", "exec"), {})
        os._exit(0)
    os.waitpid(child, 0)
print(sum(os.times()[:4]) - begun)
"""
COPIES = """
import mmap, os, sys
count, pages = map(int, sys.argv[1:])
memory = mmap.mmap(-1, pages * mmap.PAGESIZE, mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
memory.madvise(mmap.MADV_HUGEPAGE)
memory[:] = bytes(len(memory))
begun = sum(os.times()[:4])
for _ in range(count):
    child = os.fork()
    if child == 0:
        for place in range(0, len(memory), mmap.PAGESIZE):
            memory[place] = 1
        os._exit(0)
    os.waitpid(child, 0)
print(sum(os.times()[:4]) - begun)
"""
UNFIT = "crash"
"""The exemplar that would end the process it runs in."""
FIRST = 15
"""Jobs before any is measured."""
ROUNDS = 3


class InProcess:
    """A sandbox that is none: everything happens in this very process."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def prepare(self) -> None:
        """Do nothing."""

    def close(self) -> None:
        """Do nothing."""

    def run(self, job: Job) -> JobResult:
        """Import the file and serve the requests."""
        module = ModuleType("solution")
        sys.modules["solution"] = module
        try:
            exec(compile(job.files.get(job.entry, b""), job.entry, "exec"), module.__dict__)
        except (Exception, SystemExit) as error:  # noqa: BLE001 - a student's file may raise anything
            fault = Fault(FaultKind.LOAD_ERROR, str(error))
            return JobResult((fault,) * len(job.requests), "", "none", 0.0)
        return JobResult(tuple(_served(module, job, request) for request in job.requests), "", "none", 0.0)


def _served(module: ModuleType, job: Job, request: Request) -> Returned | Fault:
    _, request = decode_request(encode_request(0, request))
    random.seed(job.seed)
    np.random.seed(job.seed)
    try:
        outcome: Returned | Fault = Returned(to_value(_found(module.__dict__, request), job.limits.result_bytes))
    except KeyError:
        outcome = Fault(FaultKind.MISSING, f"there is no {request.subject}")
    except (Exception, SystemExit) as error:  # noqa: BLE001 - so may a student's function
        outcome = Fault(FaultKind.EXCEPTION, f"{request.subject}: {error}")
    return decode_reply(encode_reply(0, outcome), 0)


def _found(names: dict[str, Any], request: Request) -> Any:
    match request:
        case FunctionCall(name, arguments):
            passed = [procedure_callable(one) if isinstance(one, Procedure) else one for one in arguments.values()]
            return names[name](*passed)
        case NamedValue(key, table):
            return names[table][key]
    functions = [name for name, value in names.items() if type(value) is FunctionType]
    return {"functions": functions, "keys": [key for key in names.get("ANSWERS", ()) if isinstance(key, str)]}


@contextmanager
def in_process(_: Path) -> Iterator[Sandbox]:
    """Open the sandbox that is none."""
    yield InProcess()


@contextmanager
def isolated(secrets: Path) -> Iterator[Sandbox]:
    """Open the best sandbox there is here."""
    with open_sandbox(minimum="S2", secrets=[secrets]) as sandbox:
        yield sandbox


Opening = Callable[[Path], Any]


def milliseconds_a_job(opening: Opening, count: int, reference: Path) -> float:
    """Return the processor time of one job once everything is warm: the best of some rounds."""
    with opening(reference) as sandbox:
        return min(_round(sandbox, count if number else FIRST) for number in range(ROUNDS + 1))


def pages_a_child(count: int, reference: Path) -> int:
    """Return how many pages of memory a child is given a copy of, or maps anew."""
    with isolated(reference) as sandbox:
        _round(sandbox, FIRST)
        process = sandbox._zygote.process.pid  # type: ignore[attr-defined]
        before = int(_statistics(process)[8])
        _round(sandbox, count)
        return (int(_statistics(process)[8]) - before) // count


def _round(sandbox: Sandbox, count: int) -> float:
    begun = _seconds_so_far(sandbox)
    for _ in range(count):
        result = sandbox.run(JOB)
        assert not any(isinstance(outcome, Fault) for outcome in result.outcomes), result.outcomes
    return 1000 * (_seconds_so_far(sandbox) - begun) / count


def _seconds_so_far(sandbox: Sandbox) -> float:
    """Return the processor time of this process, of the zygote and of its children that have ended."""
    own = resource.getrusage(resource.RUSAGE_SELF)
    seconds = own.ru_utime + own.ru_stime
    zygote = getattr(sandbox, "_zygote", None)
    if zygote is None:
        return seconds
    # its own time and that of its children, in the kernel and outside
    return seconds + sum(map(int, _statistics(zygote.process.pid)[11:15])) / os.sysconf("SC_CLK_TCK")


def _statistics(process: int) -> list[str]:
    """Return what proc(5) tells of a process after its name, which may hold anything."""
    return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()


def milliseconds_of_forks(program: str, count: int, *arguments: int, source: bytes = b"") -> float:
    """Return the processor time, on both sides, of a fork in a program that tells its seconds for so many."""
    forking = [sys.executable, "-c", program, *map(str, (count, *arguments))]
    told = subprocess.run(forking, input=source, check=True, capture_output=True, env=dict(STUDENTS_ENVIRONMENT))
    return 1000 * float(told.stdout) / count


def milliseconds_of_fresh_python(count: int) -> float:
    """Return the processor time of one new Python with the same imports and the same file, and no isolation."""
    begun = processor_seconds()
    for _ in range(count):
        subprocess.run([sys.executable, "-c", FRESH], input=SOURCE, check=True, env={"OPENBLAS_NUM_THREADS": "1"})
    return 1000 * (processor_seconds() - begun) / count


def private_mebibytes(reference: Path) -> tuple[float, float]:
    """Return the memory of the zygote, and what one child adds to it."""
    with isolated(reference) as sandbox:
        sandbox.run(JOB)
        zygote = sandbox._zygote.process.pid  # type: ignore[attr-defined]
        resident = _kibibytes(zygote, "Rss")
        sleeping = Job({"solution.py": SOURCE + b"\nimport time\ntime.sleep(1.5)"}, JOB.requests)
        reader, writer = os.pipe()
        watcher = os.fork()
        if watcher == 0:
            os.write(writer, _watch(zygote).encode())
            os._exit(0)
        sandbox.run(sleeping)
        os.waitpid(watcher, 0)
        added = float(os.read(reader, 64))
    return resident / 1024, added / 1024


def _watch(zygote: int) -> str:
    most = 0
    for _ in range(30):
        time.sleep(0.05)
        for child in Path(f"/proc/{zygote}/task/{zygote}/children").read_text().split():
            try:
                most = max(most, _kibibytes(int(child), "Private_Dirty"))
            except (OSError, IndexError):
                continue
    return str(most)


def _kibibytes(process: int, name: str) -> int:
    return int(Path(f"/proc/{process}/smaps_rollup").read_text().split(f"{name}:")[1].split()[0])


def grade_class(opening: Opening, folder: Path) -> None:
    """Grade every submission of a folder, one after the other."""
    reference = shipped_folder("reference")
    with opening(reference) as sandbox, Grader(load_assignment(reference), sandbox, "benchmark") as grader:
        for path in sorted(folder.iterdir()):
            grader.grade(path)


def batch_seconds(name: str, folder: Path) -> float:
    """Return the processor time of grading a class in a process of its own, with isolation "on" or "off"."""
    return seconds_of([sys.executable, __file__, "--grade", str(folder), "--isolation", name])


def batch_wall_seconds(workers: int, folder: Path) -> float:
    """Return the wall time of `autograde batch`."""
    with tempfile.TemporaryDirectory() as name:
        command = [sys.executable, "-m", "autograder", "batch", str(folder), "--out", str(Path(name, "out"))]
        begun = time.perf_counter()
        subprocess.run([*command, "--workers", str(workers), "--quiet"], check=True)
        return time.perf_counter() - begun


@contextmanager
def class_of(count: int) -> Iterator[Path]:
    """Make the folder of a class's submissions, but for those that would end the process they run in."""
    students, truth = make_class(count, seed=1)
    fit: list[Student] = [student for student in students if student.exemplar != UNFIT]
    with tempfile.TemporaryDirectory() as name:
        write_class(Path(name), fit, truth)
        yield Path(name, "submissions")


OPENINGS: dict[str, Opening] = {"off": in_process, "on": isolated}


def main() -> None:
    """Print one table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--jobs", type=int, default=100)
    parser.add_argument("--submissions", type=int, default=200)
    parser.add_argument("--skip-batch", action="store_true")
    parser.add_argument("--workers", action="store_true", help="also time `autograde batch` with one worker and two")
    parser.add_argument("--grade", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--isolation", choices=OPENINGS, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.grade:
        grade_class(OPENINGS[chosen.isolation], chosen.grade)
        return
    _print_jobs(chosen.jobs)
    with class_of(chosen.submissions) as folder:
        if not chosen.skip_batch:
            _print_batch(folder)
        if chosen.workers:
            _print_workers(folder)


def _print_jobs(count: int) -> None:
    print(f"load average {os.getloadavg()[0]:.1f}")
    reference = shipped_folder("reference")
    # before anything is measured, so that no side pays for the first use of numpy and sympy
    warm_up()
    alone = milliseconds_a_job(in_process, count, reference)
    held = milliseconds_a_job(isolated, count, reference)
    pages = pages_a_child(count, reference)
    fork = milliseconds_of_forks(FORKS, count)
    working = milliseconds_of_forks(FORKS, count, source=SOURCE + CALLS)
    copies = milliseconds_of_forks(COPIES, count, pages)
    fresh = milliseconds_of_fresh_python(max(5, count // 10))
    zygote, added = private_mebibytes(reference)
    print(f"one job in this process                {alone:8.2f} ms CPU")
    print(f"one isolated job                       {held:8.2f} ms CPU, {held - alone:.2f} ms more")
    print(f"an empty fork of such memory           {fork:8.2f} ms CPU")
    print(f"a fork that only runs the file         {working:8.2f} ms CPU")
    print(f"a bare fork that copies as many pages  {copies:8.2f} ms CPU, for {pages:,} pages")
    print(f"one fresh Python with the same imports {fresh:8.2f} ms CPU, {fresh / held:.1f} times the isolated job")
    print(f"memory of the zygote {zygote:.0f} MiB; a child adds {added:.1f} MiB")


def _print_batch(folder: Path) -> None:
    off, on = (min(batch_seconds(name, folder) for _ in range(2)) for name in OPENINGS)
    count = len(list(folder.iterdir()))
    print(f"{count} submissions: isolation off {off:.1f} s CPU, on {on:.1f} s, ratio {on / off:.3f}")


def _print_workers(folder: Path) -> None:
    one, two = (min(batch_wall_seconds(workers, folder) for _ in range(ROUNDS)) for workers in (1, 2))
    load = os.getloadavg()[0]
    print(f"`autograde batch`: one worker {one:.1f} s, two {two:.1f} s, ratio {one / two:.2f}, load average {load:.1f}")


if __name__ == "__main__":
    main()
