"""Somebody kills the processes of a batch at random moments: everybody still gets exactly one right result."""

import hashlib
import os
import random
import shutil
import signal
import sys
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from autograder.assignment import shipped_folder
from autograder.batch.progress import Counts, Stage
from autograder.batch.running import Order, Outcome, run_batch
from tests.hostile import machine
from tests.hostile.arena import HERE

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks at /proc")

STUDENTS = 30
SLOWLY = "import time\n\n\ndef double(x):\n    time.sleep(0.05)\n    return 2 * x\n"


class Role(NamedTuple):
    """Which process of a batch: how far below this one it is, and whether it is of the sandbox or of the engine."""

    depth: int
    in_sandbox: bool


ROLES = {
    "worker": Role(1, False),
    "zygote": Role(2, True),
    "student's process": Role(3, True),
    "host of the judge": Role(2, False),
    "judge": Role(3, False),
}
KILLS = 2 * len(ROLES)


class Killer:
    """Kills one process after another at random moments, those of each role in turn."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._kill_on)
        self.killed: list[str] = []

    def watch(self, counts: Counts) -> None:
        """Begin once the first submission is graded."""
        if counts.stage is Stage.GRADING and counts.done and not self._thread.ident:
            self._thread.start()

    def stop(self) -> None:
        """Let what is left live."""
        self._stopped.set()
        self._thread.join()

    def _kill_on(self) -> None:
        names = list(ROLES)
        while len(self.killed) < KILLS and not self._stopped.wait(self._random.uniform(0.0, 0.4)):
            name = names[len(self.killed) % len(names)]
            victims = [process for process, role in _roles().items() if role == ROLES[name]]
            with suppress(ProcessLookupError):
                if victims:
                    os.kill(self._random.choice(victims), signal.SIGKILL)
                    self.killed.append(name)


def _roles() -> dict[int, Role]:
    family = machine.descendants(os.getpid())
    return {process: Role(depth, "zygote" in machine.command_of(process)) for process, depth in family.items()}


@pytest.fixture
def grade(tmp_path: Path) -> Callable[[str, Callable[[Counts], object]], Outcome]:
    """Return a function that grades the class into a folder of that name."""
    assignment = shutil.copytree(HERE / "assignment", tmp_path / "assignment")
    inputs = assignment / "q1_code" / "solution.py"
    inputs.write_text(inputs.read_text(encoding="utf-8").replace("@NUMBER@", "4.5"), encoding="utf-8")
    for number in range(STUDENTS):
        folder = tmp_path / "class" / f"student_{number:02}"
        shutil.copytree(HERE / "honest", folder)
        # each differs, or it would be recognised and graded once
        (folder / "solution.py").write_text(f"NUMBER = {number}\n{SLOWLY}", encoding="utf-8")

    def run(name: str, watch: Callable[[Counts], object]) -> Outcome:
        out = tmp_path / name
        return run_batch(Order(tmp_path / "class", out, assignment, shipped_folder("reports"), workers=2), watch)

    return run


def contents(out: Path) -> Mapping[str, Any]:
    return {
        path.relative_to(out).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in out.rglob("*")
        if path.is_file() and path.name != "run.json" and ".autograde" not in path.parts
    }


@pytest.mark.slow
def test_whoever_is_killed_everybody_gets_exactly_one_right_result(
    grade: Callable[[str, Callable[[Counts], object]], Outcome], tmp_path: Path
) -> None:
    undisturbed = grade("undisturbed", lambda _: None)
    killer = Killer(seed=4)
    try:
        outcome = grade("disturbed", killer.watch)
    finally:
        killer.stop()
    assert set(killer.killed) == set(ROLES)
    assert not undisturbed.failures
    assert not outcome.failures
    assert contents(tmp_path / "disturbed") == contents(tmp_path / "undisturbed")
    assert not machine.descendants(os.getpid())
