"""Time the judging of derivations: processor time a line, and of what a broken step costs to be explained.

Right and wrong derivations come from ``tests/exemplar_derivations``. Each is judged by the shipped assignment as in
grading: read, every step decided in 12 worlds of each kind, broken steps explained, waypoints covered, lines typeset.
One earlier judgement of each subquestion draws its worlds, as the first submission of a class does. Each derivation
counts with the best of three runs, against the noise of a machine that others use too. What a fresh Python takes to
import numpy and sympy is printed beside it: machines differ by a factor of two.
"""

import resource
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from types import ModuleType
from typing import Any

from autograder.answers import DerivationAnswer, DerivationSpec
from autograder.assignment import load_assignment, shipped_folder
from autograder.comparers import derivations as comparing
from autograder.domain.evidence import Derivation, LineMark
from autograder.domain.faults import Place
from autograder.domain.handed import HandedLatex
from autograder.grading import derivations as grading
from autograder.grading.alternatives import Way, ways
from autograder.mathematics.reading import NO_MACROS

RUNS = 3
EXAMPLES = Path(__file__).parent.parent / "tests" / "exemplar_derivations"


def derivations() -> Iterator[tuple[str, str]]:
    """Yield the subquestion and the text of every example."""
    for path in sorted(EXAMPLES.glob("*.toml")):
        tables: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
        for table in (*tables["right"], *tables["wrong"]):
            yield table["subquestion"], table["text"]


@dataclass(slots=True)
class Stopwatch:
    """Adds up the processor time of one function of a module, in milliseconds."""

    module: ModuleType
    name: str
    spent: float = field(default=0.0, init=False)

    def __post_init__(self) -> None:
        timed = getattr(self.module, self.name)

        def measured(*arguments: Any) -> Any:
            started = time.process_time()
            found = timed(*arguments)
            self.spent += (time.process_time() - started) * 1e3
            return found

        setattr(self.module, self.name, measured)

    def lap(self) -> float:
        """Return what was added since the last lap."""
        spent, self.spent = self.spent, 0.0
        return spent


@dataclass(frozen=True, slots=True, order=True)
class Spent:
    """Milliseconds that one derivation took: in all, to be read, and for its steps to be decided."""

    total: float
    reading: float
    deciding: float


@dataclass(frozen=True, slots=True)
class Bench:
    """Judges derivations with the watch on."""

    reading: Stopwatch = field(default_factory=lambda: Stopwatch(grading, "read_derivation"))
    deciding: Stopwatch = field(default_factory=lambda: Stopwatch(comparing, "judge_steps"))

    def judged(self, way: Way, text: str) -> tuple[Spent, Derivation]:
        """Return what one derivation took, and its lines."""
        answer = DerivationAnswer(HandedLatex("derivation", text, Place("answers.tex", 1), {}))
        started = time.process_time()
        verdicts = grading.judge_derivation(way, answer, NO_MACROS)
        spent = Spent((time.process_time() - started) * 1e3, self.reading.lap(), self.deciding.lap())
        shown = next(iter(verdicts.values())).evidence[0]
        assert isinstance(shown, Derivation)
        return spent, shown

    def best_of_runs(self, way: Way, text: str) -> tuple[Spent, Derivation]:
        """Return the least that one derivation took, and its lines."""
        runs = [self.judged(way, text) for _ in range(RUNS)]
        return min(spent for spent, _ in runs), runs[0][1]


def milliseconds_of_fresh_python() -> float:
    """Return the processor time of one new Python that imports numpy and sympy."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-c", "import numpy, sympy"], check=True, env={"OPENBLAS_NUM_THREADS": "1"})
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return 1e3 * (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def print_derivations() -> None:
    """Print what a line costs where every step holds, and what each broken step adds."""
    listed = ways(load_assignment(shipped_folder("reference")))
    found = {way.subquestion: way for way in listed if isinstance(way.table.answer, DerivationSpec)}
    examples, bench = list(derivations()), Bench()
    for subquestion, text in dict(examples).items():
        bench.judged(found[subquestion], text)
    held: list[Spent] = []
    broken: list[float] = []
    lines = 0
    for subquestion, text in examples:
        spent, shown = bench.best_of_runs(found[subquestion], text)
        slips = sum(line.mark is LineMark.BROKEN for line in shown.lines)
        count = len(shown.lines)
        lines += count
        if slips:
            broken += [spent.total / slips] * slips
        elif count:
            held += [Spent(spent.total / count, spent.reading / count, spent.deciding / count)] * count
    print(f"\n{len(examples)} derivations, {lines} lines, best of {RUNS} runs")
    print(f"{'a fresh Python with its imports':<34}{milliseconds_of_fresh_python():6.0f} ms")
    _print_row("a line where all holds: read", [one.reading for one in held])
    _print_row("its step decided in 12 worlds", [one.deciding for one in held])
    _print_row("and all else, in all", [one.total for one in held])
    _print_row("a broken step, explained", broken)


def _print_row(name: str, spread: list[float]) -> None:
    print(f"{name:<34}median {median(spread):6.2f} ms   p95 {_tail(spread):6.2f} ms")


def _tail(spread: list[float]) -> float:
    return sorted(spread)[int(0.95 * len(spread))]


if __name__ == "__main__":
    print_derivations()
