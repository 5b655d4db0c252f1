"""Answers in many hands, right and subtly wrong, through the whole pipeline: each earns what is fair."""

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from autograder.domain.graded import GradedCriterion
from autograder.domain.verdicts import Judged
from autograder.grading import Grader
from autograder.grading.exemplars import criteria_of, standing

FOLDER = Path(__file__).parent / "strangers"
PAGE = (
    "{definitions}\n\\begin{{document}}\n\\begin{{answer}}{{{subquestion}}}\n{text}\\end{{answer}}\n\\end{{document}}\n"
)


def strangers() -> list[Any]:
    return [
        pytest.param(table, id=f"{path.stem}: {table['about']}")
        for path in sorted(FOLDER.glob("*.toml"))
        for table in tomllib.loads(path.read_text(encoding="utf-8"))["stranger"]
    ]


def is_answered(criterion: GradedCriterion) -> bool:
    return not (isinstance(criterion.verdict, Judged) and standing(criterion.verdict) == "missing")


@pytest.mark.parametrize("stranger", strangers())
def test_a_stranger_earns_what_is_fair(
    grader: Grader, submission: Callable[..., Path], stranger: dict[str, Any]
) -> None:
    files = {"solution_py": stranger["code"]} if "code" in stranger else {}
    if "text" in stranger:
        files["answers_tex"] = PAGE.format(**{"definitions": "", **stranger})
    graded = grader.grade(submission(**files)).graded
    found = {name: standing(one.verdict) for name, one in criteria_of(graded) if is_answered(one)}
    assert found == stranger["earns"]
