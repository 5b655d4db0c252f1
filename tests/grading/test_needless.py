"""Leaving a child out must never show: every doubt is settled by running."""

import pytest

from autograder.domain.faults import Fault, FaultKind
from autograder.domain.handed import Returned
from autograder.grading.needless import Loaded, Sources, is_needless
from autograder.sandbox import FunctionCall, JobResult, NamedValue

MISSING = Fault(FaultKind.MISSING, "there is none")
ASKED = (FunctionCall("step", {}), NamedValue("4.1 A"))


def loaded(table=MISSING, listed=Returned({"functions": [], "keys": []}), output="") -> Loaded:  # noqa: B008 - frozen
    return Loaded((NamedValue("1.2 x"),), JobResult((table, listed), output, "S3", 0.0), listed)


def needless(source: bytes, **shown) -> bool:
    return is_needless(ASKED, Sources({"solution.py": source}), loaded(**shown))


@pytest.mark.parametrize(
    "source",
    [
        b"",
        b"def other(x):\n    return x\n",
        b"# -*- coding: utf-8 -*-\nimport numpy as np\nANSWERS = {'1.2 x': 3}\n",
        b"if __name__ == '__main__':\n    print(1)\n",
        "# élève\ndef other(x): return x\n".encode(),
    ],
)
def test_code_without_any_of_the_names_is_not_run_again(source: bytes) -> None:
    assert needless(source)
    assert needless(source, table=Returned(3), listed=Returned({"functions": ["other"], "keys": ["1.2 x"]}))


@pytest.mark.parametrize(
    "source",
    [
        b"def step(): return 1",
        b"from other import step",
        "def \uff53tep(): return 1".encode(),
        b"ANSWERS = {'4.1 A': 1}",
        b"globals()['st' + 'ep'] = 1",
        b"exec('de' + 'f st' + 'ep(): return 1')",
        b"from other import *",
        b"from other import(*)",
        b"import sys\nsys.modules['solution']",
        b"__builtins__",
        b"import ctypes",
        b"# -*- coding: utf-7 -*-\n",
        b"\xff",
    ],
)
def test_code_that_may_make_a_name_is_run(source: bytes) -> None:
    assert not needless(source)


def test_names_of_every_file_count() -> None:
    assert not is_needless(ASKED, Sources({"solution.py": b"", "other.py": b"def step(): pass"}), loaded())


@pytest.mark.parametrize(
    "shown",
    [
        {"output": "hello"},
        {"table": Fault(FaultKind.UNREADABLE, "ANSWERS is a value of type list, not a dict")},
        {"table": Fault(FaultKind.TIMED_OUT, "late")},
        {"listed": Fault(FaultKind.EXITED, "gone")},
        {"listed": Returned({"functions": [], "keys": ["4.1 A"]})},
        {"listed": Returned({"functions": [], "keys": [str(number) for number in range(500)]})},
        {"listed": Returned({"keys": "4.1 A"})},
        {"listed": Returned(["4.1 A"])},
    ],
)
def test_what_the_first_load_left_open_is_run(shown) -> None:
    assert not needless(b"", **shown)


def test_a_table_that_no_request_looked_into_may_be_anything() -> None:
    first = JobResult((Returned(1),), "", "S3", 0.0)
    unread = Loaded((FunctionCall("other", {}),), first, Returned({"functions": [], "keys": []}))
    assert not is_needless(ASKED, Sources({"solution.py": b""}), unread)
    assert is_needless(ASKED[:1], Sources({"solution.py": b""}), unread)
