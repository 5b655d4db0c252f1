"""The command line as its users meet it: a zip in, files and a table out, one sentence for what cannot be."""

import json
import os
import signal
import subprocess
import sys
import time
import zipfile
from importlib import import_module
from pathlib import Path

import pytest

from autograder.assignment import load_assignment, shipped_folder
from autograder.batch.blank import ungraded
from autograder.cli.exits import Exit
from autograder.cli.grade import exit_code
from autograder.domain.errors import SandboxFailure, WeakIsolation
from autograder.grading import Grading

EXEMPLARS = shipped_folder("reference") / "exemplars"
ALL_FILES = {"results.json", "report.html", "verdicts.json", "run.json"}


def autograde(*arguments: object, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "autograder", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=cwd, timeout=120)


def zipped(path: Path, name: str, top: str = "") -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for file in (EXEMPLARS / name).iterdir():
            if file.name != "expected.toml":
                archive.write(file, f"{top}{file.name}")
    return path


def test_a_zip_is_graded_beside_itself_and_never_overwritten_unasked(tmp_path: Path) -> None:
    submission = zipped(tmp_path / "submission.zip", "perfect_latex", top="hw3/")
    first = autograde(submission)
    assert first.returncode == 0, first.stderr
    report = tmp_path / "submission-report"
    assert {path.name for path in report.iterdir()} == ALL_FILES
    assert "of 79" in first.stdout
    assert str(report / "report.html") in first.stdout.replace("\n", "")
    before = {path.name: path.read_bytes() for path in report.iterdir()}
    again = autograde(submission)
    assert again.returncode == 2
    assert "--force" in again.stderr
    assert before == {path.name: path.read_bytes() for path in report.iterdir()}
    assert autograde(submission, "--force", "--quiet").stdout == ""
    for name in ALL_FILES - {"run.json"}:
        assert (report / name).read_bytes() == before[name]


def test_json_prints_the_verdicts_and_nothing_else(tmp_path: Path) -> None:
    ran = autograde(EXEMPLARS / "blank", "--out", tmp_path / "out", "--json")
    assert ran.returncode == 0
    assert json.loads(ran.stdout) == json.loads((tmp_path / "out" / "verdicts.json").read_text())


@pytest.mark.parametrize("content", [b"", b"not a zip", b"PK\x05\x06" + b"\0" * 18])
def test_what_cannot_be_read_ends_in_one_sentence_and_a_valid_failing_result(tmp_path: Path, content: bytes) -> None:
    submission = tmp_path / "submission.zip"
    submission.write_bytes(content)
    ran = autograde(submission)
    assert ran.returncode == 3
    assert ran.stderr.startswith("autograde: ")
    assert len(ran.stderr.strip().splitlines()) == 1
    assert "Traceback" not in ran.stderr + ran.stdout
    results = json.loads((tmp_path / "submission-report" / "results.json").read_text())
    assert float(results["score"]) == 0
    assert results["output"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nothing.zip"], '"nothing.zip" does not exist'),
        (["--colour", "x"], "No such option"),
        ([str(EXEMPLARS / "blank"), "--assignment", "nowhere"], "is not a folder"),
        ([str(EXEMPLARS / "blank"), "--secret-file", "nowhere"], "cannot be read"),
        (["check-assignment", "nowhere"], "not a folder"),
        (["preveiw", "answers.tex"], "did you mean `autograde preview`?"),
        (["template", str(EXEMPLARS / "blank" / "answers.tex")], "choose another folder"),
        (["preview", str(EXEMPLARS / "blank"), "--html", "nowhere/page.html"], "name a file in a folder that is there"),
    ],
)
def test_bad_usage_is_one_sentence_and_exit_code_2(tmp_path: Path, arguments: list[str], said: str) -> None:
    ran = autograde(*arguments, cwd=tmp_path)
    assert ran.returncode == 2
    assert said in ran.stderr
    assert "Traceback" not in ran.stderr


class Failing:
    """A sandbox in which every job fails."""

    def __init__(self, failure: SandboxFailure) -> None:
        self._failure = failure

    def __enter__(self) -> "Failing":
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def prepare(self) -> None:
        pass

    def run(self, _job: object) -> object:
        raise self._failure


def test_code_that_cannot_be_held_is_refused_before_anything_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    grade = import_module("autograder.cli.grade")
    weak = WeakIsolation("isolation here reaches level S1, and S3 is required")
    monkeypatch.setattr(grade, "open_sandbox", lambda **_: Failing(weak))
    for name, text in (("answers.tex", ""), ("solution.py", "def growth(alpha):\n    return 1\n")):
        (tmp_path / name).write_text(text)
    arguments = ["--out", str(tmp_path / "out"), "--quiet"]
    with pytest.raises(WeakIsolation, match="S3 is required"):
        grade.grade.main([str(tmp_path / "solution.py"), *arguments], standalone_mode=False)
    assert not (tmp_path / "out").exists()
    # LaTeX needs no isolation
    assert grade.grade.main([str(tmp_path / "answers.tex"), *arguments], standalone_mode=False) == Exit.DONE


def test_any_other_failure_of_the_sandbox_costs_only_the_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    grade = import_module("autograder.cli.grade")
    broken = SandboxFailure("the process to fork from does not answer")
    monkeypatch.setattr(grade, "open_sandbox", lambda **_: Failing(broken))
    (tmp_path / "solution.py").write_text("def growth(alpha):\n    return 1\n")
    arguments = [str(tmp_path / "solution.py"), "--out", str(tmp_path / "out"), "--quiet"]
    assert grade.grade.main(arguments, standalone_mode=False) == Exit.ENGINE_FAILURE
    assert "does not answer" in capsys.readouterr().err
    assert (tmp_path / "out" / "report.html").exists()


def test_the_folder_one_stands_in_is_graded_beside_itself(tmp_path: Path) -> None:
    folder = tmp_path / "hw3"
    folder.mkdir()
    (folder / "answers.tex").write_text("")
    ran = autograde(".", cwd=folder)
    assert ran.returncode == 0, ran.stderr
    assert (tmp_path / "hw3-report" / "report.html").exists()


def test_ctrl_c_is_one_sentence_and_exit_code_130(tmp_path: Path) -> None:
    (tmp_path / "solution.py").write_text("def growth(alpha):\n    while True: pass\n")
    command = [sys.executable, "-m", "autograder", str(tmp_path / "solution.py"), "--out", str(tmp_path / "out")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        time.sleep(4)
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "interrupted" in said
    assert "Traceback" not in said


def test_help_and_version_are_there() -> None:
    assert "grade" in autograde("--help").stdout
    assert "autograde" in autograde("--version").stdout
    assert "--out" in autograde("grade", "--help").stdout


def test_the_template_is_written_once_and_is_graded_as_blank(tmp_path: Path) -> None:
    folder = tmp_path / "hw3"
    assert autograde("template", folder).returncode == 0
    assert {"answers.tex", "solution.py", "autograde.sty", "README.md"} <= {path.name for path in folder.iterdir()}
    again = autograde("template", folder)
    assert again.returncode == 2
    assert "already there" in again.stderr
    graded = autograde(folder)
    assert graded.returncode == 0
    assert "0 of 79" in graded.stdout


def test_code_that_loops_exits_and_floods_keeps_all_other_points(tmp_path: Path) -> None:
    ran = autograde(EXEMPLARS / "loop_exit_flood", "--out", tmp_path, "--json")
    assert ran.returncode == 0
    said = json.dumps(json.loads(ran.stdout))
    for word in ("did not answer within", "ended its process", "the shape"):
        assert word in said


def test_a_terminal_that_cannot_show_a_half_does_not_undo_the_grading(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "autograder", str(EXEMPLARS / "gan_bounded"), "--out", str(tmp_path / "out")]
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    ran = subprocess.run(command, capture_output=True, text=True, check=False, env=environment, timeout=120)
    assert ran.returncode == 0, ran.stderr
    assert "of 79" in ran.stdout


def test_terminating_leaves_no_process_and_no_file_behind(tmp_path: Path) -> None:
    (tmp_path / "scratch").mkdir()
    (tmp_path / "solution.py").write_text("def growth(alpha):\n    while True: pass\n")
    command = [sys.executable, "-m", "autograder", str(tmp_path / "solution.py"), "--out", str(tmp_path / "out")]
    environment = {**os.environ, "TMPDIR": str(tmp_path / "scratch")}
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as running:
        while not any((tmp_path / "scratch").iterdir()) and running.poll() is None:
            time.sleep(0.02)
        running.terminate()
        assert running.wait(timeout=30) == 128 + signal.SIGTERM
    assert list((tmp_path / "scratch").iterdir()) == []


@pytest.mark.parametrize("secret", ["another year\n", "\udcff"])
def test_a_secret_is_stripped_and_may_be_any_bytes(tmp_path: Path, secret: str) -> None:
    command = [sys.executable, "-m", "autograder", str(EXEMPLARS / "gan_alternating"), "--out", str(tmp_path / "out")]
    environment = {**os.environ, "AUTOGRADE_SECRET": secret}
    ran = subprocess.run(command, capture_output=True, text=True, check=False, env=environment, timeout=120)
    assert ran.returncode == 0, ran.stderr


def test_why_something_could_not_be_graded_is_said_on_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    graded = ungraded(load_assignment(shipped_folder("reference")), "isolation here reaches level S2")
    assert exit_code(Grading(graded)) is Exit.ENGINE_FAILURE
    assert "could not be graded: isolation here reaches level S2" in capsys.readouterr().err
