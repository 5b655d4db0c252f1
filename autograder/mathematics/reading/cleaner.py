"""The state of one cleaning, and what every part of it may do."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import TypeAlias

from autograder.mathematics.notation import Notation
from autograder.mathematics.reading.faults import FaultList
from autograder.mathematics.reading.limits import NESTING
from autograder.mathematics.reading.macros import take_argument
from autograder.mathematics.reading.tokens import Token, Unreadable

Remark: TypeAlias = tuple[int, str]
"""Offset in the source, and the words."""
Reader: TypeAlias = Callable[["Cleaner", Token], None]

_DEEPER: Mapping[str, int] = MappingProxyType({"{": 1, "open": 1, "begin": 1, "}": -1, "close": -1, "end": -1})


class Cleaner:
    """Raw tokens going in, clean tokens and remarks coming out.

    Parameters
    ----------
    notation
        The names of the question.
    faults
        Of the source the tokens come from.
    readers
        What reads each kind of raw token.
    """

    def __init__(self, notation: Notation, faults: FaultList, readers: Mapping[str, Reader]) -> None:
        self.readers = readers
        self.notation = notation
        self.faults = faults
        self.raw: list[Token] = []
        self.index = 0
        self.tokens: list[Token] = []
        self.remarks: list[Remark] = []
        self.lefts: list[int] = []
        self.points: set[int] = set()
        r"""Where a ``\left.`` stands, in numbers of tokens."""
        self.nesting = 0
        self.depth = 0
        """Of braces and brackets, in what has been emitted of the row."""
        self.environments = 0
        self.definitions = False
        """True if "where J = ..." is a part of what is read, rather than a remark."""
        self.row_start = 0
        """Number of tokens emitted when the row began."""

    def take(self, tokens: list[Token]) -> None:
        """Clean some raw tokens; called again for the arguments that typography is wrapped around."""
        self.nesting += 1
        if self.nesting > NESTING:
            raise Unreadable("This is nested too deeply to be read.", tokens[0].at if tokens else 0, too_large=True)
        outer = self.raw, self.index
        self.raw, self.index = tokens, 0
        while self.index < len(self.raw):
            token = self.raw[self.index]
            self.index += 1
            self.readers[token.kind](self, token)
        self.raw, self.index = outer
        self.nesting -= 1

    def emit(self, kind: str, text: str, at: int) -> None:
        r"""Add a clean token; ``\arg`` and ``\max`` become one."""
        if kind == "optimum" and self.tokens and self.tokens[-1][:2] == ("function", "arg"):
            at, text = self.tokens.pop().at, f"arg{text}"
        if kind in _DEEPER:
            self.depth += _DEEPER[kind]
            self.environments += (kind == "begin") - (kind == "end")
        self.tokens.append(Token(kind, text, at))

    def argument(self) -> list[Token]:
        """Take the argument that follows, without its braces."""
        inner, self.index = take_argument(self.raw, self.index)
        return inner

    def next_is(self, *texts: str) -> bool:
        """Say whether the next raw token is one of these."""
        return self.index < len(self.raw) and self.raw[self.index].text in texts

    def in_script(self) -> bool:
        """Say whether what comes next stands in a subscript."""
        last = [token.kind for token in self.tokens[-2:]]
        return last[-1:] == ["_"] or last == ["_", "{"]

    def group(self, inner: list[Token]) -> None:
        """Clean some tokens as a group of their own."""
        at = inner[0].at if inner else 0
        self.emit("{", "{", at)
        self.take(inner)
        self.emit("}", "}", at)

    def note(self, tokens: Sequence[Token]) -> None:
        """Set some tokens aside as a remark."""
        words = " ".join(token.text for token in tokens).strip()
        if words:
            self.remarks.append((tokens[0].at, words))

    def skip_optional(self) -> None:
        """Step over an optional argument in square brackets."""
        while self.index < len(self.raw) and not self.next_is("]"):
            self.index += 1
        self.index += 1
