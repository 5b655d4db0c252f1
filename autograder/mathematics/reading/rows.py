"""The tokens of a display cut into statements and the links of their chains.

A row that begins with a relation goes on with the chain before; a row that begins with a sign of addition, or within
an unclosed bracket, goes on with the line before; any other row starts anew. A relation inside brackets never cuts.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from autograder.mathematics.reading.logic import ARROWS
from autograder.mathematics.reading.tokens import Token
from autograder.mathematics.tree import RelationKind

_INSIDE_LINES = frozenset(
    [RelationKind.MEMBER, RelationKind.NOT_MEMBER, RelationKind.DISTRIBUTED, RelationKind.BECOMES]
)
_DEEPER = frozenset(["open", "{", "begin"])
_SHALLOWER = frozenset(["close", "}", "end"])
_CONTINUING = frozenset(["+", "-", "±", "∓", "*", "/", "⊗", "⊙", "."])
_SEPARATING = frozenset([",", ";"])
_UNFINISHED = frozenset(["rel", "+", "-", "±", "∓", "*", "/", "⊗", "&", "open", "{", "_", "^"])


@dataclass(slots=True)
class Statement:
    """A run of tokens that belongs together.

    Parameters
    ----------
    relation
        How it is tied to what stands before; None where it starts anew.
    tokens
        All of it, with the relations inside.
    cuts
        Indices in `tokens` of the relations that part the chain.
    whole
        True if it must not be cut: a statement tied to another by an arrow, or an "or".
    """

    relation: RelationKind | None
    tokens: list[Token] = field(default_factory=list)
    cuts: list[int] = field(default_factory=list)
    whole: bool = False
    quantified: bool = False
    """True behind a quantifier: ``for all α > 0`` parts no chain."""

    def links(self, end: int) -> list["Link"]:
        """Return the links of the chain; the last one's text reaches to the offset `end`."""
        if self.whole or not self.cuts:
            return [Link(self.relation, self.tokens, end)]
        cuts = [*self.cuts, len(self.tokens)]
        stops = [*(self.tokens[cut].at for cut in self.cuts), end]
        found = [Link(self.relation, self.tokens[: cuts[0]], stops[0])]
        for cut, after, stop in zip(cuts, cuts[1:], stops[1:], strict=False):
            found.append(Link(RelationKind(self.tokens[cut].text), self.tokens[cut + 1 : after], stop))
        return [link for link in found if link.tokens]


@dataclass(frozen=True, slots=True)
class Link:
    """One link of a chain: the relation before it, its tokens, and the offset its text ends at."""

    relation: RelationKind | None
    tokens: list[Token]
    end: int


def cut_statements(tokens: Sequence[Token]) -> list[Statement]:
    """Cut the tokens of one display."""
    cutter = _Cutter(tokens)
    for index in range(len(tokens)):
        cutter.take(index)
    return [statement for statement in cutter.found if statement.tokens]


def settle(statements: Sequence[Statement]) -> None:
    """Keep whole what an arrow ties: a single equation before it, and everything behind it."""
    for position, statement in enumerate(statements):
        following = statements[position + 1].relation if position + 1 < len(statements) else None
        if statement.relation in ARROWS or (following in ARROWS and len(statement.cuts) == 1):
            statement.whole = True


class _Cutter:
    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tokens
        self.found = [Statement(None)]
        self.depth = 0
        self.environments = 0
        self.following = _following(tokens)

    def take(self, index: int) -> None:
        token = self.tokens[index]
        current = self.found[-1]
        if token.kind == "row" and not self.environments:
            self.row(index)
        elif self.depth > 0 or self.environments:
            self.count(token)
            current.tokens.append(token)
        elif token.kind == "rel" and RelationKind(token.text) not in _INSIDE_LINES and not current.quantified:
            self.relation(RelationKind(token.text), token)
        elif token.kind == "&":
            self.ampersand(index)
        elif (token.kind in _SEPARATING or token[:2] == ("logic", "and")) and self.another_follows(index):
            self.found.append(Statement(None))
        else:
            current.whole = current.whole or token[:2] == ("logic", "or")
            current.quantified = current.quantified or token.kind == "quantifier"
            self.count(token)
            current.tokens.append(token)

    def count(self, token: Token) -> None:
        if token.kind in _DEEPER:
            self.depth += 1
            self.environments += token.kind == "begin"
        elif token.kind in _SHALLOWER:
            self.depth = max(self.depth - 1, 0)
            self.environments = max(self.environments - (token.kind == "end"), 0)

    def relation(self, kind: RelationKind, token: Token) -> None:
        current = self.found[-1]
        if kind in ARROWS:
            self.found.append(Statement(kind))
        elif not current.tokens and current.relation is None:
            self.found[-1] = Statement(kind)
        else:
            current.cuts.append(len(current.tokens))
            current.tokens.append(token)

    def row(self, index: int) -> None:
        following = self.following[index]
        if following is None:
            return
        if following.kind == "rel":
            self.depth = 0  # a bracket lost in the row before must not swallow the rest
        elif following.kind in _CONTINUING or self.depth > 0 or self.unfinished():
            return
        else:
            self.found.append(Statement(None))

    def unfinished(self) -> bool:
        tokens = self.found[-1].tokens
        return bool(tokens) and tokens[-1].kind in _UNFINISHED

    def ampersand(self, index: int) -> None:
        """Start anew where two equations stand side by side in one row: ``a &= b & c &= d``."""
        current = self.found[-1]
        following = self.following[index]
        if following is None or not current.cuts or self.unfinished():
            return
        if following.kind not in _CONTINUING and following.kind != "rel" and self.another_follows(index):
            self.found.append(Statement(None))

    def another_follows(self, index: int) -> bool:
        """Say whether a relation stands at this level before the row or the list goes on."""
        if not self.found[-1].cuts and self.found[-1].relation is None:
            return False
        depth = 0
        for token in self.tokens[index + 1 :]:
            depth += (token.kind in _DEEPER) - (token.kind in _SHALLOWER)
            if depth == 0 and token.kind == "rel":
                return RelationKind(token.text) not in _INSIDE_LINES and RelationKind(token.text) not in ARROWS
            if depth < 0 or (depth == 0 and (token.kind == "row" or token.kind in _SEPARATING)):
                return False
        return False


def _following(tokens: Sequence[Token]) -> list[Token | None]:
    """Return, for every token, the next one that is neither a break of a row nor an alignment sign."""
    following: list[Token | None] = [None] * len(tokens)
    found: Token | None = None
    for index in range(len(tokens) - 1, -1, -1):
        following[index] = found
        if tokens[index].kind not in ("row", "&"):
            found = tokens[index]
    return following
