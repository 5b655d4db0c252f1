"""`autograde grade --feedback`: what a student may see, in every output that is theirs."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.assignment import load_assignment, shipped_folder
from autograder.domain.feedback import FeedbackLevel

REFERENCE = shipped_folder("reference")
RUBRICS = [one.rubric for _, _, part in load_assignment(REFERENCE).parts() for one in part.criteria if one.rubric]


def grade(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "autograder", "grade", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)


@pytest.mark.parametrize("level", FeedbackLevel)
def test_no_rubric_reaches_a_student(level: FeedbackLevel, tmp_path: Path) -> None:
    ran = grade(REFERENCE / "exemplars" / "answered_2022", "--out", tmp_path, "--feedback", level)
    assert ran.returncode == 0, ran.stderr
    shown = ran.stdout + (tmp_path / "report.html").read_text() + (tmp_path / "results.json").read_text()
    whole = json.dumps(json.loads((tmp_path / "verdicts.json").read_text()), ensure_ascii=False)
    found = [rubric for rubric in RUBRICS if json.dumps(rubric, ensure_ascii=False)[1:-1] in whole]
    assert found
    assert not [rubric for rubric in found if rubric in shown]


def test_a_known_slip_is_named_in_full_and_not_as_a_hint(tmp_path: Path) -> None:
    said = "The update of d has the wrong sign"
    for level, expected in (("full", True), ("hints", False), ("scores", False)):
        ran = grade(REFERENCE / "exemplars" / "gan_signs", "--out", tmp_path / level, "--feedback", level)
        for name in ("report.html", "results.json"):
            assert (said in (tmp_path / level / name).read_text()) is expected, (level, name)
        assert level == "full" or said not in " ".join(ran.stdout.split())
        assert said in (tmp_path / level / "verdicts.json").read_text()


def test_an_unknown_level_is_bad_usage(tmp_path: Path) -> None:
    ran = grade(REFERENCE / "exemplars" / "blank", "--out", tmp_path, "--feedback", "everything")
    assert ran.returncode == 2
    assert "'full', 'hints', 'scores'" in ran.stderr


def test_a_place_that_is_taken_is_refused_before_any_code_runs(tmp_path: Path) -> None:
    (tmp_path / "solution.py").write_text("while True: pass\n")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "run.json").write_text("mine")
    ran = grade(tmp_path / "solution.py", "--out", tmp_path / "out")
    assert ran.returncode == 2
    assert "--force" in ran.stderr
    assert (tmp_path / "out" / "run.json").read_text() == "mine"
    assert grade(tmp_path / "solution.py", "--out", tmp_path / "solution.py").returncode == 2
