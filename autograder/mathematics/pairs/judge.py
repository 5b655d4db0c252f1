"""A judge in a process of its own: it cannot take its caller down, nor keep it waiting."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import TracebackType
from typing import Any, Self

from autograder.domain.errors import JudgeFailure
from autograder.domain.evidence import Witness
from autograder.killable import Cause, Death, Host, Killable, WorkLimits, fork_host, may_fork, spawn_host
from autograder.mathematics.pairs.answering import answer, warm
from autograder.mathematics.pairs.rows import PairRow
from autograder.mathematics.pairs.verdicts import Found, PairVerdict

_MAIN = "autograder.mathematics.pairs.judge_main"
_LAST_RESORT_MAIN = "autograder.mathematics.pairs.last_resort_main"
LAST_RESORT_BYTES = 90_000_000
"""What its worker may grow by: with sympy loaded it begins at a hundred million."""
LEAST_SECONDS = 0.1
"""What sympy is given of the time of a pair, however much was spent before."""


@dataclass(frozen=True, slots=True)
class JudgeLimits:
    """What one pair may cost.

    Parameters
    ----------
    cpu_seconds
        Processor time, enforced by the kernel.
    wall_seconds
        Time after which the judge is given up, however busy the machine is.
    memory_bytes
        Growth of the judging process.
    """

    cpu_seconds: float = 0.7
    wall_seconds: float = 20.0
    memory_bytes: int = 140_000_000


class Judge:
    """Decides pairs one after another; used in a ``with`` block, which ends its process.

    What runs out of time or memory, and any failure of the engine, is undecided with its reason: never a wrong verdict.
    What nothing else decides is put to sympy in a second process, started for the first such pair.
    """

    def __init__(self, limits: JudgeLimits = JudgeLimits()) -> None:
        self._limits = limits
        self._worker = Killable(_start, limits.memory_bytes)
        memory_bytes = min(limits.memory_bytes, LAST_RESORT_BYTES)
        self._last_resort = Killable(lambda: spawn_host(_LAST_RESORT_MAIN), memory_bytes)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._worker.close()
        self._last_resort.close()

    def compare(self, row: PairRow) -> Found:
        """Decide one pair."""
        request = json.dumps(row.model_dump(mode="json")).encode()
        try:
            reply = self._worker.ask(request, WorkLimits(self._limits.cpu_seconds, self._limits.wall_seconds))
        except JudgeFailure as failure:
            return _undecided(str(failure))
        if isinstance(reply, Death):
            return self._died(reply)
        table = json.loads(reply)
        return self._at_last(request, _found(table)) if table["sympy_might"] else _found(table)

    def _at_last(self, request: bytes, found: Found) -> Found:
        """Return what sympy makes of an undecided pair; whatever ends it leaves the pair undecided."""
        left = max(self._limits.cpu_seconds - found.cpu_ms / 1e3, LEAST_SECONDS)
        try:
            reply = self._last_resort.ask(request, WorkLimits(left, self._limits.wall_seconds))
        except JudgeFailure:
            return found
        if isinstance(reply, Death):
            return replace(found, cpu_ms=found.cpu_ms + left * 1e3)
        last = _found(json.loads(reply))
        best = last if last.verdict is PairVerdict.EQUAL else found
        return replace(best, cpu_ms=found.cpu_ms + last.cpu_ms)

    def _died(self, death: Death) -> Found:
        if death.cause is Cause.CRASH:
            return _undecided(f"the judge stopped: {death.said}")
        what = "time" if death.cause is Cause.TIME else "memory"
        return _undecided(f"it needs more {what} than a pair is given", self._limits.cpu_seconds * 1e3)


def _start() -> Host:
    if not may_fork():
        return spawn_host(_MAIN)
    warm()
    return fork_host(answer)


def _found(found: Mapping[str, Any]) -> Found:
    witness = found["witness"]
    return Found(
        PairVerdict(found["verdict"]),
        found["proved"],
        None if witness is None else _witness(witness),
        found["reason"],
        found["cpu_ms"],
    )


def _witness(table: Mapping[str, Any]) -> Witness:
    bindings = tuple((str(name), str(value)) for name, value in table["bindings"])
    return Witness(
        bindings, table["left_name"], table["left_value"], table["right_name"], table["right_value"], kind="witness"
    )


def _undecided(reason: str, cpu_ms: float = 0.0) -> Found:
    return Found(PairVerdict.UNDECIDED, reason=reason, cpu_ms=cpu_ms)
