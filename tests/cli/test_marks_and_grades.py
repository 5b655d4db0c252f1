"""A class graded, marked by people and taken to a gradebook: every place agrees to the last fraction."""

import csv
import io
import json
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from autograder.assignment import shipped_folder

EXEMPLARS = shipped_folder("reference") / "exemplars"
ANSWERED = "answered_2022"


def autograde(*arguments: object) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "autograder", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, check=False, timeout=300)


def done(*arguments: object) -> str:
    ran = autograde(*arguments)
    assert ran.returncode == 0, ran.stderr.decode()
    return ran.stdout.decode()


def refused(*arguments: object) -> str:
    ran = autograde(*arguments)
    said = ran.stderr.decode()
    assert ran.returncode == 2, said
    assert "Traceback" not in said
    return said


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    source = tmp_path_factory.mktemp("submissions")
    for name in (ANSWERED, "gan_bounded"):
        folder = source / name
        folder.mkdir()
        (folder / "answers.tex").write_bytes((EXEMPLARS / name / "answers.tex").read_bytes())
    out = tmp_path_factory.mktemp("class") / "out"
    done("batch", source, "--out", out, "--workers", 1, "--quiet")
    return out


@pytest.fixture
def folder(graded: Path, tmp_path: Path) -> Path:
    """A class of its own for each test; the folder of a batch may be moved."""
    moved = tmp_path / "class"
    subprocess.run(["cp", "-r", str(graded), str(moved)], check=True)
    return moved


def rows_of(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))


def filled(folder: Path, points: str, why: str = "well said") -> Path:
    rows = rows_of(folder / "marking.csv")
    path = folder.with_name("filled.csv")
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows({**row, "points": points, "why": why} for row in rows)
    return path


def results(folder: Path) -> dict[str, object]:
    found: dict[str, object] = json.loads((folder / "students" / ANSWERED / "results.json").read_text())
    return found


def grades(folder: Path, *options: str) -> dict[str, dict[str, str]]:
    table = done("grades", folder, *options).removeprefix("\ufeff")
    return {row["key"]: row for row in csv.DictReader(io.StringIO(table, newline=""))}


@pytest.mark.slow
def test_after_a_round_trip_every_place_says_the_same(folder: Path) -> None:
    pending = rows_of(folder / "marking.csv")
    before = Decimal(grades(folder, "--with-unfinished")[ANSWERED]["earned"])
    assert pending
    assert not any(ANSWERED in cell for row in pending for cell in row.values())

    said = done("merge-marks", folder, filled(folder, "½"), "--by", "marker-1")

    expected = before + Decimal("0.5") * len(pending)
    row = grades(folder)[ANSWERED]
    assert (Decimal(row["earned"]), row["awaiting"]) == (expected, "0")
    assert Decimal(str(results(folder)["score"])) == expected
    assert "0 still need a human" in said
    assert rows_of(folder / "marking.csv") == []
    student = next(one for one in rows_of(folder / "tables" / "students.csv") if ANSWERED in one.values())
    assert str(expected) in student.values()
    kept = [json.loads(line) for line in (folder / "marks.jsonl").read_text().splitlines()]
    assert {(one["by"], one["was"], one["why"]) for one in kept} == {("marker-1", "pending", "well said")}


@pytest.mark.slow
def test_marks_survive_a_second_batch_and_merging_again_changes_no_byte(folder: Path) -> None:
    sheet = filled(folder, "1")
    done("merge-marks", folder, sheet, "--by", "marker-1")
    pages = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file() and path.suffix != ".sqlite"}
    assert "were there already" in done("merge-marks", folder, sheet, "--by", "marker-2")
    again = {path: path.read_bytes() for path in pages if ".autograde" not in path.parts}
    assert again == {path: pages[path] for path in again}


@pytest.mark.slow
def test_an_override_is_said_to_the_student_with_its_reason(folder: Path) -> None:
    score = Decimal(str(results(folder)["score"]))
    said = done("override", folder, ANSWERED, "4.3/modulus/modulus", "1½", "--why", "seen on page 3", "--by", "m")
    assert "0 of 2 became 1½" in said
    assert Decimal(str(results(folder)["score"])) == score + Decimal("1.5")
    report = (folder / "students" / ANSWERED / "report.html").read_text()
    assert "seen on page 3" in report
    machine = json.loads((folder / "students" / ANSWERED / "verdicts.json").read_text())
    assert "seen on page 3" in json.dumps(machine)


@pytest.mark.slow
def test_what_cannot_be_is_one_sentence(folder: Path, tmp_path: Path) -> None:
    assert "nothing was merged" in refused("merge-marks", folder, filled(folder, "99"), "--by", "m")
    assert not (folder / "marks.jsonl").exists()
    assert "--why" in refused("override", folder, ANSWERED, "4.3/modulus/modulus", "1", "--by", "m")
    assert "no criterion" in refused("override", folder, ANSWERED, "9.9/x/y", "1", "--why", "w", "--by", "m")
    assert "nobody with a submission" in refused(
        "override", folder, "student-z", "4.1/A/entries", "1", "--why", "w", "--by", "m"
    )
    assert "no graded class" in refused("grades", tmp_path / "nowhere")
    assert "--export" in refused("grades", folder, "--format", "canvas")


@pytest.mark.slow
def test_open_points_keep_a_grade_out_of_a_gradebook_until_asked_for(folder: Path) -> None:
    ran = autograde("grades", folder, "--format", "moodle")
    assert b"1 left out, since points of theirs await a human" in ran.stderr
    assert len(ran.stdout.splitlines()) == 2
    everybody = autograde("grades", folder, "--format", "moodle", "--with-unfinished")
    assert len(everybody.stdout.splitlines()) == 3
