"""`autograde batch` as the staff meets it: one sentence for what cannot be, a summary, and a way to go on."""

import json
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from autograder.assignment import shipped_folder
from autograder.batch.ledger import LEDGER
from autograder.batch.room import ROOM

EXEMPLARS = shipped_folder("reference") / "exemplars"


def command(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "autograder", "batch", *map(str, arguments)]


def batch(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command(*arguments), capture_output=True, text=True, check=False, timeout=300)


@pytest.fixture
def submissions(tmp_path: Path) -> Path:
    folder = tmp_path / "submissions"
    folder.mkdir()
    for number, name in enumerate(("gan_bounded", "masks_flipped", "gan_alternating"), start=1):
        with zipfile.ZipFile(folder / f"{number}.zip", "w") as archive:
            for file in sorted((EXEMPLARS / name).iterdir()):
                if file.name != "expected.toml":
                    archive.write(file, file.name)
    return folder


def test_bad_usage_is_one_sentence_and_exit_code_2(tmp_path: Path, submissions: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "roster.csv").write_text("colour\nred\n")
    out = tmp_path / "out"
    for arguments, said in (
        (["nowhere", "--out", out], "does not exist"),
        ([submissions], "--out"),
        ([tmp_path / "empty", "--out", out], "no submissions were found"),
        ([submissions, "--out", out, "--roster", tmp_path / "roster.csv"], "no column that names people"),
        ([submissions, "--out", out, "--resume"], "nothing to resume"),
        ([EXEMPLARS / "gan_bounded", "--out", out], "is one submission"),
    ):
        ran = batch(*arguments)
        assert ran.returncode == 2
        assert said in ran.stderr
        assert "Traceback" not in ran.stderr
        assert not out.exists()


@pytest.mark.slow
def test_a_class_is_graded_and_the_summary_says_where_to_look(tmp_path: Path, submissions: Path) -> None:
    out = tmp_path / "out"
    ran = batch(submissions, "--out", out, "--workers", 1)
    assert ran.returncode == 0, ran.stderr
    assert "3 of 3 handed in" in ran.stdout
    assert str(out / "index.html") in ran.stdout
    again = batch(submissions, "--out", out, "--workers", 1, "--json")
    summary = json.loads(again.stdout)
    assert (summary["participants"], summary["graded_before"], summary["failed"]) == (3, 3, {})
    assert Path(summary["index"]).is_file()
    assert batch(submissions, "--out", out, "--quiet").stdout == ""


@pytest.mark.slow
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_an_interrupted_batch_says_how_to_go_on_and_leaves_no_process(
    tmp_path: Path, submissions: Path, number: signal.Signals, code: int
) -> None:
    out = tmp_path / "out"
    with subprocess.Popen(command(submissions, "--out", out), stderr=subprocess.PIPE, text=True) as process:
        deadline = time.monotonic() + 120
        while not list((out / ROOM).glob("workers/*.log")) and time.monotonic() < deadline:
            time.sleep(0.05)
        workers = _descendants(process.pid)
        process.send_signal(number)
        _, said = process.communicate(timeout=120)
    assert process.returncode == code
    assert "the same command goes on from there" in said
    assert "Traceback" not in said
    assert workers
    # whoever was just started learns of the end a moment later
    deadline = time.monotonic() + 30
    while (left := [pid for pid in workers if _is_alive(pid)]) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not left
    assert (out / ROOM / LEDGER).exists()
    assert batch(submissions, "--out", out, "--quiet").returncode == 0


def _is_alive(pid: int) -> bool:
    try:
        # one that is dead, and that nobody has waited for, is there all the same
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def _descendants(pid: int) -> list[int]:
    found = [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return found + [child for one in found for child in _descendants(one)]
