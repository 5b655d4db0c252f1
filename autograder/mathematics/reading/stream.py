"""The tokens being read, and what every part of the grammar may ask of the whole."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from autograder.mathematics.notation import Domain, Notation, Role, SymbolSpec
from autograder.mathematics.reading.faults import FaultList
from autograder.mathematics.reading.limits import NESTING
from autograder.mathematics.reading.tokens import END, Token, Unreadable
from autograder.mathematics.tree import Node

_MATRIX_ROLES = frozenset([Role.MATRIX, Role.VECTOR])
_OPERAND_STARTS = frozenset(
    "num recurring truth name function optimum constant open accent begin { frac sqrt binom int sum lim nabla partial"
    " expectation divergence norm abs identity reals empty ones dv unknown matrix".split()
) | {"some constant", "cube root"}


_NOTHING_BEGINS = frozenset([END, "rel", "∪", "close", "logic", ",", ";", "}", "row", "&"])


class Stream(ABC):
    """A position in the tokens, the notation, and the grammar's entry points.

    Parameters
    ----------
    tokens
        Ended by a token of kind `END`.
    text_syntax
        True for plain text, where ``x^12`` has the exponent 12; in LaTeX it is 1.
    """

    def __init__(self, tokens: list[Token], notation: Notation, faults: FaultList, *, text_syntax: bool) -> None:
        self.tokens = tokens
        self.index = 0
        self.notation = notation
        self.faults = faults
        self.text_syntax = text_syntax
        self.remarks: list[str] = []
        self.bound: list[str] = []
        """Indices of the sums around: inside ``sum_{i=1}^n``, i is no imaginary unit."""
        self.bars: list[str] = ["plain"]
        """What a bar after an operand means: ``plain`` opens, ``abs`` and ``norm`` close, ``given`` and ``double``
        separate."""
        self.differentials: dict[int, int] = {}
        """Index of each integral sign to that of its differential."""
        self.differential_signs: set[int] = set()
        """Indices of all those differentials."""
        self.unknown: dict[str, int] = {}
        """Names the question does not have, and where they first stand."""
        self.bracketed: list[Node] = []
        """Statements that stood in square brackets, which among factors are Iverson's."""
        self.depth = 0
        self.environments = 0
        """How many matrices are around: within them ``&`` parts entries, elsewhere it only aligns."""
        self.specs = notation.specs

    # looking and taking

    @property
    def kind(self) -> str:
        """Kind of the next token."""
        return self.tokens[self.index].kind

    @property
    def token(self) -> Token:
        """The next token."""
        return self.tokens[self.index]

    def peek(self, ahead: int = 1) -> Token:
        """Return a token further on."""
        return self.tokens[min(self.index + ahead, len(self.tokens) - 1)]

    def take(self) -> Token:
        """Return the next token and step over it; the end is never stepped over."""
        token = self.tokens[self.index]
        if token.kind != END:
            self.index += 1
        return token

    def skip(self, kind: str, text: str | None = None) -> bool:
        """Step over the next token if it is this one."""
        token = self.tokens[self.index]
        if token.kind != kind or (text is not None and token.text != text):
            return False
        self.index += 1
        return True

    def expect_close(self, closers: Sequence[str], opened_at: int) -> str:
        """Step over a closing bracket; a lost one is a fault at its opening, and reading goes on."""
        if self.kind in ("close", "open") and self.token.text in closers:
            return self.take().text
        self.faults.unreadable("This bracket is not closed where it should be.", opened_at)
        return closers[0]

    def stop(self, message: str) -> Unreadable:
        """Return the failure that ends the reading here."""
        return Unreadable(message, self.token.at)

    # what can follow

    def starts_operand(self) -> bool:
        """Say whether the next token begins an operand, so that what is before it is multiplied by it."""
        token = self.tokens[self.index]
        if token.kind in _OPERAND_STARTS:
            if token[:2] == ("open", "["):
                # behind it nothing can begin: it ends an interval, as in [0, 1[
                return self.peek().kind not in _NOTHING_BEGINS
            return not (token.text == "d" and self.index in self.differential_signs)
        if token.kind == "#":
            return not self.text_syntax
        if token.kind == "|":
            return self.bars[-1] in ("plain", "double", "norm") and self.peek().kind != "_"
        if token.kind == "||":
            return self.bars[-1] == "plain"
        return False

    def nested(self, bar: str = "plain") -> "_Level":
        """Go one level deeper, where a bar means what `bar` says."""
        return _Level(self, bar)

    @contextmanager
    def binding(self, name: str) -> Iterator[None]:
        """Read something in which a name is bound."""
        self.bound.append(name)
        yield
        self.bound.pop()

    # names

    def find(self, name: str) -> SymbolSpec | None:
        """Return the declaration of a canonical name or alias."""
        return self.specs.get(name)

    def report_unknown(self, name: str, at: int) -> None:
        """Remember a name the question does not have."""
        if not self.notation.undeclared_are_real:
            self.unknown.setdefault(name, at)

    def remark(self, text: str) -> None:
        """Add a remark, once."""
        if text not in self.remarks:
            self.remarks.append(text)

    def fault(self, message: str, at: int, hint: str = "") -> None:
        """Add a fault about the writing."""
        self.faults.unreadable(message, at, hint)

    def is_matrix_role(self, name: str) -> bool:
        """Say whether a name is declared as a matrix or vector."""
        spec = self.specs.get(name)
        return spec is not None and spec.role in _MATRIX_ROLES

    def is_complex(self, name: str) -> bool:
        """Say whether a name is declared as complex, or not declared where that is allowed."""
        spec = self.specs.get(name)
        return self.notation.undeclared_are_real if spec is None else spec.domain is Domain.COMPLEX

    # the grammar's entry points

    @abstractmethod
    def statement(self) -> Node:
        """Read relations tied by words, commas and arrows."""

    @abstractmethod
    def condition(self) -> Node:
        """Read relations tied by words and arrows, as they stand within brackets."""

    @abstractmethod
    def relation(self) -> Node:
        """Read one chain of relations between sums."""

    @abstractmethod
    def additive(self) -> Node:
        """Read a sum."""

    @abstractmethod
    def product(self) -> Node:
        """Read a product: everything up to the next plus or minus."""

    @abstractmethod
    def factor(self) -> Node:
        """Read one operand with its powers."""

    @abstractmethod
    def argument(self) -> Node:
        """Read what a LaTeX command takes: a braced group or a single sign."""


class _Level:
    """One level of a stream; every operand is one, and a generator would cost more than what is read in it."""

    __slots__ = ("_bar", "_stream")

    def __init__(self, stream: Stream, bar: str) -> None:
        self._stream = stream
        self._bar = bar

    def __enter__(self) -> None:
        stream = self._stream
        stream.depth += 1
        if stream.depth > NESTING:
            raise Unreadable("This is nested too deeply to be read.", stream.token.at, too_large=True)
        stream.bars.append(self._bar)

    def __exit__(self, *_: object) -> None:
        self._stream.bars.pop()
        self._stream.depth -= 1
