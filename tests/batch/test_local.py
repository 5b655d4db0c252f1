"""The pool of processes: none of their deaths costs more than its own task, and none of them is left behind."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.batch import local
from autograder.batch.executor import Done, Setup, Task
from autograder.batch.ledger import Version
from autograder.batch.local import LocalPool
from autograder.domain.errors import UsageError, WorkerFailure
from autograder.domain.feedback import FeedbackLevel

WORKER = """
import json, os, signal, sys, time
say = lambda text: os.write(int(sys.argv[1]), (text + "\\n").encode())
room = json.loads(sys.stdin.readline())["room"]
open(os.path.join(room, f"pid-{os.getpid()}"), "w").close()
say("ready")
for line in sys.stdin:
    task = json.loads(line)
    for item in task["items"]:
        if item == "exit": sys.exit(3)
        if item == "kill": os.kill(os.getpid(), signal.SIGKILL)
        if item == "hang": time.sleep(600)
        if item == "refuse":
            say("refused: the disk is full")
            sys.exit(1)
    say(task["name"])
"""


@pytest.fixture
def setup(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Setup]:
    (tmp_path / "worker.py").write_text(WORKER)
    monkeypatch.setattr(local, "command", lambda _, fd: [sys.executable, str(tmp_path / "worker.py"), fd])
    yield Setup(str(tmp_path), str(tmp_path), "", "", Version("a", "1", ""), "", None, FeedbackLevel.FULL)
    assert not [pid for pid in pids(tmp_path) if Path(f"/proc/{pid}").exists()]


def pids(room: Path) -> list[int]:
    return [int(path.name.removeprefix("pid-")) for path in room.glob("pid-*")]


def tasks(*items: str) -> list[Task]:
    return [Task(f"{number}-{item}", "grade", (item,)) for number, item in enumerate(items)]


def ended(found: list[Done]) -> dict[str, str]:
    return {done.task.items[0]: done.failure for done in found}


def test_every_task_is_done_once(setup: Setup) -> None:
    with LocalPool(setup, 2, 60) as pool:
        done = list(pool.run(tasks(*"abcdefgh")))
    assert sorted(one.task.items[0] for one in done) == list("abcdefgh")
    assert not any(one.failure for one in done)
    assert len(pids(Path(setup.room))) <= 2


def test_a_process_that_dies_costs_its_task_and_is_replaced(setup: Setup) -> None:
    with LocalPool(setup, 1, 60) as pool:
        found = ended(list(pool.run(tasks("a", "kill", "b", "exit", "c"))))
        assert ended(list(pool.run(tasks("d")))) == {"d": ""}
    assert found["kill"] == "the process was ended by SIGKILL"
    assert found["exit"] == "the process ended with exit code 3"
    assert [found[name] for name in "abc"] == ["", "", ""]


def test_what_only_the_operator_can_mend_stops_everything_with_a_sentence(setup: Setup) -> None:
    with pytest.raises(UsageError, match=r"^the disk is full; once that is mended"), LocalPool(setup, 2, 60) as pool:
        list(pool.run(tasks("a", "refuse", *"bcdefgh")))


def test_a_task_that_never_ends_is_given_up(setup: Setup, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(local, "_START_SECONDS", 0.0)
    with LocalPool(setup, 1, 0.5) as pool:
        found = ended(list(pool.run(tasks("hang", "a"))))
    assert found["hang"] == "it took longer than any submission may"


def test_processes_that_cannot_start_are_no_submissions_fault(setup: Setup, tmp_path: Path) -> None:
    (tmp_path / "worker.py").write_text("raise SystemExit(5)")
    with LocalPool(setup, 1, 60) as pool, pytest.raises(WorkerFailure, match=r"did not start .*log says why"):
        list(pool.run(tasks("a")))


def test_a_process_killed_as_it_starts_costs_nothing(setup: Setup, tmp_path: Path) -> None:
    first = tmp_path / "first"
    first.touch()
    dies_once = "import os\nif os.path.exists(FIRST):\n    os.unlink(FIRST)\n    os.kill(os.getpid(), 9)\n"
    (tmp_path / "worker.py").write_text(f"FIRST = {str(first)!r}\n{dies_once}{WORKER}")
    with LocalPool(setup, 1, 60) as pool:
        assert ended(list(pool.run(tasks("a", "b")))) == {"a": "", "b": ""}


def test_processes_that_are_always_killed_as_they_start_are_no_accident(setup: Setup, tmp_path: Path) -> None:
    (tmp_path / "worker.py").write_text("import os\nos.kill(os.getpid(), 9)\n")
    with LocalPool(setup, 2, 60) as pool, pytest.raises(WorkerFailure, match=r"did not start .*SIGKILL"):
        list(pool.run(tasks("a", "b", "c")))


def test_an_interrupted_run_leaves_no_process(setup: Setup) -> None:
    with pytest.raises(KeyboardInterrupt):
        _interrupt(setup)


def _interrupt(setup: Setup) -> None:
    with LocalPool(setup, 2, 60) as pool:
        for _ in pool.run(tasks("a", "hang", "hang")):
            raise KeyboardInterrupt


def test_a_process_is_replaced_after_so_many_submissions(setup: Setup, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(local, "_ITEMS_A_PROCESS", 2)
    with LocalPool(setup, 1, 60) as pool:
        assert len(list(pool.run(tasks(*"abcde")))) == 5
    assert len(pids(Path(setup.room))) == 3


def test_descriptors_are_given_back(setup: Setup) -> None:
    before = _open_descriptors()
    with LocalPool(setup, 2, 60) as pool:
        list(pool.run(tasks("a", "kill", "b")))
    assert _open_descriptors() == before


def _open_descriptors() -> int:
    return sum(1 for _ in Path("/proc/self/fd").iterdir())
