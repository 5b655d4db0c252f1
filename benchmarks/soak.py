"""Grade thousands of submissions in a row, hostile ones among them, and watch for anything that grows.

    python benchmarks/soak.py [--submissions 10000] [--minutes 15] [--hostile 50]

One grader, with one zygote and one judge, as in a worker of a batch that is never replaced. Every hostile submission
is handed in once before anything is measured: memory that the largest of them needed stays with the process that needed
it, and is no leak. Prints a row a tenth: processor time of an honest submission, resident memory of this process, the
zygote and the judge, open descriptors, processes and files; then one line a promise. Exit code 1 if one is broken.
"""

import argparse
import json
import os
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from statistics import fmean

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.hostile import machine  # noqa: E402 - the suite of hostile submissions is no installed package
from tests.hostile.arena import Arena, open_arena  # noqa: E402
from tests.hostile.cases import Hostile, load_hostile  # noqa: E402

FORMULAS = ("x^2 + 1", "(x + 1)^2 - 2x", "1 + x \\cdot x", "x^2 - 1", "\\frac{x^3 + x}{x}", "2x + 1")
TICKS = os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGE_SIZE")
GROWTH = 1.05
"""How much may be added between the second tenth and the last: caches fill in the first."""


@dataclass(frozen=True)
class Row:
    """What was measured at the end of a tenth; memory in MiB.

    Parameters
    ----------
    ms
        Processor time of an honest submission.
    relative
        The same in units of a fixed piece of work done beside it: neighbours on the cores slow both.
    """

    submissions: int
    minutes: float
    ms: float
    relative: float
    parent: float
    zygote: float
    judge: float
    descriptors: int
    processes: int
    files: int


def write_honest(folder: Path, number: int) -> None:
    """Write an honest submission: code, LaTeX, or both; its formulas come again, so that caches are soon full."""
    kind = number % 3
    if kind != 0:
        source = "def double(x):\n    return 2 * x\n\n\ndef flip(values):\n    return values[::-1]\n"
        (folder / "solution.py").write_text(
            f"# {number}\n{source}\n\ndef total(values):\n    return float(values.sum())\n"
        )
    if kind != 1:
        formula = FORMULAS[number % len(FORMULAS)]
        final = (
            f"\\begin{{answer}}{{2.1}}\\final{{square}}{{{formula} + {number % 400} - {number % 400}}}\\end{{answer}}"
        )
        (folder / "answers.tex").write_text(final + "\\begin{answer}{2.2}\\choice{side}{left}\\end{answer}")


class Soak:
    """One long run."""

    def __init__(self, arena: Arena, place: Path, every: int) -> None:
        self._arena = arena
        self._place = place
        self._every = every
        self._hostile = [one for one in load_hostile() if one.name != "every_answer_loops"]
        self._costs: list[float] = []
        self._yardsticks: list[float] = []
        self._begun = time.monotonic()

    def meet_all(self) -> None:
        """Grade every hostile submission once."""
        for hostile in self._hostile:
            self._grade_hostile(hostile)

    def grade(self, number: int) -> None:
        """Grade one submission and write its reports, as a worker does."""
        if number % self._every == 1:  # so that a row is measured after honest ones
            self._grade_hostile(self._hostile[number // self._every % len(self._hostile)])
            return
        with self._folder() as folder:
            write_honest(folder, number)
            before = self._cpu()
            self._arena.output(folder)
            self._costs.append(1000 * (self._cpu() - before))
            self._yardsticks.append(yardstick())

    def _grade_hostile(self, hostile: Hostile) -> None:
        with self._folder() as folder:
            self._arena.output(hostile.hand_in(folder, self._arena.words))

    @contextmanager
    def _folder(self) -> Iterator[Path]:
        folder = self._place / "submission"
        folder.mkdir()
        yield folder
        shutil.rmtree(folder)

    def row(self, submissions: int) -> Row:
        """Measure, and begin the next tenth."""
        family = machine.descendants(os.getpid())
        sizes = sorted((resident(process), process) for process in family)
        zygote = self._arena.zygote
        judge = sum(size for size, process in sizes if process != zygote)
        row = Row(
            submissions,
            round((time.monotonic() - self._begun) / 60, 1),
            round(fmean(self._costs), 2),
            round(fmean(self._costs) / fmean(self._yardsticks), 2),
            round(resident(os.getpid()), 1),
            round(resident(zygote), 1),
            round(judge, 1),
            machine.open_descriptors(),
            len(family),
            sum(1 for _ in self._arena.folder.rglob("*")),
        )
        self._costs.clear()
        self._yardsticks.clear()
        return row

    def _cpu(self) -> float:
        """Return the processor time of this process and all below it, those that have ended too, in seconds."""
        own = resource.getrusage(resource.RUSAGE_SELF)
        return own.ru_utime + own.ru_stime + sum(map(cpu, machine.descendants(os.getpid())))


def cpu(process: int) -> float:
    """Return the processor time of a process and of its children that have ended, in seconds."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return sum(map(int, fields[11:15])) / TICKS


def yardstick() -> float:
    """Return the processor time of a fixed piece of work, in ms."""
    begun = time.process_time()
    text = json.dumps([str(number) for number in range(5_000)])
    json.loads(text)
    return 1000 * (time.process_time() - begun)


def resident(process: int) -> float:
    """Return the resident memory of a process in MiB."""
    try:
        return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * PAGE / 2**20
    except OSError:
        return 0.0


def run(submissions: int, minutes: float, every: int) -> list[Row]:
    """Grade until either is reached, and return a row for each tenth."""
    rows = []
    with open_arena() as arena, tempfile.TemporaryDirectory(prefix="autograde-soak-") as name:
        Path(name).chmod(0o711)
        soak = Soak(arena, Path(name), every)
        soak.meet_all()
        end = time.monotonic() + 60 * minutes
        tenth = max(1, submissions // 10)
        for number in range(1, submissions + 1):
            soak.grade(number)
            # of fewer the mean says nothing
            if number % tenth == 0 or (time.monotonic() > end and number % tenth > tenth / 2):
                rows.append(soak.row(number))
                print(" ".join(f"{value:>11}" for value in astuple(rows[-1])), flush=True)
            if time.monotonic() > end:
                break
    return rows


def broken(rows: list[Row]) -> Iterator[str]:
    """Say which promises are broken."""
    early, late = rows[min(1, len(rows) - 1)], rows[-1]
    for name in ("parent", "zygote", "judge", "relative"):
        first, last = getattr(early, name), getattr(late, name)
        if last > first * GROWTH:
            yield f"{name} grew from {first} to {last}"
    for name in ("descriptors", "processes", "files"):
        if getattr(late, name) > getattr(early, name):
            yield f"{name} grew from {getattr(early, name)} to {getattr(late, name)}"


def main() -> None:
    """Print the table and what is broken."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--submissions", type=int, default=10_000)
    parser.add_argument("--minutes", type=float, default=1e9, help="stop after so long")
    parser.add_argument("--hostile", type=int, default=50, help="one in so many is hostile")
    chosen = parser.parse_args()
    print(" ".join(f"{field.name:>11}" for field in fields(Row)), flush=True)
    rows = run(chosen.submissions, chosen.minutes, chosen.hostile)
    troubles = list(broken(rows))
    print(json.dumps({"submissions": rows[-1].submissions, "broken": troubles}))
    raise SystemExit(1 if troubles else 0)


if __name__ == "__main__":
    main()
