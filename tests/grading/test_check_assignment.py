"""What an author is told of an assignment that is not ready."""

import pytest

from autograder.domain.errors import AssignmentError


def test_an_assignment_that_is_ready_has_no_fault(small) -> None:
    assert small.faults() == ()


def test_without_exemplars_nothing_shows_that_criteria_are_earned_and_lost(small) -> None:
    names = [name for name in small.files if name.startswith("exemplars")]
    small.leave_out(*names)
    for name in ("right", "wrong"):
        (small.folder / "exemplars" / name).rmdir()
    (fault,) = small.faults()
    assert "exemplars/ is empty" in fault
    assert "4 criteria" in fault
    (small.folder / "exemplars").rmdir()
    (fault,) = small.faults()
    assert "exemplars/ does not exist" in fault
    assert "make exemplars/NAME/" in fault
    assert "expected.toml" in fault


def test_rows_that_earn_points_exist_in_what_the_reference_computes(small) -> None:
    small.change("q/question.toml", "rows = { head = [0] }", "rows = { head = [0, 3] }")
    assert small.faults()[0] == '1.2 twice, twice(): row 3 of "head" does not exist; the target has 3, counted from 0'


def test_a_mistake_in_the_authors_code_is_told_with_its_place(small) -> None:
    small.change("q/solution.py", "def twice(v)", "def twice(w)")
    fault = small.faults()[0]
    assert "q/solution.py, line 3, in twice: NameError: name 'v' is not defined" in fault


def test_a_mistake_in_the_worlds_is_told_with_its_place(small) -> None:
    small.change("q/world.py", "drawn = {", "drawn = base = no_such_name = {**unknown, ")
    faults = small.faults()
    assert "q/world.py, line 5, in world: NameError: name 'unknown' is not defined" in faults[0]
    assert any("exemplar right" in fault and "NameError" in fault for fault in faults)


def test_a_value_without_the_axis_of_the_worlds_is_named(small) -> None:
    small.change("q/world.py", "rng.normal(size=(count, 3, 2))", "rng.normal(size=(3, 2))")
    (fault,) = small.faults()
    assert fault.startswith('q/world.py, world: the array of "M" has shape (3, 2) where 7 worlds are drawn')


def test_a_declared_letter_without_a_value_is_named(small) -> None:
    small.change("q/world.py", '"x": rng.normal(size=count),', "")
    faults = small.faults()
    assert faults[0] == 'q/world.py, world: notation.toml declares "x", and it gives it no value'


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('shape = ["n", "d"]', 'shape = ["d", "n"]', 'its value is (3,) in each world: n is 2 in "M"'),
        ('shape = ["n", "d"]', 'shape = ["n", 3]', "its value is (3, 2) in each world: 3 is 3"),
        ('role = "vector"', 'role = "matrix"', '"b" is a matrix, and its value has entries of shape (3,)'),
    ],
)
def test_a_shape_that_the_worlds_contradict_is_a_fault(small, old: str, new: str, said: str) -> None:
    small.change("q/notation.toml", old, new)
    assert any(said in fault for fault in small.faults())


def test_a_slip_that_is_not_recognised_says_what_was_found(small) -> None:
    small.change("q/question.toml", 'variant = "once"', 'variant = "twice"')
    assert 'the slip "once" is not recognised as such; found 1' in small.faults()[0]


def test_all_files_that_lack_are_said_at_once_with_the_parts_that_need_them(small) -> None:
    small.leave_out("q/world.py", "q/solution.py", "q/inputs.py")
    with pytest.raises(AssignmentError) as caught:
        small.faults()
    said = str(caught.value)
    assert "needs 3 files that do not exist" in said
    for lack in ("q/world.py (for 1.1 matrix)", "q/solution.py (for 1.2 twice)", "q/inputs.py (for 1.2 twice)"):
        assert lack in said


CHOICES = """
id = "1"
title = "Q"

[[subquestions]]
id = "1.1"
title = "A choice"
points = 5

[[subquestions.parts]]
id = "which"
title = "Which"
ask = "Choose."
criteria = [{ id = "which", title = "Which", points = 5 }]

[[subquestions.parts.alternatives]]
via = "latex"
answer = { kind = "choice", options = { convex = [], concave = [] }, CREDIT }
"""


@pytest.mark.parametrize(
    ("credit", "found"),
    [
        ("credit = { convex = 1 }", False),
        ('members = ["convex"]', False),
        ('credit = { convex = "1/2" }', True),
    ],
)
def test_a_choice_needs_no_file_beside_its_table(small, credit: str, found: bool) -> None:
    (small.folder / "q/question.toml").write_text(CHOICES.replace("CREDIT", credit), encoding="utf-8")
    small.leave_out("q/world.py", "q/solution.py", "q/inputs.py", "q/notation.toml")
    assert any("the reference itself does not earn which" in fault for fault in small.faults()) is found
