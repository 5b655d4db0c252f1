"""A student's process: confine it, import the student's file, serve requests one at a time, return values only.

Nothing here knows an expected answer. The channel carries the records of `messages.py`; its other end trusts none of
what is written after the student's code has begun to run, so nothing here is a defence: it only has to be clear.
"""

import io
import os
import random
import sys
from dataclasses import dataclass
from types import FunctionType, ModuleType
from typing import Any

import numpy as np

from autograder.domain.faults import Fault, FaultKind, Place
from autograder.domain.handed import Returned
from autograder.sandbox.conversion import NotPlain, TooMuch, to_value
from autograder.sandbox.explaining import Explainer, absent, mismatch
from autograder.sandbox.framing import read_frame, write_frame
from autograder.sandbox.jobs import FunctionCall, NamedValue, Request, TopLevelNames
from autograder.sandbox.messages import LOAD, Setup, decode_request, encode_reply
from autograder.wire import Procedure, Value, procedure_callable

MODULE = "solution"
"""The name under which the student's file is imported."""

_RECURSION = 1000
_MOST_NAMES = 500


class StudentFile:
    """A student's file, ready to be imported and called.

    Parameters
    ----------
    channel
        Descriptor on which requests come and replies go.
    setup
        What is to be run; this process must already be confined.
    source
        The content of the file.
    """

    def __init__(self, channel: int, setup: Setup, source: bytes) -> None:
        self._channel = channel
        self._setup = setup
        self._explainer = Explainer(setup.folder, setup.entry, setup.limits)
        self._module = ModuleType(MODULE)
        self._path = _path(setup)
        self._source = source

    def serve(self) -> None:
        """Import the student's file and answer requests until the other end of the channel is closed."""
        loaded = self._load()
        self._reply(LOAD, loaded)
        if isinstance(loaded, Fault):
            return
        while (message := read_frame(self._channel)) is not None:
            index, request = decode_request(message)
            self._reply(index, self._outcome(request))

    def _load(self) -> Returned | Fault:
        # at the end of the path: a student's numpy.py must not take the place of numpy
        sys.path.append(self._setup.folder)
        sys.modules[MODULE] = self._module
        self._module.__file__ = self._path
        self._seed()
        try:
            code = compile(self._source, self._path, "exec")
            exec(code, self._module.__dict__)  # noqa: S102 - this process exists to run it
        except SyntaxError as error:
            return self._explainer.syntax(error)
        except BaseException as error:  # noqa: BLE001 - a student's file may raise anything
            return self._explainer.exception(error, f"importing {self._setup.entry}", FaultKind.LOAD_ERROR)
        return Returned(None)

    def _outcome(self, request: Request) -> Returned | Fault:
        self._seed()
        reopen_output()
        subject = request.subject
        try:
            found = self._found(request)
            if isinstance(found, Fault):
                return found
            return Returned(to_value(found.value, self._setup.limits.result_bytes))
        except NotPlain as unknown:
            hint = "Return a number, a list or tuple, a numpy array, text, or a sympy expression."
            return Fault(FaultKind.NOT_SERIALISABLE, f"{subject} gives {unknown}, which is no plain value", hint=hint)
        except TooMuch as size:
            return Fault(FaultKind.TOO_LARGE, f"{subject} gives {size}")
        except BaseException as error:  # noqa: BLE001 - a student's function may raise anything
            return self._explainer.exception(error, subject)

    def _reply(self, index: int, outcome: Returned | Fault) -> None:
        self._flush()  # first, so that what was printed is there when the reply is
        message = encode_reply(index, outcome)
        limit = self._setup.limits.result_bytes
        if len(message) > limit:
            text = f"the result takes {len(message):,} bytes; at most {limit:,} are accepted"
            message = encode_reply(index, Fault(FaultKind.TOO_LARGE, text))
        write_frame(self._channel, message)

    def _found(self, request: Request) -> "_Found | Fault":
        match request:
            case FunctionCall():
                return self._call(request)
            case NamedValue():
                return self._entry(request)
            case TopLevelNames(table):
                return _Found(self._names(table))

    def _names(self, table: str) -> dict[str, list[str]]:
        names = self._module.__dict__
        functions = [name for name, value in list(names.items()) if type(value) is FunctionType]
        entries: Any = names.get(table)
        keys = list(dict.keys(entries)) if issubclass(type(entries), dict) else []
        return {"functions": functions[:_MOST_NAMES], "keys": [key for key in keys if type(key) is str][:_MOST_NAMES]}

    def _call(self, call: FunctionCall) -> "_Found | Fault":
        names = self._module.__dict__
        if call.name not in names:
            callables = (name for name, value in list(names.items()) if callable(value))
            return absent(call.name, callables, f"function {call.name} in {self._setup.entry}")
        function = names[call.name]
        if not callable(function):
            text = f"{call.name} is a value of type {type(function).__name__}, not a function"
            return Fault(FaultKind.SIGNATURE, text)
        unfit = mismatch(function, call.name, tuple(call.arguments))
        if unfit is not None:
            return self._placed(unfit, function)
        return _Found(function(*map(_argument, call.arguments.values())))

    def _entry(self, wanted: NamedValue) -> "_Found | Fault":
        table = self._module.__dict__.get(wanted.table)
        if table is None:
            return absent(wanted.table, list(self._module.__dict__), f"{wanted.table} in {self._setup.entry}")
        if not issubclass(type(table), dict):
            text = f"{wanted.table} is a value of type {type(table).__name__}, not a dict"
            return Fault(FaultKind.UNREADABLE, text)
        if not dict.__contains__(table, wanted.key):
            return absent(wanted.key, dict.keys(table), f'{wanted.table}["{wanted.key}"] in {self._setup.entry}')
        return _Found(dict.__getitem__(table, wanted.key))

    def _placed(self, fault: Fault, function: Any) -> Fault:
        line = getattr(getattr(function, "__code__", None), "co_firstlineno", 0)
        place = Place(self._setup.entry, line) if type(line) is int and line > 0 else None
        return Fault(fault.fault, fault.message, place, fault.hint)

    def _seed(self) -> None:
        # before every request: an answer must not depend on which calls came before it in this process
        random.seed(self._setup.seed)
        np.random.seed(self._setup.seed)

    def _flush(self) -> None:
        sys.setrecursionlimit(_RECURSION)
        for name in ("stdout", "stderr"):
            try:
                getattr(sys, name).flush()
            except BaseException:  # noqa: BLE001, S112 - they may be the student's own objects by now, or gone
                continue


def enter_folder(setup: Setup) -> bytes:
    """Return the content of the student's file, and stay in its folder.

    Raises
    ------
    OSError
        If the file is out of reach, which is never the student's doing.
    """
    with io.FileIO(_path(setup)) as file:
        source = file.read()
    os.chdir(setup.folder)
    return source


def _path(setup: Setup) -> str:
    return os.path.join(setup.folder, setup.entry)  # noqa: PTH118 - every child pays for a Path


def output_stream(number: int) -> io.TextIOWrapper:
    """Return a stream onto a descriptor that sends each line on at once; closing it leaves the descriptor open."""
    raw = io.FileIO(number, "w", closefd=False)
    return io.TextIOWrapper(io.BufferedWriter(raw), "utf-8", "backslashreplace", line_buffering=True)


def reopen_output() -> None:
    """Open what one call has closed: the next one may print, and must not fail of it."""
    for number, name in ((1, "stdout"), (2, "stderr")):
        try:
            if getattr(sys, name).closed is True:
                setattr(sys, name, output_stream(number))
        except BaseException:  # noqa: BLE001, S112 - it may be the student's own object by now, or gone
            continue


@dataclass(frozen=True, slots=True)
class _Found:
    """What was asked for, still as the student's object."""

    value: Any


def _argument(value: Value) -> Any:
    return procedure_callable(value) if isinstance(value, Procedure) else value
