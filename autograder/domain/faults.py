"""A student's mistakes as values: what was wrong, where, and what to do next."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal


class FaultKind(StrEnum):
    """What went wrong with one answer."""

    MISSING = "missing"
    """Nothing was handed in for it."""
    UNREADABLE = "unreadable"
    """Something was handed in that is not an answer of the kind asked."""
    UNKNOWN_NAME = "unknown name"
    """An environment, part or symbol that the assignment does not have."""
    SYNTAX_ERROR = "syntax error"
    """`solution.py` does not compile."""
    LOAD_ERROR = "import failed"
    """`solution.py` raised while it was imported."""
    SIGNATURE = "wrong signature"
    """The function cannot be called with the arguments the template gives it."""
    EXCEPTION = "exception"
    """The call raised."""
    CRASHED = "crashed"
    """The process was killed by a signal of its own making."""
    EXITED = "exited"
    """The process ended itself before it answered."""
    TIMED_OUT = "timed out"
    OUT_OF_MEMORY = "out of memory"
    REFUSED = "refused"
    """The call tried something that is switched off: network, processes, files."""
    TOO_LARGE = "too large"
    """More output or a larger result than the limits allow."""
    NOT_SERIALISABLE = "not a plain value"
    """The result is of a type that no answer has."""
    PROTOCOL = "broken record"
    """The process answered with something that is not a result."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the student's own files; lines and columns count from 1."""

    file: str
    line: int
    column: int | None = None

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}"


@dataclass(frozen=True, slots=True)
class Fault:
    """One mistake, said in one sentence, with the student's next act in `hint`."""

    fault: FaultKind
    message: str
    place: Place | None = None
    hint: str = ""
    kind: Literal["fault"] = "fault"
