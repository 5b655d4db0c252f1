"""Read the answers inside one piece of an ``answer`` environment."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from autograder.domain.faults import Fault
from autograder.intake.latex.arguments import Arguments, read_arguments
from autograder.intake.latex.blocks import Piece
from autograder.intake.latex.page import Page, Span, blank
from autograder.intake.latex.records import Command, TexItem
from autograder.intake.latex.tokens import Kind, Token

_PART_IS_OPTIONAL = frozenset({"cells", "grid"})
_PART_NAME = re.compile(r"\s*+[A-Za-z][A-Za-z0-9_]*+\s*+")
# what may stand where an answer would, and says nothing: the empty argument, $$, an empty display or table
_NOTHING = re.compile(
    r"(?>(?:[\s$~{}&]|\\(?:begin|end)\s*+\{[A-Za-z]++\*?\}|\\[\[\]()\\,;:! ]"
    r"|\\(?:quad|qquad|par|noindent|hfill)(?![A-Za-z]))*)"
)


@dataclass(frozen=True, slots=True)
class PieceAnswers:
    """What one piece holds."""

    items: tuple[TexItem, ...]
    conventions: tuple[tuple[str, str], ...]
    renames: tuple[tuple[str, str], ...]
    faults: tuple[Fault, ...]


def read_piece(page: Page, piece: Piece, closing: Mapping[int, int]) -> PieceAnswers:
    """Return the answers of a piece that are not empty, its declarations, and what could not be read."""
    reader = _Reader(page, piece, closing)
    reader.run()
    items = sorted(reader.items, key=lambda item: (item.place.line, item.place.column or 0))
    return PieceAnswers(tuple(items), tuple(reader.conventions), tuple(reader.renames), tuple(reader.faults))


@dataclass(frozen=True, slots=True)
class _Environment:
    """An open ``derivation`` or ``justification``; `content` is where its text begins."""

    command: Command
    part: str | None
    content: int


@dataclass(slots=True)
class _Reader:
    page: Page
    piece: Piece
    closing: Mapping[int, int]
    items: list[TexItem] = field(default_factory=list)
    conventions: list[tuple[str, str]] = field(default_factory=list)
    renames: list[tuple[str, str]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    inner: list[Span] = field(default_factory=list)
    """Answer commands inside the open environment: answers of their own, blanked in its text."""
    environment: _Environment | None = None

    def run(self) -> None:
        bounds = [token for token in self.piece.tokens if token.bounds_answers]
        for index, token in enumerate(bounds):
            limit = bounds[index + 1].start if index + 1 < len(bounds) else self.piece.end
            if token.kind is Kind.COMMAND:
                self._command(token, limit)
            else:
                self._close_environment(token.start)
                if token.kind is Kind.BEGIN:
                    self._open_environment(token, limit)
        self._close_environment(self.piece.end)

    def _open_environment(self, token: Token, limit: int) -> None:
        arguments = read_arguments(self.page.structure, (token.end, limit), self.closing, 1)
        if arguments.unclosed is not None:
            self._fault(token, f"The name of this {token.name} is not closed by a brace.")
            arguments = Arguments(None, (), token.end)
        name = self._text(arguments.required[0]) if arguments.required else arguments.optional
        self.environment = _Environment(Command(token.name), _part(name), arguments.end)

    def _close_environment(self, end: int) -> None:
        if self.environment is not None:
            opened = self.environment
            self._add(opened.command, opened.part, (opened.content, end), self.inner)
        self.environment = None
        self.inner.clear()

    def _command(self, token: Token, limit: int) -> None:
        arguments = self._arguments(token, limit)
        if self.environment is not None:
            self.inner.append((token.start, arguments.end))
        if arguments.unclosed is not None:
            line = self.page.line(arguments.unclosed)
            self._fault(token, f"The argument of \\{token.name} opened in line {line} is not closed by a brace.")
        required = arguments.required
        named = arguments.optional is not None or token.name in _PART_IS_OPTIONAL
        if len(required) < (1 if named else 2):
            self._fault(token, f"\\{token.name} lacks an argument in braces and was not read.")
            return
        first = arguments.optional if len(required) == 1 else self._text(required[0])
        self._keep(token.name, first, required[-1])

    def _arguments(self, token: Token, limit: int) -> Arguments:
        text, span = self.page.structure, (token.end, limit)
        if token.name not in _PART_IS_OPTIONAL:
            return read_arguments(text, span, self.closing, 2, bare=token.name == "rename")
        arguments = read_arguments(text, span, self.closing, 1)
        # \cells{field}{11, 12}, by analogy with \final, is understood
        if arguments.required and arguments.optional is None and _PART_NAME.fullmatch(text, *arguments.required[0]):
            return read_arguments(text, span, self.closing, 2)
        return arguments

    def _keep(self, command: str, first: str | None, content: Span) -> None:
        if command not in ("notation", "rename"):
            self._add(Command(command), _part(first), content)
            return
        pair = (_bare(first or ""), _bare(self._text(content)))
        if all(pair):
            (self.renames if command == "rename" else self.conventions).append(pair)

    def _add(self, command: Command, part: str | None, content: Span, without: Sequence[Span] = ()) -> None:
        start, end = content
        source = blank(self.page.source[start:end], [(first - start, last - start) for first, last in without])
        if _NOTHING.fullmatch(source):
            return
        start += len(source) - len(source.lstrip())
        self.items.append(TexItem(self.piece.subquestion, command, part, source.strip(), self.page.place(start)))

    def _text(self, span: Span) -> str:
        return self.page.source[span[0] : span[1]].strip()

    def _fault(self, token: Token, message: str) -> None:
        hint = "It was read as far as the next answer; each { needs its }."
        self.faults.append(self.page.fault(token.start, message, hint))


def _part(written: str | None) -> str | None:
    """Return the name of a part without the dollars and spaces that do not belong to it."""
    return " ".join((written or "").replace("$", " ").split()) or None


def _bare(written: str) -> str:
    return written.strip().strip("$").strip()
