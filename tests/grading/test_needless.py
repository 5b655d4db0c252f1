"""Leaving a child out must never show: every doubt is settled by running."""

from pathlib import Path

import pytest

from autograder.assignment import shipped_folder
from autograder.domain.faults import Fault, FaultKind
from autograder.domain.handed import Returned
from autograder.grading import Grader, running
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


_EXEMPLARS = shipped_folder("reference") / "exemplars"
_NOT_LOADED_OR_LONG = {"syntax_error", "import_error", "loop_exit_flood"}
_WRITTEN = {
    "silent": "def growth(alpha):\n    return 1 + alpha**2\n",
    "printing": "print('hello')\ndef growth(alpha):\n    print('called')\n    return 1 + alpha**2\n",
    "no table": "ANSWERS = [1, 2]\n",
    "built keys": "ANSWERS = {f'{q} {n}': 'reverse' for q in ('3.2', '4.3') for n in ('scenario1', 'growth')}\n",
    "built names": "for name in ('gro' + 'wth',):\n    globals()[name] = lambda alpha: 1 + alpha**2\n",
}


def _handed_in() -> dict[str, str]:
    texts = {path.parent.name: path.read_text("utf-8") for path in sorted(_EXEMPLARS.glob("*/solution.py"))}
    return {name: text for name, text in texts.items() if name not in _NOT_LOADED_OR_LONG} | _WRITTEN


@pytest.mark.parametrize("code", [pytest.param(code, id=name) for name, code in _handed_in().items()])
def test_the_record_is_the_same_as_when_every_question_is_run(
    grader: Grader, submission, monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    folder: Path = submission(solution_py=code)
    shortened = grader.grade(folder).graded
    monkeypatch.setattr(running, "is_needless", lambda *_: False)
    assert grader.grade(folder).graded == shortened


def test_questions_of_which_nothing_is_there_start_no_process(
    grader: Grader, submission, monkeypatch: pytest.MonkeyPatch
) -> None:
    jobs = []
    run = grader._sandbox.run
    monkeypatch.setattr(grader._sandbox, "run", lambda job: jobs.append(job) or run(job))
    grader.grade(submission(solution_py=_WRITTEN["silent"]))
    assert 0 < len(jobs) < len(grader.assignment.questions)
