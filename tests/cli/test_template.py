"""`autograde template` and the check of an assignment with what it made."""

import subprocess
import sys
from pathlib import Path

import pytest

from autograder.assignment import shipped_folder

ODDS = Path(__file__).parents[1] / "delivery" / "template" / "odds"
FILES = {"README.md", "answers.tex", "autograde.sty", "solution.py"}


def autograde(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "autograder", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)


def test_without_an_assignment_it_is_the_shipped_one_byte_for_byte(tmp_path: Path) -> None:
    assert autograde("template", tmp_path / "new").returncode == 0
    for name in FILES:
        assert (tmp_path / "new" / name).read_bytes() == (shipped_folder("student_template") / name).read_bytes()


def test_it_never_overwrites(tmp_path: Path) -> None:
    (tmp_path / "answers.tex").write_text("mine")
    for more in ((), ("--assignment", ODDS)):
        refused = autograde("template", tmp_path, *more)
        assert refused.returncode == 2
        assert "already there" in refused.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["answers.tex"]


@pytest.mark.parametrize("assignment", [ODDS, pytest.param(shipped_folder("reference"), marks=pytest.mark.slow)])
def test_what_it_makes_for_an_assignment_passes_the_check(assignment: Path, tmp_path: Path) -> None:
    made = autograde("template", tmp_path / "new", "--assignment", assignment)
    assert made.returncode == 0, made.stderr
    assert {path.name for path in (tmp_path / "new").iterdir()} == FILES
    assert f"autograde check-assignment {assignment} --template {tmp_path / 'new'}" in made.stdout
    checked = autograde("check-assignment", assignment, "--template", tmp_path / "new")
    assert checked.returncode == 0, checked.stderr
    assert "no fault found" in checked.stdout


def test_another_assignment_is_not_checked_with_the_shipped_template() -> None:
    refused = autograde("check-assignment", ODDS)
    assert refused.returncode == 2
    assert "--template" in refused.stderr
    assert f"autograde template FOLDER --assignment {ODDS}" in refused.stderr


def test_no_assignment_is_one_sentence(tmp_path: Path) -> None:
    refused = autograde("template", tmp_path / "new", "--assignment", tmp_path)
    assert refused.returncode == 2
    assert "assignment.toml does not exist" in refused.stderr
    assert not (tmp_path / "new").exists()
