"""A derivation that leans on another answer of its part: the limit of 5.3, with its bound beside the chain."""

from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.grading import Grader
from autograder.grading.exemplars import criteria_of, standing

LIMIT = "5.3/collapse/limit"
CLAIM = r"\begin{derivation}{chain} Hence $W(t) \to 0$. \end{derivation}"
RIGHT, GROWING = r"e^{-\lambda_0 t}\|W(0)\|_F", r"e^{\lambda_0 t}\|W(0)\|_F"
BOUND = "import math\n\n\ndef bound(t, lambda_0, norm_W0):\n    return math.exp({sign}lambda_0 * t) * norm_W0\n"


def limit(grader: Grader, folder: Path) -> str:
    return standing(dict(criteria_of(grader.grade(folder).graded))[LIMIT].verdict)


def page(*answers: str) -> str:
    body = "\n".join(answers)
    return f"\\begin{{document}}\n\\begin{{answer}}{{5.3}}\n{body}\n\\end{{answer}}\n\\end{{document}}\n"


@pytest.mark.parametrize(("bound", "earned"), [(RIGHT, "1"), (GROWING, "0"), ("", "0")])
def test_a_limit_leans_on_a_final_answer_that_is_right(
    grader: Grader, submission: Callable[..., Path], bound: str, earned: str
) -> None:
    final = rf"\final{{bound}}{{{bound}}}"
    for answers in ((CLAIM, final), (final, CLAIM)):
        assert limit(grader, submission(answers_tex=page(*answers))) == earned


@pytest.mark.parametrize(("sign", "earned"), [("-", "1"), ("", "0")])
def test_a_limit_leans_on_a_function_that_is_right(
    grader: Grader, submission: Callable[..., Path], sign: str, earned: str
) -> None:
    assert limit(grader, submission(answers_tex=page(CLAIM), solution_py=BOUND.format(sign=sign))) == earned


def test_a_bound_alone_claims_no_limit(grader: Grader, submission: Callable[..., Path]) -> None:
    silent = CLAIM.replace(r"\to 0", r"\ge 0")
    assert limit(grader, submission(answers_tex=page(silent, rf"\final{{bound}}{{{RIGHT}}}"))) == "0"
