"""Cut a page into its ``answer`` environments."""

from bisect import bisect_left
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from autograder.domain.faults import Fault
from autograder.intake.latex.arguments import read_arguments
from autograder.intake.latex.page import Page, Span
from autograder.intake.latex.tokens import Kind, Scan, Token


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one ``answer`` environment that holds no other.

    Parameters
    ----------
    opened
        Where its environment begins.
    start, end
        The stretch itself.
    tokens
        Those inside it.
    """

    subquestion: str
    opened: int
    start: int
    end: int
    tokens: tuple[Token, ...]


def cut_blocks(page: Page, scan: Scan, definitions: Sequence[Span]) -> tuple[tuple[Piece, ...], tuple[Fault, ...]]:
    """Return the pieces of all ``answer`` environments of the document, in order, and what is wrong with their borders.

    An environment inside another interrupts it; one that is not ended reaches to the next. What stands inside
    `definitions`, before the document or after it is no answer.
    """
    inside = _outside_of(definitions, scan.tokens, scan.start)
    ends = [index for index, token in enumerate(inside) if token.kind is Kind.END and token.name == "document"]
    count = ends[0] if ends else len(inside)
    cutter = _Cutter(page, scan, inside[:count], inside[count].start if ends else scan.end)
    cutter.run()
    late = [token for token in inside[count:] if token.kind is Kind.BEGIN and token.name == "answer"]
    if late:
        cutter.add_fault(late[0], "This answer stands after \\end{document} and was not read.")
    return tuple(cutter.pieces), tuple(cutter.faults)


def _outside_of(spans: Sequence[Span], tokens: Sequence[Token], start: int) -> list[Token]:
    """Return the tokens from `start` on that lie in none of `spans`; both are in order."""
    remaining = deque(spans)
    outside = []
    for token in tokens:
        while remaining and remaining[0][1] <= token.start:
            remaining.popleft()
        if token.start >= start and not (remaining and remaining[0][0] <= token.start):
            outside.append(token)
    return outside


@dataclass(slots=True)
class _Cutter:
    """The state of one walk along the borders; `opened` holds the environments around `cursor`, outermost first."""

    page: Page
    scan: Scan
    tokens: Sequence[Token]
    end: int
    pieces: list[Piece] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    opened: list[tuple[str, Token]] = field(default_factory=list)
    cursor: int = 0

    def run(self) -> None:
        borders = [token for token in self.tokens if token.is_border("answer")]
        for border, following in zip_longest(borders, borders[1:]):
            if border.kind is Kind.BEGIN:
                self._begin(border, following)
            else:
                self._end(border, following)
        if self.opened:
            name, token = self.opened[-1]
            self._add_piece(self.end)
            self.add_fault(token, f"{_answer(name)} has no \\end{{answer}}.")

    def add_fault(self, token: Token, message: str) -> None:
        hint = "Write each answer between \\begin{answer}{its number} and \\end{answer}, one after another."
        self.faults.append(self.page.fault(token.start, message, hint))

    def _begin(self, border: Token, following: Token | None) -> None:
        if self.opened:
            name, before = self.opened[-1]
            self._add_piece(border.start)
            line = self.page.line(border.start)
            self.add_fault(before, f"{_answer(name)} is not ended where the next one begins, in line {line}.")
        name, self.cursor = self._read_name(border, self.end if following is None else following.start)
        if not name:
            self.add_fault(border, "An answer does not say to which subquestion it belongs, and was not read.")
        self.opened.append((name, border))

    def _read_name(self, border: Token, limit: int) -> tuple[str, int]:
        arguments = read_arguments(self.page.structure, (border.end, limit), self.scan.closing, 1)
        if not arguments.required or arguments.unclosed is not None:
            return "", border.end
        start, end = arguments.required[0]
        return " ".join(self.page.source[start:end].split()), arguments.end

    def _end(self, border: Token, following: Token | None) -> None:
        if not self.opened:
            self.add_fault(border, "An \\end{answer} ends nothing.")
            return
        self._add_piece(border.start)
        self.opened.pop()
        self.cursor = border.end
        # one more \end shows that the answer around this one goes on; otherwise its own \end was forgotten
        if following is None or following.kind is Kind.BEGIN:
            self.opened.clear()

    def _add_piece(self, end: int) -> None:
        name, token = self.opened[-1]
        if name:
            first = bisect_left(self.tokens, self.cursor, key=_start)
            last = bisect_left(self.tokens, end, key=_start)
            self.pieces.append(Piece(name, token.start, self.cursor, end, tuple(self.tokens[first:last])))


def _start(token: Token) -> int:
    return token.start


def _answer(name: str) -> str:
    return f"The answer to {name[:40]}" if name else "An answer"
