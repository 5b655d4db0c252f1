"""Faults of one source, each with its place and the words around it."""

import difflib
import unicodedata
from collections.abc import Iterable

from autograder.domain.faults import Fault, FaultKind, Place
from autograder.mathematics.reading.limits import FAULTS
from autograder.mathematics.reading.tokens import Unreadable

_EXCERPT = 32
_LONGEST_NAME = 40


class FaultList:
    """Collects the faults of one reading.

    Parameters
    ----------
    source
        The student's own text.
    place
        Where it starts; None where it has no place.
    """

    def __init__(self, source: str, place: Place | None) -> None:
        self.source = source
        self.start = place
        self.found: dict[str, Fault] = {}

    def add(self, kind: FaultKind, message: str, at: int, hint: str = "") -> None:
        """Add a fault at an offset of the source, unless it was said before."""
        if len(self.found) < FAULTS:
            self.found.setdefault(message, Fault(kind, message, self.place(at), hint))

    def unreadable(self, message: str, at: int, hint: str = "") -> None:
        """Add a fault about the writing itself, quoting what stands there."""
        if len(self.found) >= FAULTS:
            return
        quoted = self.excerpt(at)
        self.add(FaultKind.UNREADABLE, f'{message} (at "{quoted}")' if quoted else message, at, hint)

    def stopped(self, trouble: Unreadable) -> None:
        """Add what ended the reading."""
        if trouble.too_large:
            self.add(FaultKind.TOO_LARGE, trouble.message, trouble.at, "Write this answer in a shorter form.")
        else:
            self.unreadable(trouble.message, trouble.at)

    def unknown_name(self, name: str, known: Iterable[str], at: int) -> None:
        """Add a fault for a name that the question does not have, with the nearest one it has."""
        shown = printable(name[:_LONGEST_NAME])
        near = difflib.get_close_matches(shown, list(known), n=1, cutoff=0.6) if len(self.found) < FAULTS else []
        hint = f'Did you mean "{near[0]}"?' if near else "Use the names of the question, or declare yours."
        self.add(FaultKind.UNKNOWN_NAME, f'"{shown}" is not a name of this question.', at, hint)

    def unknown_command(self, command: str, at: int) -> None:
        """Add a fault for a LaTeX command that is not read."""
        shown = printable(command[:_LONGEST_NAME])
        hint = "Write it with the usual commands, or define it with \\newcommand."
        self.add(FaultKind.UNREADABLE, f"The command {shown} is not known.", at, hint)

    def place(self, at: int) -> Place | None:
        """Return the place of an offset in the student's file."""
        if self.start is None:
            return None
        return Place(self.start.file, self.start.line + self.source.count("\n", 0, at))

    def excerpt(self, at: int) -> str:
        """Return the source from an offset on, short and on one line."""
        text = self.source[max(at, 0) : at + _EXCERPT]
        return printable(" ".join(text.split()))


def printable(text: str) -> str:
    """Return text with control and direction characters made visible."""
    return "".join(char if unicodedata.category(char)[0] != "C" else f"\\u{ord(char):04x}" for char in text)
