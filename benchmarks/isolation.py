"""What isolation costs, as processor time beside the same work without it, all in one run.

    python benchmarks/isolation.py [--jobs 200] [--submissions 200] [--skip-batch] [--workers]

Processor time counts this process, the zygote and every child, once they have ended; starting the zygote is taken out
of the figures of a job by running few and then many. "Without isolation" is the same file, imported and called in the
benchmark's own process, its values converted and written as records all the same.
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
from types import ModuleType, TracebackType
from typing import Any, Self

import numpy as np

from autograder.assignment import load_assignment, shipped_folder
from autograder.domain.faults import Fault, FaultKind
from autograder.domain.handed import Returned
from autograder.grading import Grader
from autograder.sandbox import FunctionCall, Job, JobResult, Request, Sandbox, open_sandbox
from autograder.sandbox.conversion import to_value
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
FRESH = "import sys; import numpy, sympy; exec(compile(sys.stdin.buffer.read(), 'solution.py', 'exec'), {})"
UNFIT = {"crash", "loop_exit_flood"}
"""Exemplars that would end or hang the process they run in."""
FEW = 10


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
        if isinstance(request, FunctionCall):
            arguments = [
                procedure_callable(one) if isinstance(one, Procedure) else one for one in request.arguments.values()
            ]
            found = module.__dict__[request.name](*arguments)
        else:
            found = module.__dict__[request.table][request.key]
        outcome: Returned | Fault = Returned(to_value(found, job.limits.result_bytes))
    except KeyError:
        outcome = Fault(FaultKind.MISSING, "missing")
    except (Exception, SystemExit) as error:  # noqa: BLE001 - so may a student's function
        outcome = Fault(FaultKind.EXCEPTION, str(error))
    return decode_reply(encode_reply(0, outcome), 0)


def processor_seconds() -> float:
    """Return the processor time of this process and of all that have ended below it."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


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


def seconds_of_jobs(opening: Opening, count: int, reference: Path) -> float:
    """Return the processor time of so many jobs, starting included."""
    begun = processor_seconds()
    with opening(reference) as sandbox:
        for _ in range(count):
            result = sandbox.run(JOB)
            assert not any(isinstance(outcome, Fault) for outcome in result.outcomes), result.outcomes
    return processor_seconds() - begun


def milliseconds_a_job(opening: Opening, count: int, reference: Path) -> float:
    """Return the processor time of one job, starting left out."""
    few = seconds_of_jobs(opening, FEW, reference)
    return 1000 * (seconds_of_jobs(opening, count + FEW, reference) - few) / count


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


def batch_seconds(opening: Opening, count: int) -> float:
    """Return the processor time of grading so many submissions, exemplars in turn, everything included."""
    reference = shipped_folder("reference")
    assignment = load_assignment(reference)
    exemplars = sorted(path for path in (reference / "exemplars").iterdir() if path.is_dir() and path.name not in UNFIT)
    begun = processor_seconds()
    with opening(reference) as sandbox, Grader(assignment, sandbox, "benchmark") as grader:
        for number in range(count):
            grader.grade(exemplars[number % len(exemplars)])
    return processor_seconds() - begun


def batch_wall_seconds(workers: int, copies: int) -> float:
    """Return the wall time of `autograde batch` over copies of the exemplars."""
    exemplars = [path for path in (shipped_folder("reference") / "exemplars").iterdir() if path.is_dir()]
    with tempfile.TemporaryDirectory() as name:
        source = Path(name, "class")
        source.mkdir()
        for number in range(copies):
            exemplar = exemplars[number % len(exemplars)]
            # a copy that differs, or it would be recognised and graded once
            folder = source / f"student_{number:03d}"
            folder.mkdir()
            for file in exemplar.iterdir():
                if file.suffix in (".py", ".tex"):
                    mark = "#" if file.suffix == ".py" else "%"
                    (folder / file.name).write_bytes(file.read_bytes() + f"\n{mark} {number}\n".encode())
        command = [sys.executable, "-m", "autograder", "batch", str(source), "--out", str(Path(name, "out"))]
        begun = time.perf_counter()
        subprocess.run([*command, "--workers", str(workers), "--quiet"], check=True)
        return time.perf_counter() - begun


def main() -> None:
    """Print one table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--jobs", type=int, default=200)
    parser.add_argument("--submissions", type=int, default=200)
    parser.add_argument("--skip-batch", action="store_true")
    parser.add_argument("--workers", action="store_true", help="also time `autograde batch` with one worker and two")
    chosen = parser.parse_args()
    reference = shipped_folder("reference")
    # before anything is measured, so that no side pays for the first use of numpy and sympy
    warm_up()
    alone = milliseconds_a_job(in_process, chosen.jobs, reference)
    held = milliseconds_a_job(isolated, chosen.jobs, reference)
    fresh = milliseconds_of_fresh_python(max(5, chosen.jobs // 10))
    zygote, added = private_mebibytes(reference)
    print(f"one job in this process                {alone:8.2f} ms CPU")
    print(f"one isolated job                       {held:8.2f} ms CPU, {held - alone:.2f} ms more")
    print(f"one fresh Python with the same imports {fresh:8.2f} ms CPU, {fresh / held:.1f} times the isolated job")
    print(f"memory of the zygote {zygote:.0f} MiB; a child adds {added:.1f} MiB")
    if not chosen.skip_batch:
        off, on = (batch_seconds(opening, chosen.submissions) for opening in (in_process, isolated))
        print(f"{chosen.submissions} submissions: isolation off {off:.1f} s CPU, on {on:.1f} s, ratio {on / off:.3f}")
    if chosen.workers:
        one, two = (batch_wall_seconds(workers, chosen.submissions) for workers in (1, 2))
        print(f"{chosen.submissions} submissions: one worker {one:.1f} s, two {two:.1f} s, ratio {one / two:.2f}")


if __name__ == "__main__":
    main()
