"""A picture that cannot be drawn is refused when the assignment is loaded, never while a student is graded."""

import pytest

from autograder.assignment import load_assignment
from autograder.domain.errors import AssignmentError
from tests.assignment.conftest import Breaker


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("at = { alpha = 0.3 } }\nslips", "at = { beta = 0.3 } }\nslips", 'cannot set "beta"; it can set alpha, d, g'),
        ('cases = ["on the d axis", "on the g axis"]', 'cases = ["on the d axis"]', "drawn from 2 of the function's"),
        ('form = "iterates"', 'form = "orbit"', "'iterates', 'eigenvalues' or 'curve'"),
    ],
)
def test_a_picture_that_cannot_be_drawn_is_refused(broken: Breaker, old: str, new: str, said: str) -> None:
    with pytest.raises(AssignmentError, match=said):
        load_assignment(broken("q4_gan/question.toml", old, new))


def test_only_an_expression_or_a_function_can_be_drawn(broken: Breaker) -> None:
    picture = 'picture = { form = "curve", caption = "x", axes = ["t", "y"], along = "t" }\n'
    new = f'via = "latex"\n{picture}reference = "behaviour"'
    with pytest.raises(AssignmentError, match="only an expression or a function can be drawn"):
        load_assignment(broken("q4_gan/question.toml", 'via = "latex"\nreference = "behaviour"', new))
