import errno
import inspect
from pathlib import Path

import numpy as np
import pytest

import autograder
from autograder.domain.faults import Fault, FaultKind, Place
from autograder.sandbox import Limits
from autograder.sandbox.explaining import Explainer, absent, mismatch
from autograder.sandbox.refusals import Refused

CALLED_WITH = ("state", "alpha")


@pytest.fixture
def explainer(tmp_path: Path) -> Explainer:
    return Explainer(str(tmp_path), "solution.py", Limits(memory_bytes=1 << 29))


def raised_by(source: str, folder: str, name: str = "solution.py") -> BaseException:
    path = Path(folder) / name
    path.write_text(source)
    try:
        exec(compile(source, str(path), "exec"), {})
    except BaseException as error:  # noqa: BLE001 - whatever the source raises is what is wanted
        return error
    raise AssertionError("nothing was raised")


@pytest.mark.parametrize(
    ("source", "kind", "message"),
    [
        ("x = [1][4]", FaultKind.EXCEPTION, 'f raised IndexError: list index out of range, at "x = [1][4]"'),
        ("raise KeyError", FaultKind.EXCEPTION, 'f raised KeyError, at "raise KeyError"'),
        ("raise MemoryError", FaultKind.OUT_OF_MEMORY, 'f needed more than 512 MiB of memory, at "raise MemoryError"'),
        ("raise SystemExit(3)", FaultKind.EXITED, 'f ended the program, at "raise SystemExit(3)"'),
        ("raise KeyboardInterrupt", FaultKind.EXCEPTION, 'f raised KeyboardInterrupt, at "raise KeyboardInterrupt"'),
    ],
)
def test_an_exception_has_its_type_text_and_line(
    explainer: Explainer, source: str, kind: FaultKind, message: str
) -> None:
    fault = explainer.exception(raised_by(f"\n{source}\n", explainer.folder), "f")
    assert (fault.fault, fault.message, fault.place) == (kind, message, Place("solution.py", 2))


def test_an_address_and_the_folder_are_left_out(explainer: Explainer) -> None:
    error = ValueError(f"<Thing object at 0x7f00aa> in {explainer.folder}/solution.py")
    assert explainer.exception(error, "f").message == "f raised ValueError: <Thing object> in solution.py"


def test_where_packages_are_installed_is_left_out(explainer: Explainer) -> None:
    error = ImportError(f"cannot import name 'foo' from 'numpy' ({np.__file__})")
    said = explainer.exception(error, "f").message
    assert said == "f raised ImportError: cannot import name 'foo' from 'numpy' (numpy/__init__.py)"
    denied = PermissionError(errno.EACCES, "Permission denied", autograder.__file__)
    assert explainer.exception(denied, "f").message == "f: Permission denied: 'autograder/__init__.py'"


def test_of_a_novel_only_the_beginning_is_read(explainer: Explainer) -> None:
    class Novel(str):
        def replace(self, *_):
            raise AssertionError("all of it was read")

    class Long(Exception):
        def __str__(self):
            return Novel("once upon a time " * 1000)

    said = explainer.exception(Long(), "f").message
    assert said.startswith("f raised Long: once upon a time")
    assert len(said) < 600


def test_a_refusal_says_what_is_off(explainer: Explainer) -> None:
    assert explainer.exception(Refused("the network is off"), "f").message == "f: the network is off"
    denied = PermissionError(errno.EACCES, "Permission denied", "/etc/shadow")
    fault = explainer.exception(denied, "f")
    assert (fault.fault, fault.message) == (FaultKind.REFUSED, "f: Permission denied: '/etc/shadow'")


def test_a_file_that_is_not_there_is_the_students_own_exception(explainer: Explainer) -> None:
    fault = explainer.exception(FileNotFoundError(errno.ENOENT, "No such file", "table.csv"), "f")
    assert fault.fault is FaultKind.EXCEPTION


def test_a_missing_library_is_said_with_those_there_are(explainer: Explainer) -> None:
    error = raised_by("import a_library_that_is_nowhere", explainer.folder)
    assert "numpy and sympy" in explainer.exception(error, "importing solution.py", FaultKind.LOAD_ERROR).hint


@pytest.mark.parametrize(
    ("function", "message"),
    [
        (lambda: 0, "f takes 0 arguments; it is called with (state, alpha)"),
        (lambda s: s, "f takes 1 argument (s); it is called with (state, alpha)"),
        (lambda a, b, c: a, "f takes 3 arguments (a, b, c); it is called with (state, alpha)"),
    ],
)
def test_a_function_of_other_arguments_is_said_with_both_sides(function: object, message: str) -> None:
    fault = mismatch(function, "f", CALLED_WITH)
    assert fault == Fault(FaultKind.SIGNATURE, message, hint="Write: def f(state, alpha):")


@pytest.mark.parametrize("function", [lambda s, a: 0, lambda *all_of_them: 0, lambda s, a, extra=1: 0, max])
def test_a_function_that_can_be_called_is_called(function: object) -> None:
    assert mismatch(function, "f", CALLED_WITH) is None


def _marked(s, a, b):
    return s


_marked.__signature__ = inspect.signature(lambda: 0)


@pytest.mark.parametrize(
    "function",
    [lambda s, /, a: 0, lambda s, *, a=1: 0, lambda s, *, a: 0, lambda *, s, a: 0, lambda s, **a: 0, _marked, print, 3],
)
def test_the_quick_answer_is_never_other_than_that_of_inspect(function: object) -> None:
    for count in range(4):
        try:
            inspect.signature(function).bind(*range(count))
            fits = True
        except (TypeError, ValueError):
            fits = not callable(function)
        said = mismatch(function, "f", tuple("abc"[:count]))
        assert (said is None) == fits


def test_a_near_name_is_a_hint_and_a_far_one_is_not() -> None:
    assert absent("step", ["stp", 3, "other"], "function step").hint == "Is it 'stp'?"
    assert absent("step", ["objective"], "function step").hint == ""


def test_a_file_saved_as_utf_16_is_told_how_to_save_it(explainer: Explainer) -> None:
    with pytest.raises(SyntaxError) as raised:
        compile("x = 1\n".encode("utf-16"), "solution.py", "exec")
    assert explainer.syntax(raised.value).hint == "Save the file as UTF-8."
