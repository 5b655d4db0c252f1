import subprocess
import sys
import time
from pathlib import Path

import pytest

from autograder.delivery.gradescope.run import seconds_to_grade

PYTHON = [sys.executable, "-c"]


def run_in_time(command: list[str], seconds: float) -> str:
    """Call it in a process of its own, since it adopts what is orphaned and ends every child that its process has."""
    program = f"from autograder.delivery.gradescope.run import run_in_time; print(run_in_time({command}, {seconds}))"
    return subprocess.run([*PYTHON, program], capture_output=True, text=True, check=True).stdout.strip()


def _alive(process: int) -> bool:
    try:
        # a dead child that nobody has waited for is not alive
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_a_run_that_ends_is_left_to_end() -> None:
    assert run_in_time([*PYTHON, "pass"], 60) == "grading ended"


def test_how_it_broke_off_is_said() -> None:
    assert run_in_time([*PYTHON, "raise SystemExit(3)"], 60) == "grading broke off (exit code 3)"
    assert run_in_time([*PYTHON, "import os; os.kill(os.getpid(), 9)"], 60) == "grading broke off (SIGKILL)"


def test_a_run_that_lasts_is_ended() -> None:
    begun = time.monotonic()
    assert run_in_time([*PYTHON, "import time; time.sleep(600)"], 0.5) == "grading was ended after 0 s"
    assert time.monotonic() - begun < 60


@pytest.mark.skipif(sys.platform != "linux", reason="the platform's containers are Linux")
def test_what_it_started_ends_with_it_even_in_sessions_of_its_own(tmp_path: Path) -> None:
    names = tmp_path / "children"
    program = f"""
import subprocess, sys, time
sleeper = [sys.executable, "-c", "import time; time.sleep(600)"]
started = [subprocess.Popen(sleeper, start_new_session=True).pid for _ in range(3)]
open({str(names)!r}, "w").write(" ".join(map(str, started)))
time.sleep(600)
"""
    run_in_time([*PYTHON, program], 5)
    left = [process for process in map(int, names.read_text().split()) if _alive(process)]
    assert left == []


def test_the_watch_is_set_well_inside_the_declared_time(tmp_path: Path) -> None:
    manifest = tmp_path / "assignment.toml"
    manifest.write_text("[gradescope]\ntimeout_seconds = 1200\n")
    assert seconds_to_grade(manifest) == pytest.approx(1080)


@pytest.mark.parametrize("content", ["", "gradescope = 5", "[gradescope]\ntimeout_seconds = 'x'", "][", "[gradescope]"])
def test_the_watch_runs_whatever_the_manifest_says(tmp_path: Path, content: str) -> None:
    manifest = tmp_path / "assignment.toml"
    manifest.write_text(content)
    assert seconds_to_grade(manifest) == pytest.approx(540)
    assert seconds_to_grade(tmp_path / "missing.toml") == pytest.approx(540)
