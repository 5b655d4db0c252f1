"""A judge in a process of its own: it cannot take its caller down, nor keep it waiting."""

import os
import select
import signal
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from types import TracebackType
from typing import Any

from autograder.domain.evidence import Witness
from autograder.mathematics.pairs.frames import BrokenFrame, read_frame, write_frame
from autograder.mathematics.pairs.rows import PairRow
from autograder.mathematics.pairs.verdicts import Found, PairVerdict

_MAIN = "autograder.mathematics.pairs.judge_main"
_ONE_THREAD = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
STARTING_SECONDS = 60.0


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
    """

    def __init__(self, limits: JudgeLimits = JudgeLimits()) -> None:
        self._limits = limits
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> "Judge":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop()

    def compare(self, row: PairRow) -> Found:
        """Decide one pair."""
        fresh = self._process is None
        process = self._process or self._start()
        assert process.stdin is not None
        assert process.stdout is not None
        replies = process.stdout.fileno()
        patience = self._limits.wall_seconds + (STARTING_SECONDS if fresh else 0.0)
        try:
            write_frame(process.stdin.fileno(), row.model_dump(mode="json"))
            if not select.select([replies], [], [], patience)[0]:
                self._stop()
                return _undecided("it needs more time than a pair is given")
            return self._read(read_frame(replies))
        except (BrokenFrame, BrokenPipeError):
            self._stop()
            return _undecided("the judge ended without an answer")

    def _read(self, reply: Mapping[str, Any]) -> Found:
        if "died" in reply:
            return _undecided(str(reply["died"]), self._limits.cpu_seconds * 1e3)
        found = reply["found"]
        witness = found["witness"]
        return Found(
            PairVerdict(found["verdict"]),
            found["proved"],
            None if witness is None else _witness(witness),
            found["reason"],
            found["cpu_ms"],
        )

    def _start(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-s", "-P", "-m", _MAIN]
        limits = [str(self._limits.cpu_seconds), str(self._limits.memory_bytes)]
        self._process = subprocess.Popen(  # noqa: S603 - our own module, with two numbers
            [*command, *limits],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            bufsize=0,
            env={**os.environ, **_ONE_THREAD},
            start_new_session=True,
        )
        return self._process

    def _stop(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def _witness(table: Mapping[str, Any]) -> Witness:
    bindings = tuple((str(name), str(value)) for name, value in table["bindings"])
    return Witness(
        bindings, table["left_name"], table["left_value"], table["right_name"], table["right_value"], kind="witness"
    )


def _undecided(reason: str, cpu_ms: float = 0.0) -> Found:
    return Found(PairVerdict.UNDECIDED, reason=reason, cpu_ms=cpu_ms)
