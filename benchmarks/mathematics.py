"""Decide the corpus with this engine and, in the same run, with what else people use.

    python benchmarks/mathematics.py [--ours]

Beside ours stand math-verify and sympy's `parse_latex` with `simplify`, where they are installed. They read LaTeX, so
the pairs in plain text are typeset for them first. Time is processor time of a decision, reading included. Even that
doubles where others use the same cores, so ours is shown for each of three runs over the corpus and for the best of
them; the others, which take minutes, run once. What the machine did beside is printed. Last comes what a line of a
derivation costs.
"""

import argparse
import json
import os
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import Any

from derivations import print_derivations

from autograder.mathematics.notation import Notation
from autograder.mathematics.pairs import PairRow, compare_pair
from autograder.mathematics.pairs.comparing import read_side
from autograder.mathematics.typesetting import to_latex

CORPUS = Path(__file__).parent / "corpus"
ANY_REALS = Notation(undeclared_are_real=True)
PEER_SECONDS = 5
RUNS = 3
INSTALL = 'pip install math-verify "antlr4-python3-runtime==4.11"'

Judge = Callable[[PairRow], str]


@dataclass
class Tally:
    """What one judge made of the corpus."""

    outcomes: Counter[tuple[str, str]] = field(default_factory=Counter)
    milliseconds: list[float] = field(default_factory=list)
    accepted: list[str] = field(default_factory=list)

    def line(self, name: str) -> str:
        """Return the row of the table."""
        total = self.outcomes.total()
        right = sum(count for (expected, found), count in self.outcomes.items() if expected == found)
        undecided = sum(count for (_, found), count in self.outcomes.items() if found not in ("equal", "different"))
        wrong = self.outcomes["different", "equal"]
        spread = sorted(self.milliseconds)
        tail = spread[int(0.95 * len(spread))]
        return (
            f"{name:<26}{right / total:>8.1%}{wrong:>17}{undecided / total:>12.1%}{median(spread):>12.2f}{tail:>10.1f}"
        )


def ours(row: PairRow) -> str:
    """Decide with this engine."""
    return compare_pair(row).verdict.value


def in_latex(source: str, syntax: str) -> str:
    """Return a side in LaTeX; one that we cannot read stays as it is."""
    if syntax == "latex":
        return source
    read = read_side(source, "text", ANY_REALS)
    return source if read.node is None else to_latex(read.node)


def math_verify_judge() -> Judge:
    """Return a judge that asks math-verify."""
    from math_verify import parse, verify

    def judge(row: PairRow) -> str:
        sides = [
            parse(f"${in_latex(source, row.syntax)}$", parsing_timeout=PEER_SECONDS)
            for source in (row.reference, row.student)
        ]
        if not all(sides):
            return "undecided"
        return "equal" if verify(*sides, timeout_seconds=PEER_SECONDS) else "different"

    return judge


def sympy_judge() -> Judge:
    """Return a judge that asks sympy's own reader and `simplify`, or whether two objects are equal."""
    from sympy import Expr, simplify
    from sympy.parsing.latex import parse_latex

    def judge(row: PairRow) -> str:
        one, other = (parse_latex(in_latex(source, row.syntax)) for source in (row.student, row.reference))
        if isinstance(one, Expr) and isinstance(other, Expr):
            return "equal" if simplify(one - other) == 0 else "different"
        return "equal" if one == other else "different"

    return judge


PEERS: Mapping[str, tuple[tuple[str, ...], Callable[[], Judge]]] = {
    "math-verify": (("math_verify",), math_verify_judge),
    "parse_latex + simplify": (("sympy", "antlr4"), sympy_judge),
}


def pairs() -> Iterator[tuple[PairRow, str]]:
    """Read the corpus: each pair with the verdict it must have."""
    for path in sorted(CORPUS.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            table: dict[str, Any] = json.loads(line)
            yield PairRow.model_validate(table), table["expected"]


def best_of(runs: Sequence[Tally]) -> Tally:
    """Return what the last run found, each pair with its best time."""
    times = [min(found) for found in zip(*(one.milliseconds for one in runs), strict=True)]
    return Tally(runs[-1].outcomes, times, runs[-1].accepted)


def load() -> str:
    """Say what else the machine does."""
    return f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"


def run(judge: Judge) -> Tally:
    """Decide the whole corpus once."""
    tally = Tally()
    for row, expected in pairs():
        started = time.process_time()
        try:
            found = judge(row)
        except Exception:  # noqa: BLE001 - what a peer raises on a pair is that peer's answer
            found = "failed"
        tally.milliseconds.append((time.process_time() - started) * 1e3)
        tally.outcomes[expected, found] += 1
        if (expected, found) == ("different", "equal"):
            tally.accepted.append(f"{row.id}: {row.student}   for   {row.reference}")
    return tally


def main() -> None:
    """Print the table, and every wrong answer that ours accepted."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--ours", action="store_true", help="leave the others out")
    alone = arguments.parse_args().ours
    count = sum(1 for _ in pairs())
    print(f"{count} pairs, {load()}\n")
    print(f"{'':<26}{'right':>8}{'wrong accepted':>17}{'undecided':>12}{'median ms':>12}{'p95 ms':>10}")
    runs = [run(ours) for _ in range(RUNS)]
    for number, one in enumerate(runs, start=1):
        print(one.line(f"autograde, run {number}"), flush=True)
    mine = best_of(runs)
    print(mine.line("autograde, best of them"), flush=True)
    for name, (modules, build) in PEERS.items() if not alone else ():
        missing = [module for module in modules if find_spec(module) is None]
        if missing:
            print(f"{name:<26}not run: {', '.join(missing)} is not installed; {INSTALL}")
            continue
        print(run(build()).line(name), flush=True)
    for wrong in mine.accepted:
        print(f"wrongly accepted: {wrong}")
    print(f"\nnow {load()}")
    print_derivations()


if __name__ == "__main__":
    main()
