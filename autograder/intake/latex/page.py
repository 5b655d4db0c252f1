"""A LaTeX file in two versions of one length: as TeX reads it, and with only its structure left."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from autograder.domain.faults import Fault, FaultKind, Place

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Page:
    """The text and the way back from positions to places.

    Parameters
    ----------
    source
        The file with comments blanked.
    structure
        The same with verbatim text blanked too: every brace and command in it is one.
    line_starts
        Position of the first character of each line.
    """

    file: str
    source: str
    structure: str
    line_starts: tuple[int, ...]

    def place(self, position: int) -> Place:
        """Return line and column, both from 1, of a position."""
        line = bisect_right(self.line_starts, position)
        return Place(self.file, line, position - self.line_starts[line - 1] + 1)

    def line(self, position: int) -> int:
        """Return the line, from 1, of a position."""
        return bisect_right(self.line_starts, position)

    def fault(self, position: int, message: str, hint: str = "") -> Fault:
        """Return a fault of writing at a position."""
        return Fault(FaultKind.UNREADABLE, message, self.place(position), hint)


def blank(text: str, spans: Iterable[Span]) -> str:
    """Return the text with spans, in order and apart, replaced by spaces; line ends stay."""
    pieces = []
    done = 0
    for start, end in spans:
        pieces.append(text[done:start])
        pieces.append("\n".join(" " * len(line) for line in text[start:end].split("\n")))
        done = end
    pieces.append(text[done:])
    return "".join(pieces)
