"""Names that are nearly those that are asked for: of parts in LaTeX, of functions."""

from pathlib import Path

import pytest

from autograder.assignment import load_assignment, shipped_folder
from autograder.domain.handed import Returned
from autograder.grading import Grader
from autograder.grading.alternatives import ways
from autograder.grading.exemplars import criteria_of, standing
from autograder.grading.unasked import meant_functions

WAYS = tuple(ways(load_assignment(shipped_folder("reference"))))


@pytest.mark.parametrize("name", ["Modulus", "MODULUS", "mo-dulus", "modulus"])
def test_capitals_in_the_name_of_a_part_do_not_matter(grader: Grader, submission, name: str) -> None:
    source = rf"\begin{{answer}}{{4.3}}\final{{{name}}}{{\sqrt{{1+\alpha^2}}}}\end{{answer}}"
    graded = grader.grade(submission(answers_tex=source)).graded
    assert graded.alerts == ()
    assert standing(dict(criteria_of(graded))["4.3/modulus/modulus"].verdict) == "1"


@pytest.mark.parametrize(
    ("functions", "found"),
    [
        (["growth_rate"], {"growth": "growth_rate"}),
        (["computeGrowth", "helper"], {"growth": "computeGrowth"}),
        (["Growth"], {"growth": "Growth"}),
        (["growht"], {"growth": "growht"}),
        (["growth", "growth_rate"], {}),
        (["overgrowth_of_x", "g", "my_helper"], {}),
        (["growth\x1b[31m"], {}),
    ],
)
def test_a_function_with_the_words_of_one_that_lacks_may_be_meant(functions, found) -> None:
    assert meant_functions(Returned({"functions": functions}), WAYS) == found


def test_a_part_says_which_function_may_have_been_meant_for_it(grader: Grader, submission) -> None:
    code = "def growth_rate(alpha):\n    return (1 + alpha**2) ** 0.5\n"
    graded = grader.grade(submission(solution_py=code)).graded
    parts = {part.id: part for subquestion, part in graded.parts() if subquestion.id == "4.3"}
    assert parts["growth"].hints[0] == "There is no function growth; is it growth_rate?"
    assert parts["modulus"].hints == ("$|a + ib|^2 = a^2 + b^2$.",)
    assert [(alert.message, alert.hint) for alert in graded.alerts] == [
        ("The function growth_rate is not asked for.", "Did you mean growth?")
    ]


def test_nothing_is_said_of_a_part_that_is_answered(grader: Grader, submission) -> None:
    source = r"\begin{answer}{4.3}\final{growth}{1+\alpha^2}\end{answer}"
    code = "def growth_rate(alpha):\n    return 1 + alpha**2\n"
    folder: Path = submission(answers_tex=source, solution_py=code)
    assert grader.grade(folder).graded.alerts == ()
