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
from typing import Any

from autograder.domain.faults import Fault, FaultKind, Place
from autograder.sandbox.limits import Limits
from autograder.sandbox.messages import printable, without
from autograder.sandbox.refusals import Refused

_ADDRESS = re.compile(r" at 0x[0-9a-fA-F]+")
_REFUSALS = (errno.EPERM, errno.EACCES, errno.EROFS)


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
                said = printable(without(f"{subject}: {error.strerror}{what}", self.folder))
                return Fault(FaultKind.REFUSED, said + at, place, _NO_ACCESS)
            case _:
                said = f"{subject} raised {type(error).__name__}: {self._text(error)}".rstrip(": ")
                return Fault(kind, said + at, place, _hint(error))

    def syntax(self, error: SyntaxError) -> Fault:
        """Explain a file that does not compile."""
        file = self._relative(error.filename) or self.entry
        place = Place(file, error.lineno, error.offset or None) if error.lineno else None
        line = f': "{printable(error.text).strip()}"' if error.text else ""
        hint = f"Check with: python -m py_compile {file}"
        return Fault(FaultKind.SYNTAX_ERROR, f"{file} is not valid Python: {printable(error.msg)}{line}", place, hint)

    def _text(self, error: BaseException) -> str:
        return printable(_ADDRESS.sub("", without(str(error), self.folder)))[:500]

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


def _counted(signature: inspect.Signature) -> str:
    names = list(signature.parameters)
    shown = f" ({', '.join(names)})" if names else ""
    return f"{len(names)} argument{'' if len(names) == 1 else 's'}{shown}"
