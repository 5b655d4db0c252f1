"""Others' tools read what we write, and we read what they write; each is installed in an environment of its own.

`grade` and `gslocal` read a results.json, `aga` a submission_metadata.json; `gradescope-utils` and `grade` write a
results.json. (`aga` reads results.json too, but takes a test's number for a float, which the platform does not: 1.3a.)
"""

import json
import os
import subprocess
import sys
import venv
from decimal import Decimal
from pathlib import Path

import pytest

from autograder.assignment import shipped_folder
from autograder.delivery.gradescope.metadata import read_metadata
from autograder.delivery.gradescope.results_reader import parse_results
from tests.delivery.gradescope.shapes import SHAPES

pytestmark = pytest.mark.slow

THEIRS = ("aga==0.13.10", "grade==3.0.1", "gradescope-utils==0.5.0", "gslocal==0.1.1")
EXEMPLARS = shipped_folder("reference") / "exemplars"

READ_METADATA = """
import sys
from aga.gradescope.metadata import load_submission_metadata_from_path as load
for path in sys.argv[1:]:
    print(load(path).assignment.due_date.isoformat())
"""

WRITE_RESULTS = """
import unittest
from gradescope_utils.autograder_utils.decorators import number, visibility, weight
from gradescope_utils.autograder_utils.json_test_runner import JSONTestRunner

class Tests(unittest.TestCase):
    @weight(2.5)
    @number("1.3a")
    def test_right(self):
        "Right"

    @weight(1)
    @number("2")
    @visibility("hidden")
    def test_wrong(self):
        "Wrong"
        self.fail("not so")

with open("results.json", "w") as file:
    JSONTestRunner(visibility="visible", stream=file).run(unittest.defaultTestLoader.loadTestsFromTestCase(Tests))
"""

GRADED_BY_GRADE = """
import unittest
from grade.decorators import weight

class Tests(unittest.TestCase):
    @weight(3)
    def test_right(self):
        "Right"

    @weight(1)
    def test_wrong(self):
        "Wrong"
        self.fail("not so")
"""


@pytest.fixture(scope="session")
def theirs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The interpreter of an environment that has their tools."""
    folder = tmp_path_factory.mktemp("theirs")
    venv.create(folder, with_pip=True)
    python = folder / "bin" / "python"
    installed = subprocess.run(
        [python, "-m", "pip", "install", "--quiet", *THEIRS], capture_output=True, text=True, check=False
    )
    if installed.returncode:
        reason = f"{', '.join(THEIRS)} cannot be installed: {installed.stderr.strip()[-300:]}"
        pytest.fail(reason) if os.environ.get("CI") == "true" else pytest.skip(reason)
    return python


@pytest.fixture(scope="session")
def results(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The results.json of every exemplar, by its name."""
    out = tmp_path_factory.mktemp("class") / "out"
    command = [sys.executable, "-m", "autograder", "batch", EXEMPLARS, "--out", out, "--workers", "2", "--quiet"]
    subprocess.run(command, check=True)
    found = {path.parent.name: path for path in out.glob("students/*/results.json")}
    assert set(found) == {path.name for path in EXEMPLARS.iterdir()}
    return found


def run(python: Path, *arguments: object, folder: Path) -> str:
    command = [str(python), *map(str, arguments)]
    ran = subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


def test_grade_reports_every_exemplar_with_our_total(theirs: Path, results: dict[str, Path], tmp_path: Path) -> None:
    for name, path in results.items():
        (tmp_path / ".grade").write_bytes(path.read_bytes())
        report = run(theirs, "-m", "grade", "report", folder=tmp_path)
        line = next(line for line in report.splitlines() if line.startswith("## Autograder Score: "))
        score, _, possible = line.removeprefix("## Autograder Score: ").partition("/")
        ours = json.loads(path.read_text())["score"]
        assert (float(score), float(possible)) == (pytest.approx(ours), 79), name  # it adds up floats


def test_gslocal_shows_every_exemplar_with_our_total(theirs: Path, results: dict[str, Path], tmp_path: Path) -> None:
    script = "import sys; from pathlib import Path; from gslocal.results import format_results as show; "
    for name, path in results.items():
        shown = run(theirs, "-c", script + "show(Path(sys.argv[1]))", path, folder=tmp_path)
        score = Decimal(str(json.loads(path.read_text())["score"]))
        assert f"{score:.2f} / 79.00" in shown, name
        assert shown.count("PASS") + shown.count("FAIL") >= 19, name


def test_our_reader_takes_our_own(results: dict[str, Path]) -> None:
    for name, path in results.items():
        read = parse_results(path.read_bytes())
        assert read.problems == (), name
        assert sum(test.score or 0 for test in read.tests) == read.score, name


def test_our_reader_takes_what_gradescope_utils_writes(theirs: Path, tmp_path: Path) -> None:
    run(theirs, "-c", WRITE_RESULTS, folder=tmp_path)
    read = parse_results((tmp_path / "results.json").read_bytes())
    assert read.problems == ()
    assert read.score == Decimal("2.5")
    assert {(test.number, test.score, test.max_score) for test in read.tests} == {
        ("1.3a", Decimal("2.5"), Decimal("2.5")),
        ("2", Decimal(0), Decimal(1)),
    }
    assert read.hides_total


def test_our_reader_takes_what_grade_writes(theirs: Path, tmp_path: Path) -> None:
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "__init__.py").touch()
    (tmp_path / "tests" / "test_all.py").write_text(GRADED_BY_GRADE)
    run(theirs, "-m", "grade", "run", folder=tmp_path)
    read = parse_results((tmp_path / ".grade").read_bytes())
    assert read.problems == ()
    assert [(test.score, test.max_score) for test in read.tests] == [(3, 3), (0, 1)]


def test_aga_and_we_read_the_same_due_date(theirs: Path, tmp_path: Path) -> None:
    path = tmp_path / "submission_metadata.json"
    path.write_text(json.dumps(SHAPES["plain"]))
    said = run(theirs, "-c", READ_METADATA, path, folder=tmp_path).strip()
    ours = read_metadata(path.read_bytes()).assignment.due_date
    assert ours is not None
    assert said == ours.isoformat()
