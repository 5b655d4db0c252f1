r"""How names are used, seen before anything is read: applied, conditioned, or standing where a law is asked.

Where nothing is declared, ``p(z|x)`` and ``D(x)`` can only be understood by how both sides of a pair use them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from autograder.mathematics.notation import Notation
from autograder.mathematics.reading.cleaning import clean
from autograder.mathematics.reading.divergences import has_double_bar
from autograder.mathematics.reading.faults import FaultList
from autograder.mathematics.reading.latex_lexer import tokenize_latex
from autograder.mathematics.reading.macros import NO_MACROS, expand
from autograder.mathematics.reading.names import read_name, starts_name
from autograder.mathematics.reading.parser import Parser
from autograder.mathematics.reading.stream import Stream
from autograder.mathematics.reading.text_lexer import tokenize_text
from autograder.mathematics.reading.tokens import END, Token, Unreadable

_BARS = frozenset(["|", "mid"])
_OPENING = frozenset(["open", "{", "begin"])
_CLOSING = frozenset(["close", "}", "end"])

_ENTROPIES = frozenset([("name", "H"), ("function", "entropy")])
_BEFORE_POINT = frozenset(["{", "open", ","])
_LONGEST_POINT = 6
"""Most tokens of the point and its sign in ``x_{data} ~ p``."""

Arguments = tuple[str | None, ...]
"""The name that each argument is, or None for one that is more than a name."""


@dataclass(frozen=True, slots=True)
class Use:
    """One place where a name stands.

    Parameters
    ----------
    name
        In canonical form, without primes.
    arguments, given
        Before and behind the bar in the brackets that follow; both None where the name is not applied. Of ``x ~ p``,
        the points before the sign are the arguments.
    is_law
        True where a law is asked: in a divergence or an entropy, below an expectation, behind ``~``.
    """

    name: str
    arguments: Arguments | None = None
    given: Arguments | None = None
    is_law: bool = False


def read_uses(source: str, notation: Notation, *, text_syntax: bool) -> tuple[Use, ...]:
    """Return every use of a name in a source; nothing of what cannot be read."""
    faults = FaultList(source, None)
    try:
        if text_syntax and "\\" not in source:
            tokens = tokenize_text(source, notation, faults)
        else:
            tokens, _ = clean(expand(tokenize_latex(source), NO_MACROS), notation, faults)
    except Unreadable:
        return ()
    stream = Parser([*tokens, Token(END, "", len(source))], notation, faults, text_syntax=text_syntax)
    return tuple(_uses(stream, _places_of_laws(stream)))


def _uses(stream: Stream, laws: frozenset[int]) -> Iterator[Use]:
    while stream.kind != END:
        if not starts_name(stream):
            stream.index += 1
            continue
        at = stream.index
        name = read_name(stream).canonical(primes=False)
        arguments, given = _arguments(stream) or (_point_before(stream, at) or None, None)
        yield Use(name, arguments, given, at in laws)


def _arguments(stream: Stream) -> tuple[Arguments, Arguments | None] | None:
    """Return what stands in the brackets ahead, without stepping over it; None if the name is not applied."""
    if stream.kind != "open" or stream.token.text not in ("(", "["):
        return None
    square = stream.token.text == "["
    begin = stream.index + 1
    end = _end_of_level(stream.tokens, begin)
    bars = [k for k in _at_level(stream.tokens, begin, end) if stream.tokens[k].kind in _BARS]
    if len(bars) > 1:  # they open and close: an absolute value
        return (None,), None
    if not bars:
        listed = _listed(stream, begin, end)
        return None if square and len(listed) == 1 else (listed, None)  # U[0, 1], but f[x] is a product
    return _listed(stream, begin, bars[0]), _listed(stream, bars[0] + 1, end)


def _listed(stream: Stream, begin: int, end: int) -> Arguments:
    """Return the names that stand alone between the commas of a stretch of tokens."""
    commas = [k for k in _at_level(stream.tokens, begin, end) if stream.tokens[k].kind in (",", ";")]
    return tuple(
        _lone_name(stream, first, last)
        for first, last in zip([begin, *(k + 1 for k in commas)], [*commas, end], strict=True)
    )


def _lone_name(stream: Stream, begin: int, end: int) -> str | None:
    here = stream.index
    stream.index = begin
    name = read_name(stream).canonical() if begin < end and starts_name(stream) else None
    whole = stream.index == end
    stream.index = here
    return name if whole else None


def _at_level(tokens: Sequence[Token], begin: int, end: int) -> Iterator[int]:
    """Yield the places between two that lie in no bracket of their own."""
    depth = 0
    for place in range(begin, end):
        depth -= tokens[place].kind in _CLOSING
        if depth == 0:
            yield place
        depth += tokens[place].kind in _OPENING


def _end_of_level(tokens: Sequence[Token], begin: int) -> int:
    """Return the place of the bracket that closes the one before `begin`."""
    depth = 0
    for place in range(begin, len(tokens)):
        depth += (tokens[place].kind in _OPENING) - (tokens[place].kind in _CLOSING)
        if depth < 0:
            return place
    return len(tokens) - 1


def _point_before(stream: Stream, at: int) -> Arguments:
    """Return the point of ``x ~ p`` behind whose sign a name stands; nothing elsewhere."""
    if at < 2 or stream.tokens[at - 1][:2] != ("rel", "∼"):
        return ()
    return tuple(
        found
        for begin in range(max(0, at - _LONGEST_POINT), at - 1)
        if (begin == 0 or stream.tokens[begin - 1].kind in _BEFORE_POINT)
        and (found := _lone_name(stream, begin, at - 1)) is not None
    )[:1]


def _places_of_laws(stream: Stream) -> frozenset[int]:
    """Return the places of tokens where a law is asked."""
    tokens = stream.tokens
    found: set[int] = set()
    for place, token in enumerate(tokens):
        following = tokens[min(place + 1, len(tokens) - 1)]
        if token[:2] == ("rel", "∼"):
            found.add(place + 1)
        elif (token.kind == "expectation" or token[:2] == ("name", "E")) and following.kind == "_":
            script = tokens[min(place + 2, len(tokens) - 1)].kind == "{"
            end = _end_of_level(tokens, place + 3) if script else place + 3
            found.update(range(place + 2, end))  # a name may have these braces for its own
        elif token.kind == "open" and _asks_for_laws(stream, place):
            found.update(_at_level(tokens, place + 1, _end_of_level(tokens, place + 1)))
    return frozenset(found)


def _asks_for_laws(stream: Stream, place: int) -> bool:
    """Say whether a bracket is that of a divergence or an entropy."""
    before = stream.tokens[place - 1] if place else None
    if before is not None and (before.kind == "divergence" or before[:2] in _ENTROPIES):
        return True
    here = stream.index
    stream.index = place + 1
    found = has_double_bar(stream)
    stream.index = here
    return found
