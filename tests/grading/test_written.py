"""Which answers are in a file that could not be loaded."""

import pytest

from autograder.grading import Grader
from autograder.grading.exemplars import criteria_of, standing
from autograder.grading.written import Written


def written(code: str, **others: bytes) -> Written:
    return Written({"solution.py": code.encode(), **{f"{name}.py": text for name, text in others.items()}})


@pytest.mark.parametrize(
    "code",
    [
        "import torch\ndef step(x):\n    return torch.tensor(x)",
        "if 1:\n    def step(x): return x",
        "step = lambda x: x",
        "from helper import step",
        "from helper import walk as step",
        "from helper import *",
        "from .other import *",
        "exec('def st' 'ep(x): return x')",
        "globals()['st' + 'ep'] = abs",
        "@jit\ndef step(x): pass",
        "def other(:\n    pass\ndef step(x):\n    return x",
        "def step(x:\n    return x",
        "def \uff53tep(x): return x",
    ],
)
def test_a_function_that_may_be_there_is_there(code: str) -> None:
    assert written(code, helper=b"").holds_function("step")


@pytest.mark.parametrize(
    "code",
    [
        "",
        "import torch\ndef other(x): return step(x)",
        "def step(x):\n    '''To be filled in.'''\n    return None",
        "class A:\n    def step(self): return 1",
        "from torch import *",
        "x = '\\d'  # def step(x)",
        "# def step(x): return x\ndef other(:\n    pass",
        "def step(x):\n    return None\n\ndef other(:\n    return x",
        "model.eval()",
    ],
)
def test_a_function_that_is_not_defined_is_not_there(code: str) -> None:
    assert not written(code, helper=b"").holds_function("step")


@pytest.mark.parametrize(
    ("code", "there"),
    [
        ("ANSWERS = {'4.1 A': 1}", True),
        ("ANSWERS = {}\nANSWERS['4.1 A'] = 1", True),
        ("ANSWERS: dict = {'4.1 A': 1}", True),
        ("ANSWERS = dict(zip(a, b))", True),
        ("ANSWERS = {}\nANSWERS.update(more)", True),
        ("ANSWERS = {**more}", True),
        ("ANSWERS = {}\ndef fill(): ANSWERS[key] = 1", True),
        ("from helper import ANSWERS\nprint(ANSWERS)", True),
        ("ANSWERS = {'4.1 A': 1", True),
        ("import torch", False),
        ("ANSWERS = {'4.2 points': 1}", False),
        ("ANSWERS = {'4.1 A': None, '4.2 points': 1}", False),
        ("ANSWERS = {\n    # '4.1 A': ...,\n}\ndef other(:\n    pass", False),
    ],
)
def test_a_key_is_there_if_the_table_may_have_it(code: str, there: bool) -> None:
    assert written(code, helper=b"").holds_key("4.1 A") is there


def test_deep_nesting_is_no_failure() -> None:
    assert not written("x = " + "(" * 5000 + ")" * 5000).holds_function("step")


def test_a_file_that_cannot_be_loaded_costs_only_what_is_in_it(grader: Grader, submission) -> None:
    code = "import no_such_package\ndef growth(alpha):\n    return no_such_package.growth(alpha)\n"
    found = dict(criteria_of(grader.grade(submission(solution_py=code)).graded))
    asked = {name: standing(one.verdict) for name, one in found.items()}
    assert {name for name, said in asked.items() if said == "0"} == {"4.3/growth/growth"}
    assert set(asked.values()) == {"0", "missing"}
