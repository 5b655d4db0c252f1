"""Time the judging of derivations: processor time a line, and of what a broken step costs to be explained.

Right and wrong derivations come from ``tests/exemplar_derivations``. Each is judged by the shipped assignment as in
grading: read, every step decided in 12 worlds of each kind, broken steps explained, waypoints covered, lines typeset.
One earlier judgement of each subquestion draws its worlds, as the first submission of a class does. Each derivation
counts with the best of three runs, against the noise of a machine that others use too.
"""

import time
import tomllib
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any

from autograder.answers import DerivationAnswer, DerivationSpec
from autograder.assignment import load_assignment, shipped_folder
from autograder.domain.evidence import Derivation, LineMark
from autograder.domain.faults import Place
from autograder.domain.handed import HandedLatex
from autograder.grading.alternatives import Way, ways
from autograder.grading.derivations import judge_derivation
from autograder.mathematics.reading import NO_MACROS

RUNS = 3
EXAMPLES = Path(__file__).parent.parent / "tests" / "exemplar_derivations"


def derivations() -> Iterator[tuple[str, str]]:
    """Yield the subquestion and the text of every example."""
    for path in sorted(EXAMPLES.glob("*.toml")):
        tables: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
        for table in (*tables["right"], *tables["wrong"]):
            yield table["subquestion"], table["text"]


def judged(way: Way, text: str) -> tuple[float, Derivation]:
    """Return the milliseconds that one derivation takes, and its lines."""
    answer = DerivationAnswer(HandedLatex("derivation", text, Place("answers.tex", 1), {}))
    started = time.process_time()
    verdicts = judge_derivation(way, answer, NO_MACROS)
    spent = (time.process_time() - started) * 1e3
    shown = next(iter(verdicts.values())).evidence[0]
    assert isinstance(shown, Derivation)
    return spent, shown


def best_of_runs(way: Way, text: str) -> tuple[float, Derivation]:
    """Return the least that one derivation took, and its lines."""
    runs = [judged(way, text) for _ in range(RUNS)]
    return min(spent for spent, _ in runs), runs[0][1]


def print_derivations() -> None:
    """Print what a line costs where every step holds, and what each broken step adds."""
    listed = ways(load_assignment(shipped_folder("reference")))
    found = {way.subquestion: way for way in listed if isinstance(way.table.answer, DerivationSpec)}
    examples = list(derivations())
    for subquestion, text in dict(examples).items():
        judged(found[subquestion], text)
    held: list[float] = []
    broken: list[float] = []
    lines = 0
    for subquestion, text in examples:
        spent, shown = best_of_runs(found[subquestion], text)
        slips = sum(line.mark is LineMark.BROKEN for line in shown.lines)
        lines += len(shown.lines)
        if slips:
            broken += [spent / slips] * slips
        else:
            held += [spent / len(shown.lines) for _ in shown.lines]
    print(f"\n{len(examples)} derivations, {lines} lines, reading included, best of {RUNS} runs")
    print(f"{'a line where all holds':<32}median {median(held):6.2f} ms   p95 {_tail(held):6.2f} ms")
    print(f"{'a broken step, explained':<32}median {median(broken):6.2f} ms   p95 {_tail(broken):6.2f} ms")


def _tail(spread: list[float]) -> float:
    return sorted(spread)[int(0.95 * len(spread))]


if __name__ == "__main__":
    print_derivations()
