"""Exceptions of a student's code as faults its author can act on; runs in the student's process."""

import difflib
import errno
import inspect
import linecache
import os
import re
import traceback
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from types import FunctionType
from typing import Any

from autograder.domain.faults import Fault, FaultKind, Place
from autograder.sandbox.interpreter import python_folders
from autograder.sandbox.limits import Limits
from autograder.sandbox.messages import printable, without
from autograder.sandbox.refusals import Refused

_ADDRESS = re.compile(r" at 0x[0-9a-fA-F]+")
_REFUSALS = (errno.EPERM, errno.EACCES, errno.EROFS)
_MOST_SAID = 500
_LONGEST_NAME = 100
_MOST_READ = 4_000
"""Of what an exception says, so much is looked at: it may be megabytes, and its author's time is running."""

_INSTALLED = sorted({str(Path(__file__).resolve().parents[2]), *map(str, python_folders())}, key=len, reverse=True)
"""Folders of installed packages, which are others on every machine; those inside others come first."""


@dataclass(frozen=True, slots=True)
class Explainer:
    """Explains what happens in one process.

    Parameters
    ----------
    folder
        Where the student's files are; frames outside it are not shown.
    entry
        The student's main file.
    """

    folder: str
    entry: str
    limits: Limits

    def exception(self, error: BaseException, subject: str, kind: FaultKind = FaultKind.EXCEPTION) -> Fault:
        """Explain what was raised; `subject` did it: ``"step"``, ``"importing solution.py"``."""
        try:
            return self._exception(error, subject, kind)
        except BaseException:  # noqa: BLE001 - the exception's own methods are the student's code and may raise anything
            return Fault(kind, f"{subject} raised an exception that cannot be shown")

    def _exception(self, error: BaseException, subject: str, kind: FaultKind) -> Fault:
        place, line = self._last_place(error)
        at = f', at "{line}"' if line else ""
        match error:
            case MemoryError():
                size = f"{self.limits.memory_bytes / 1024**2:,.0f} MiB"
                return Fault(FaultKind.OUT_OF_MEMORY, f"{subject} needed more than {size} of memory{at}", place)
            case SystemExit():
                hint = "Leave exit() and quit() out."
                return Fault(FaultKind.EXITED, f"{subject} ended the program{at}", place, hint)
            case Refused():
                return Fault(FaultKind.REFUSED, f"{subject}: {self._text(error)}{at}", place, _NO_ACCESS)
            case OSError() if error.errno in _REFUSALS:
                what = f": {error.filename!r}" if isinstance(error.filename, str) else ""
                said = printable(self._anywhere(f"{subject}: {error.strerror}{what}"))
                return Fault(FaultKind.REFUSED, said + at, place, _NO_ACCESS)
            case _:
                name = type(error).__name__[:_LONGEST_NAME]
                said = f"{subject} raised {name}: {self._text(error)}".rstrip(": ")
                return Fault(kind, said + at, place, _hint(error))

    def syntax(self, error: SyntaxError) -> Fault:
        """Explain a file that does not compile."""
        file = self._relative(error.filename) or self.entry
        place = Place(file, error.lineno, error.offset or None) if error.lineno else None
        line = f': "{printable(error.text).strip()}"' if error.text else ""
        # every other byte of a file saved as UTF-16 is null
        wide = "null bytes" in error.msg
        hint = "Save the file as UTF-8." if wide else f"Check with: python -m py_compile {file}"
        return Fault(FaultKind.SYNTAX_ERROR, f"{file} is not valid Python: {printable(error.msg)}{line}", place, hint)

    def _text(self, error: BaseException) -> str:
        return printable(_ADDRESS.sub("", self._anywhere(str(error)[:_MOST_READ])))[:_MOST_SAID]

    def _anywhere(self, text: str) -> str:
        """Return text without what would be another on another machine."""
        for folder in (self.folder, *_INSTALLED):
            text = without(text, folder)
        return text

    def _last_place(self, error: BaseException) -> tuple[Place | None, str]:
        frames = [(frame.f_code.co_filename, line) for frame, line in traceback.walk_tb(error.__traceback__)]
        for path, line in reversed(frames):
            file = self._relative(path)
            if file and line:
                return Place(file, line), printable(linecache.getline(path, line)).strip()[:120]
        return None, ""

    def _relative(self, path: str | None) -> str:
        inside = isinstance(path, str) and path.startswith(self.folder + os.sep)
        return os.path.relpath(path, self.folder) if path and inside else ""


_NO_ACCESS = "Answers are run without network, processes and files of their own; return the value instead."


def _hint(error: BaseException) -> str:
    if isinstance(error, ModuleNotFoundError):
        return "Only Python's own library, numpy and sympy are sure to be there."
    return ""


def absent(name: str, known: Iterable[str], what: str) -> Fault:
    """Explain a name that the student's file does not have; `what` says of which kind: "function step"."""
    near = difflib.get_close_matches(name, [item for item in known if type(item) is str], n=1)
    return Fault(FaultKind.MISSING, f"there is no {what}", hint=f"Is it {near[0]!r}?" if near else "")


def mismatch(function: Callable[..., Any], name: str, parameters: tuple[str, ...]) -> Fault | None:
    """Explain why a function cannot be called with these arguments by position; None if it can, or nobody knows."""
    if _plainly_takes(function, len(parameters)):
        return None
    try:
        signature = inspect.signature(function)
    except (TypeError, ValueError):
        return None
    try:
        signature.bind(*parameters)
    except TypeError:
        return Fault(
            FaultKind.SIGNATURE,
            f"{name} takes {_counted(signature)}; it is called with ({', '.join(parameters)})",
            hint=f"Write: def {name}({', '.join(parameters)}):",
        )
    return None


def _plainly_takes(function: Callable[..., Any], count: int) -> bool:
    """Say yes to the usual function without asking `inspect`, which costs more than the call itself."""
    if type(function) is not FunctionType or function.__dict__:
        return False
    code = function.__code__
    least = code.co_argcount - len(function.__defaults__ or ())
    return code.co_kwonlyargcount == 0 and least <= count <= code.co_argcount


def _counted(signature: inspect.Signature) -> str:
    names = list(signature.parameters)
    shown = f" ({', '.join(names)})" if names else ""
    return f"{len(names)} argument{'' if len(names) == 1 else 's'}{shown}"
