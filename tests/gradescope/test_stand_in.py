"""The package in a stand-in for the platform: see `stand_in.py`. It takes minutes, root and tools of Debian's."""

import json
from pathlib import Path

import pytest

from autograder.assignment import load_assignment
from autograder.delivery.gradescope.results_reader import ReadResults, parse_results
from autograder.grading import Grader
from autograder.grading.judges import DirectJudge
from autograder.sandbox import open_sandbox
from tests.delivery.gradescope.shapes import metadata, written
from tests.gradescope import cgroups, submissions
from tests.gradescope.conftest import SECRET
from tests.gradescope.handed_in import HANDED_IN
from tests.gradescope.stand_in import MEMORY_MB, Image, Ran

pytestmark = pytest.mark.slow


def _read(ran: Ran) -> ReadResults:
    assert ran.results is not None, ran.stdout
    return parse_results(ran.results)


def _outcome(read: ReadResults) -> str:
    return str(read.extra_data["autograde"]["outcome"])


def test_the_systems_own_python_is_left_as_it_was(image: Image) -> None:
    installed = image.layers[0]
    assert not (installed / "usr/bin/python3").exists()  # no other than that of the layer below
    assert (installed / "opt/autograde/venv/bin/python").is_symlink()


def test_references_and_secret_are_closed_to_all_but_root(image: Image) -> None:
    for name in ("opt/autograde/private", "autograder/source"):
        folder = image.layers[0] / name
        assert folder.stat().st_mode & 0o777 == 0o700
        assert any(folder.iterdir())


def test_the_build_says_how_students_code_is_held(image: Image) -> None:
    assert "S3" in image.log
    assert "setup: done" in image.log


@pytest.mark.parametrize("name", HANDED_IN)
def test_every_run_ends_well_with_valid_results(ran: dict[str, Ran], name: str) -> None:
    read = _read(ran[name])
    assert ran[name].code == 0
    assert read.problems == ()
    assert read.score is not None
    assert ran[name].changed == ()


@pytest.mark.parametrize(
    ("name", "score"),
    [("answered_2022", 60), ("blank", 0), ("late", 60 - 7.9), ("refused", 33), ("nothing", 0)],
)
def test_the_score_is_right(ran: dict[str, Ran], name: str, score: float) -> None:
    read = _read(ran[name])
    assert float(read.score or 0) == pytest.approx(score)
    assert sum(float(test.score or 0) for test in read.tests) == pytest.approx(score)
    assert _outcome(read) == ("refused" if name == "refused" else "graded")


def test_it_is_the_score_of_this_machine(ran: dict[str, Ran], course: Path, tmp_path: Path) -> None:
    for name, content in HANDED_IN["perfect"].files.items():
        (tmp_path / name).write_bytes(content)
    assignment = load_assignment(course)
    with open_sandbox() as sandbox, Grader(assignment, sandbox, SECRET, DirectJudge(assignment, SECRET)) as grader:
        earned = grader.grade(tmp_path).graded.tally.earned
    assert float(_read(ran["perfect"]).score or 0) == float(earned) > 70


@pytest.mark.parametrize("name", ["forge", "pry", "kill"])
def test_harm_gains_nothing_and_costs_nothing(ran: dict[str, Ran], name: str) -> None:
    read = _read(ran[name])
    assert read.score == 60  # what the honest code of the same file earns
    assert read.extra_data["autograde"]["isolation"].startswith("S3")


def test_a_filled_disk_and_memory_cost_only_their_author(ran: dict[str, Ran]) -> None:
    read = _read(ran["fill"])
    assert read.score == 60
    assert _outcome(read) == "graded"


def test_who_sleeps_keeps_what_was_answered_otherwise(ran: dict[str, Ran]) -> None:
    read = _read(ran["sleep"])
    assert _outcome(read) == "graded"
    assert read.score == 60  # all of it in answers.tex


def test_half_a_processor_and_the_memory_are_enough(ran: dict[str, Ran]) -> None:
    if not cgroups.available():
        pytest.skip("no cgroup can be made here, so nothing limits the containers")
    peaks = {name: one.peak_bytes or 0 for name, one in ran.items()}
    assert max(peaks.values()) <= MEMORY_MB * 1024**2
    assert min(peaks.values()) > 0
    print("peak memory in MB:", {name: peak // 1024**2 for name, peak in peaks.items()})


def test_a_run_that_the_platform_cuts_short_leaves_valid_results(image: Image) -> None:
    cut = image.grade(submissions.exemplar("answered_2022"), written(metadata()), ended_after=3)
    read = _read(cut)
    assert read.problems == ()
    assert _outcome(read) in ("unfinished", "graded")
    assert read.tests


def test_the_same_submission_gives_the_same_bytes(image: Image, ran: dict[str, Ran]) -> None:
    again = image.grade(HANDED_IN["perfect"].files, HANDED_IN["perfect"].metadata)
    assert again.results == ran["perfect"].results


def test_results_are_small_enough_for_the_platform(ran: dict[str, Ran]) -> None:
    for one in ran.values():
        assert one.results is not None
        assert len(one.results) <= 1024**2
        assert all(len(test.get("output", "").encode()) <= 32 * 1024 for test in json.loads(one.results)["tests"])
