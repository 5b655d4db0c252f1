"""Reading a whole derivation: prose and displays into lines, each tied to the one before by its relation."""

import re
from dataclasses import dataclass, replace

from autograder.domain.faults import Fault, Place
from autograder.mathematics.notation import Notation
from autograder.mathematics.reading.asides import Stance, resumes_chain, stance_of, trails
from autograder.mathematics.reading.cleaner import Remark
from autograder.mathematics.reading.cleaning import clean
from autograder.mathematics.reading.expressions import read_tokens
from autograder.mathematics.reading.faults import FaultList
from autograder.mathematics.reading.latex_lexer import tokenize_latex
from autograder.mathematics.reading.limits import (
    DERIVATION_CHARACTERS,
    DERIVATION_TOKENS,
    EXPRESSION_CHARACTERS,
    LINES,
)
from autograder.mathematics.reading.macros import NO_MACROS, Macros, expand
from autograder.mathematics.reading.margins import without_margins
from autograder.mathematics.reading.own_letters import with_own_letters
from autograder.mathematics.reading.passages import (
    Passage,
    PassageKind,
    plain_words,
    split_passages,
    without_comments,
)
from autograder.mathematics.reading.results import ReadLine
from autograder.mathematics.reading.rows import Link, Statement, cut_statements, settle
from autograder.mathematics.reading.tokens import Token, Unreadable
from autograder.mathematics.tree import RelationKind

_BACKWARD = re.compile(
    r"\W*(?:where|with|as|since|because|using|by|for|here|which|car|comme|où|avec|par)\b", re.IGNORECASE
)
_UP_TO_CONSTANT = re.compile(
    r"up to (?:an? )?(?:additive |irrelevant )?const|à une constante|\+ ?const|constant (?:w\.?r\.?t|in|with respect)",
    re.IGNORECASE,
)
_CONSTANT_LETTERS = frozenset(["C", "c", "K", "k", "const"])
_LOOK = re.compile(r"(?:\\(?:math[a-z]+|boldsymbol|bm|pmb|bf|rm|it|left|[bB]igg?l?)\s*\{?\s*)+$")
"""Typography before a token: it means nothing, and belongs to the token all the same."""
_TIDY = re.compile(r"\\\\(?:\[[^\]]*\])?|&|\\nonumber\b|\\notag\b|\\label\{[^{}]*\}")


def read_derivation(
    source: str, notation: Notation, macros: Macros = NO_MACROS, place: Place | None = None
) -> tuple[ReadLine, ...]:
    r"""Read the text of a derivation into its lines; never raises.

    ``A &= B \\ &= C`` gives the lines A, "= B" and "= C"; so does ``A = B = C`` in one row. Prose becomes a remark of
    the line it speaks of; mathematics within a sentence is a line only if it states a relation.

    Parameters
    ----------
    source
        What stands inside the derivation environment.
    notation, macros
        As for `read_latex`.
    place
        Where the source starts in the student's file.
    """
    if len(source) > DERIVATION_CHARACTERS:
        faults = FaultList("", place)
        faults.stopped(Unreadable(f"This is longer than {DERIVATION_CHARACTERS} characters.", 0, too_large=True))
        return (ReadLine(1, None, None, tuple(faults.found.values()), (), source[:80], place),)
    source = without_comments(source)
    return _DerivationReader(source, with_own_letters(notation, source), macros, place).read()


@dataclass(slots=True)
class _Piece:
    """One statement with the passage it stands in and what was said before it."""

    statement: Statement
    end: int
    remarks: list[Remark]
    faults: tuple[Fault, ...] = ()
    inline: bool = False
    before: tuple[str, ...] = ()


class _DerivationReader:
    def __init__(self, source: str, notation: Notation, macros: Macros, place: Place | None) -> None:
        self.source = source
        self.notation = notation
        self.macros = macros
        self.place = place
        self.pieces: list[_Piece] = []
        self.tokens_left = DERIVATION_TOKENS
        self.prose: list[str] = []
        self.mentioned: list[_Piece] = []
        """Statements made in passing: remarks, unless there is nothing else."""
        self.displays: list[Passage] = []
        self.after: dict[int, list[str]] = {}
        """Prose about the piece before it."""

    def read(self) -> tuple[ReadLine, ...]:
        faults = FaultList(self.source, self.place)
        passages = list(split_passages(self.source, faults))
        self.displays = [one for one in passages if one.kind is PassageKind.DISPLAY]
        for passage in passages:
            if len(self.pieces) >= LINES:
                faults.stopped(Unreadable(f"Only the first {LINES} lines are read.", passage.at, too_large=True))
                break
            self.passage(passage)
        self.pieces = self.pieces or self.mentioned  # they state something, and are all there is
        self.speak_of_last()
        settle([piece.statement for piece in self.pieces])
        lines = [line for index, piece in enumerate(self.pieces) for line in self.lines(index, piece)]
        if lines and faults.found:
            lines[-1] = replace(lines[-1], faults=(*lines[-1].faults, *faults.found.values()))
        return tuple(replace(line, number=number) for number, line in enumerate(lines[:LINES], start=1))

    # passages

    def passage(self, passage: Passage) -> None:
        if passage.kind is PassageKind.PROSE:
            words = plain_words(passage.text)
            if words:
                self.prose.append(words)
            return
        pieces = self.formula(passage)
        if passage.kind is PassageKind.INLINE and (not _states_something(pieces) or self.is_aside(passage, pieces)):
            self.prose.append(f"${passage.text.strip()}$")
            return
        if self.prose and self.pieces and _BACKWARD.match(self.prose[0]):
            self.speak_of_last()
        if pieces:
            pieces[0].before = (" ".join(self.prose),) if self.prose else ()
            self.prose = []
        self.pieces.extend(pieces)

    def is_aside(self, passage: Passage, pieces: list[_Piece]) -> bool:
        """Say whether a sentence does not state its formula, or only in passing; a reason may be a line of its own."""
        words = " ".join(self.prose)
        stance = stance_of(words)
        if stance is Stance.MENTIONED:
            self.mentioned += pieces
        if stance is not Stance.REASON:
            return stance is not Stance.SAID
        following = next((display for display in self.displays if display.at > passage.at), None)
        resumes = following is not None and resumes_chain(following.text)
        if self.pieces and (resumes or trails(words)):
            return True
        return any(line.faults or line.node is None for piece in pieces for line in self.lines(-1, piece))

    def speak_of_last(self) -> None:
        if self.prose and self.pieces:
            self.after.setdefault(len(self.pieces) - 1, []).append(" ".join(self.prose))
            self.prose = []

    def formula(self, passage: Passage) -> list[_Piece]:
        faults = FaultList(self.source, self.place)
        inline = passage.kind is PassageKind.INLINE
        end = passage.at + len(passage.text)
        try:
            if len(passage.text) > 4 * EXPRESSION_CHARACTERS:
                raise Unreadable("This display is too long to be read.", passage.at, too_large=True)
            raw = expand(tokenize_latex(passage.text, passage.at), self.macros)
            self.tokens_left -= len(raw)
            if self.tokens_left < 0:
                raise Unreadable("This derivation is too long to be read to its end.", passage.at, too_large=True)
            tokens, remarks = clean(raw, self.notation, faults)
            tokens, beside = without_margins(tokens, self.source)
        except Unreadable as trouble:
            faults.stopped(trouble)
            unread = Statement(None, [Token("unread", "", passage.at)])
            return [_Piece(unread, end, [], tuple(faults.found.values()), inline)]
        statements = cut_statements(tokens)
        starts = [statement.tokens[0].at for statement in statements]
        ends = [*starts[1:], end]
        pieces = [_Piece(statement, ends[index], [], (), inline) for index, statement in enumerate(statements)]
        for remark in (*remarks, *beside):
            _nearest(pieces, remark[0], starts).append(remark) if pieces else self.prose.append(remark[1])
        if pieces:
            pieces[0].faults = tuple(faults.found.values())
        return pieces

    # lines

    def lines(self, index: int, piece: _Piece) -> list[ReadLine]:
        links = piece.statement.links(piece.end)
        starts = [link.tokens[0].at for link in links]
        lines = []
        for position, link in enumerate(links):
            said = [words for at, words in piece.remarks if _owner(starts, at) == position]
            lines.append(self.line(link, said, piece.inline))
        if lines and (piece.before or piece.faults):
            first = lines[0]
            lines[0] = replace(first, remarks=(*piece.before, *first.remarks), faults=(*piece.faults, *first.faults))
        if lines and index in self.after:
            lines[-1] = replace(lines[-1], remarks=(*lines[-1].remarks, *self.after[index]))
        return lines

    def line(self, link: Link, said: list[str], inline: bool) -> ReadLine:
        relation, tokens = link.relation, link.tokens
        at = tokens[0].at
        place = Place(self.place.file, self.place.line + self.source.count("\n", 0, at)) if self.place else None
        written = self.source[self.begin(at) : max(self.begin(link.end), at)]
        text = " ".join(_TIDY.sub(" ", written).split())
        if tokens[0].kind == "unread":
            return ReadLine(0, relation, None, (), tuple(said), text[:200], place, inline)
        shortened = self.without_constant(tokens)
        if relation is RelationKind.EQUAL and (shortened is not tokens or any(map(_UP_TO_CONSTANT.search, said))):
            relation, tokens = RelationKind.EQUAL_UP_TO_CONSTANT, shortened
        read = read_tokens(tokens, self.notation, FaultList(self.source, self.place), tuple(said))
        return ReadLine(0, relation, read.node, read.faults, read.remarks, text, place, inline)

    def begin(self, at: int) -> int:
        r"""Return where the text of a token begins: ``\mathcal{L}`` is read as L, and shown as it was written."""
        found = _LOOK.search(self.source, max(at - 60, 0), at)
        return found.start() if found else at

    def without_constant(self, tokens: list[Token]) -> list[Token]:
        """Leave out the ``+ C`` at the end of a line, which says "up to a constant"."""
        size = len(tokens)
        while size and tokens[size - 1].kind in (".", ",", ";"):
            size -= 1
        if size < 3 or tokens[size - 2].kind != "+":
            return tokens
        last = tokens[size - 1]
        named = last.kind == "name" and last.text in _CONSTANT_LETTERS and self.notation.find(last.text) is None
        return tokens[: size - 2] if named or last.kind == "some constant" else tokens


def _states_something(pieces: list[_Piece]) -> bool:
    return any(piece.statement.cuts or piece.statement.relation is not None for piece in pieces)


def _owner(starts: list[int], at: int) -> int:
    """Return the index of the last start that is not behind an offset."""
    return max((index for index, start in enumerate(starts) if start <= at), default=0)


def _nearest(pieces: list[_Piece], at: int, starts: list[int]) -> list[Remark]:
    return pieces[_owner(starts, at)].remarks
