"""An assignment that contradicts itself is refused with one sentence that says where."""

from fractions import Fraction
from pathlib import Path

import pytest

from autograder.assignment import load_assignment, shipped_folder
from autograder.domain.errors import AssignmentError

SHIPPED = {
    "1.1": 5, "1.2": 5, "1.3a": 2, "1.3b": 2, "1.3c": 2, "2.1": 5, "2.2": 5, "2.3": 5, "2.4": 5, "3.1": 6, "3.2": 4,
    "4.1": 4, "4.2": 3, "4.3": 6, "5.1": 4, "5.2": 2, "5.3": 8, "5.4": 4, "5.5": 2,
}  # fmt: skip


def test_the_shipped_assignment_has_the_points_that_are_printed_on_it() -> None:
    assignment = load_assignment(shipped_folder("reference"))
    points = {table.id: table.points for question in assignment.questions for table in question.table.subquestions}
    assert points == SHIPPED
    assert assignment.total_points == sum(points.values(), Fraction(0)) == 79


def test_the_version_changes_with_every_file_that_decides_a_grade(broken) -> None:
    before = load_assignment(shipped_folder("reference")).version
    assert load_assignment(broken("q4_gan/solution.py", '"""', '"""\n')).version != before


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("assignment.toml", "total_points = 79", "total_points = 80", "worth 80 points, but its"),
        ("q4_gan/question.toml", "points = 4", "points = 5", "subquestion 4.1 is worth 5 points"),
        ("q4_gan/question.toml", '"Row of d", points = 2', '"Row of d", points = 0.5', "points are written"),
        ("q4_gan/question.toml", 'id = "row_g"', 'id = "row_d"', 'the criterion "row_d" is there twice'),
        ("q4_gan/question.toml", "row_g = [1]", "row_h = [1]", 'no criterion "row_h"'),
        ("q4_gan/question.toml", "row_g = [1]", "row_g = [7]", 'row 7 of "row_g" does not exist; the target has 2'),
        ("q4_gan/question.toml", "row_g = [1]", "row_g = [-1]", "row -1"),
        ("q4_gan/question.toml", "row_g = [1]", "row_g = []", "empty list"),
        ("q4_gan/question.toml", 'in_terms_of = ["alpha"]', 'in_terms_of = ["alfa"]', 'did you mean "alpha"?'),
        ("q4_gan/question.toml", 'in_terms_of = ["alpha"]', 'in_terms_of = ["zzz"]', "does not declare"),
        ("q4_gan/question.toml", 'credit = { "spirals outward"', 'credit = { "spiral outward"', "none of the"),
        ("q3_flows/question.toml", "credit = { reverse = 1 }", 'members = ["reverse", "nrm"]', 'members names "nrm"'),
        ("q4_gan/question.toml", 'reference = "step"', 'reference = "stop"', 'no function "stop"'),
        ("q4_gan/question.toml", 'cases = "cases_step"', 'cases = "cases_stop"', 'no function "cases_stop"'),
        ("q4_gan/question.toml", 'kind = "array"', 'kind = "arrey"', "arrey"),
        ("q4_gan/question.toml", 'kind = "array"', 'kind = "array", tolerance = { absolute = -1.0 }', "at least 0"),
        ("q4_gan/question.toml", 'kind = "array"', 'kind = "array", tolerance = { relative = 2.0 }', "accept anything"),
        ("q4_gan/question.toml", 'kind = "array"', 'kind = "array", colour = "red"', "colour"),
        ("q4_gan/question.toml", 'id = "4"', "id = ", "not valid TOML"),
        ("q4_gan/notation.toml", "positive", "positively", "positively"),
        ("q5_simsiam/question.toml", '"The reason", points = 1, rubric = ', '"The reason", points = 1, x = ', "x"),
        ("q4_gan/solution.py", "import", "import nothing_of_this_name,", "cannot be loaded"),
        ("q4_gan/world.py", "def world(", "def other_world(", "no function world"),
        ("q5_simsiam/world.py", "def world_without_predictor(", "def other_world(", "world_without_predictor"),
        ("q5_simsiam/question.toml", 'criterion = "expand"', 'criterion = "expend"', 'no criterion "expend"'),
        ("assignment.toml", "[limits]", "[limits]\njudge = { cpu_seconds = 0 }", "judge cpu_seconds"),
        ("assignment.toml", "[limits]", "[limits]\njudge = { wall_seconds = 5 }", "at least cpu_seconds"),
        ("assignment.toml", "[limits]", "[limits]\njudge = { hurried_cpu_seconds = 11 }", "get less time"),
        ("assignment.toml", "[limits]", "[limits]\njudge = { minutes = 3 }", "minutes"),
    ],
)  # fmt: skip
def test_a_contradiction_is_one_sentence_that_says_where(broken, file: str, old: str, new: str, said: str) -> None:
    folder = broken(file, old, new)
    with pytest.raises(AssignmentError) as caught:
        load_assignment(folder)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value).strip()


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(AssignmentError, match=r"assignment\.toml does not exist"):
        load_assignment(tmp_path)


def test_a_schema_fault_is_placed_by_names_not_by_positions(broken) -> None:
    folder = broken("q4_gan/question.toml", '"Row of d", points = 2', '"Row of d", points = "two"')
    with pytest.raises(AssignmentError) as caught:
        load_assignment(folder)
    assert 'subquestions "4.1" parts "A" criteria "row_d" points' in str(caught.value)
