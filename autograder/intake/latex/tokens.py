"""One pass over a page: the commands that matter, and which brace closes which."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, auto

from autograder.intake.latex.page import Page

ANSWER_COMMANDS = frozenset({"final", "cells", "grid", "choice", "notation", "rename"})
ANSWER_ENVIRONMENTS = frozenset({"derivation", "justification"})
INCLUSIONS = frozenset({"input", "include", "subfile", "import"})
DEFINITIONS = frozenset(
    "newcommand renewcommand providecommand DeclareRobustCommand def gdef let DeclareMathOperator"
    " DeclarePairedDelimiter newenvironment renewenvironment"
    " NewDocumentCommand RenewDocumentCommand ProvideDocumentCommand DeclareDocumentCommand".split()
)

_COMMANDS = "|".join(sorted(ANSWER_COMMANDS | INCLUSIONS | DEFINITIONS))
# Atomic: what has been skipped is never tried again, and nothing that is skipped costs a step of Python. Not ")*+",
# which Python before 3.11.5 matches wrongly around an alternative.
_NEXT = re.compile(
    rf"""
    (?> (?: [^\\{{}}]++ | \\(?! (?:begin|end|{_COMMANDS})(?![A-Za-z@]) ) (?: [A-Za-z@]++ | [\s\S] | \Z ) )* )
    (?: [{{}}]
      | \\(?P<border>begin|end)(?![A-Za-z@]) (?: \s*+\{{\s*+(?P<name>[A-Za-z]{{1,40}}+\*?)\s*+\}} )?
      | \\(?P<command>{_COMMANDS})(?![A-Za-z@])
    )""",
    re.VERBOSE,
)

MOST_COMMANDS = 20_000
"""Commands of interest that are read of one file: a hundred times what a whole assignment takes."""


class Kind(Enum):
    """What a token is."""

    BEGIN = auto()
    END = auto()
    COMMAND = auto()
    """An answer command."""
    DEFINITION = auto()
    INCLUSION = auto()


@dataclass(frozen=True, slots=True)
class Token:
    """One command; `name` is the environment's for BEGIN and END (empty if none follows), else the command's."""

    kind: Kind
    name: str
    start: int
    end: int

    @property
    def bounds_answers(self) -> bool:
        """True where one answer cannot reach across."""
        return self.kind is Kind.COMMAND or self.is_border(*ANSWER_ENVIRONMENTS)

    def is_border(self, *names: str) -> bool:
        """Say whether this begins or ends one of the environments named."""
        return self.kind in (Kind.BEGIN, Kind.END) and self.name in names


@dataclass(frozen=True, slots=True)
class Scan:
    """The tokens of a page.

    Parameters
    ----------
    start
        Where the document begins: 0 if the file is only a part of one.
    end
        Where scanning ended: before the end of the page only after `MOST_COMMANDS`.
    closing
        Position of each opening brace to that of the one that closes it; braces never match across the borders of
        an ``answer`` environment, so that a lost one is not paid for by the next answer.
    unmatched
        Positions of the other braces, in order.
    """

    start: int
    end: int
    tokens: tuple[Token, ...]
    closing: Mapping[int, int]
    unmatched: tuple[int, ...]


@dataclass(slots=True)
class _Braces:
    opened: list[int] = field(default_factory=list)
    closing: dict[int, int] = field(default_factory=dict)
    unmatched: list[int] = field(default_factory=list)

    def take(self, brace: str, position: int) -> None:
        if brace == "{":
            self.opened.append(position)
        elif self.opened:
            self.closing[self.opened.pop()] = position
        else:
            self.unmatched.append(position)

    def break_off(self) -> None:
        self.unmatched += self.opened
        self.opened.clear()


def scan_page(page: Page) -> Scan:
    """Return the tokens of a page and the matching of its braces, in time linear in its length."""
    text, braces = page.structure, _Braces()
    # a preamble may define the environments of the template: their borders there are no answer's
    document = re.search(r"\\begin\s*+\{\s*+document\s*+\}", text)
    start = document.start() if document else 0
    tokens: list[Token] = []
    position = 0
    while (found := _NEXT.match(text, position)) is not None:
        position = found.end()
        if found.lastindex is None:
            braces.take(text[position - 1], position - 1)
            continue
        if len(tokens) == MOST_COMMANDS:
            break
        token = _token(found)
        tokens.append(token)
        if token.start >= start and token.is_border("answer"):
            braces.break_off()
    braces.break_off()
    end = len(text) if found is None else found.end()
    return Scan(start, end, tuple(tokens), braces.closing, tuple(sorted(braces.unmatched)))


def _token(found: re.Match[str]) -> Token:
    border, command = found["border"], found["command"]
    if border is not None:
        kind = Kind.BEGIN if border == "begin" else Kind.END
        return Token(kind, found["name"] or "", found.start("border") - 1, found.end())
    kinds = ((Kind.COMMAND, ANSWER_COMMANDS), (Kind.DEFINITION, DEFINITIONS), (Kind.INCLUSION, INCLUSIONS))
    kind = next(kind for kind, names in kinds if command in names)
    return Token(kind, command, found.start("command") - 1, found.end())
