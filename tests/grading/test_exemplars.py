"""Whole submissions, right, wrong, broken and hostile, each with its expected verdicts."""

from fractions import Fraction
from pathlib import Path

import pytest

from autograder.assignment import shipped_folder
from autograder.domain.evidence import MaskPicture
from autograder.grading import Grader
from autograder.grading.exemplars import Exemplar, criteria_of, differences, load_exemplars, standing
from autograder.reporting import SINKS, Look

EXEMPLARS = load_exemplars(shipped_folder("reference"))
LOOK = Look(shipped_folder("reports"))
FOLDER = shipped_folder("reference") / "exemplars"


@pytest.mark.parametrize("exemplar", EXEMPLARS, ids=lambda exemplar: exemplar.name)
def test_every_exemplar_gets_exactly_its_expected_verdicts(grader: Grader, exemplar: Exemplar) -> None:
    graded = grader.grade(exemplar.folder).graded
    assert list(differences(exemplar.expected, graded)) == []


@pytest.mark.parametrize("name", ["answered_2022", "perfect_code", "broken_latex", "wrong_shapes"])
def test_the_same_submission_gives_the_same_bytes_twice(grader: Grader, name: str) -> None:
    first, second = (grader.grade(FOLDER / name).graded for _ in range(2))
    for sink in SINKS.values():
        assert sink(first, LOOK) == sink(second, LOOK)


def test_the_real_copy_is_told_what_it_lacks(grader: Grader) -> None:
    graded = dict(criteria_of(grader.grade(FOLDER / "answered_2022").graded))
    for subquestion in ("2.2", "2.3"):
        evidence = graded[f"{subquestion}/field/field"].verdict.evidence
        assert [item.missing for item in evidence if isinstance(item, MaskPicture)] == [((2, 4),)]
    assert standing(graded["4.3/modulus/modulus"].verdict) == "missing"
    for whole in ("2.1/field/field", "2.4/field/field", "4.1/A/row_d", "4.1/A/row_g", "4.2/points/points"):
        assert standing(graded[whole].verdict) == "1"


def test_everything_missing_is_worth_nothing_and_nothing_crashes(grader: Grader) -> None:
    graded = grader.grade(FOLDER / "blank").graded
    assert {standing(criterion.verdict) for _, criterion in criteria_of(graded)} == {"missing"}
    assert (graded.tally.earned, graded.tally.awaiting) == (Fraction(0), Fraction(0))
    assert graded.alerts == ()


def test_the_template_and_the_blank_exemplar_are_the_same_files() -> None:
    template = shipped_folder("student_template")
    for path in (FOLDER / "blank").iterdir():
        if path.name != "expected.toml":
            assert path.read_bytes() == (template / path.name).read_bytes()


def test_a_secret_changes_the_cases_and_not_the_verdicts(grader: Grader) -> None:
    with Grader(grader.assignment, grader._sandbox, secret="another year") as secret:
        ours, theirs = (one.grade(Path(FOLDER / "perfect_code")).graded for one in (grader, secret))
    assert ours.tally == theirs.tally
    assert ours != theirs
