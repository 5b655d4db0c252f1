"""Divergences in all their spellings: ``D_{KL}(q || p)``, ``KL[q, p]``, and brackets whose name was lost.

That of Jensen and Shannon is read as what it is: the mean of two divergences from the mixture of both laws.
"""

from collections.abc import Sequence
from fractions import Fraction

from autograder.mathematics.reading.arguments import BARS, closers
from autograder.mathematics.reading.stream import Stream
from autograder.mathematics.tree import Divergence, Node, Number, Product, Quotient, Sum

KULLBACK_LEIBLER, JENSEN_SHANNON = "KL", "JS"
_HALF, _TWO = Number(Fraction(1, 2)), Number(Fraction(2))


def has_double_bar(stream: Stream) -> bool:
    """Say whether the bracket just opened holds a double bar at its own level, as a divergence does."""
    depth = 0
    position = stream.index
    bars = 0
    while position < len(stream.tokens):
        kind = stream.tokens[position].kind
        if kind in ("open", "{", "begin"):
            depth += 1
        elif kind in ("close", "}", "end"):
            depth -= 1
            if depth < 0:
                return bars == 1
        elif kind == "||" and depth == 0:
            bars += 1
        position += 1
    return False


def opens_divergence(stream: Stream) -> bool:
    """Say whether a bracket stands here that holds a double bar."""
    if stream.kind != "open":
        return False
    stream.index += 1
    found = has_double_bar(stream)
    stream.index -= 1
    return found


def read_bare_divergence(stream: Stream, opened_at: int) -> Node:
    """Read ``[q || p]``, whose name was lost."""
    stream.remark("Brackets with a double bar are read as a divergence.")
    return _two_sides(stream, opened_at, ("]", ")"))


def read_divergence(stream: Stream, name: str) -> Node:
    r"""Read ``D_{KL}(q \| p)`` behind its name, or ``\KL{q}{p}``."""
    found = _divergence(stream)
    if name != JENSEN_SHANNON:
        return found
    mixture = Quotient(Sum((found.left, found.right)), _TWO)
    stream.remark("JS is read as the mean of the divergences of both laws from their mixture.")
    return Product((_HALF, Sum((Divergence(found.left, mixture), Divergence(found.right, mixture)))))


def _divergence(stream: Stream) -> Divergence:
    if stream.kind == "{":
        left = stream.argument()
        if stream.kind == "{":
            return Divergence(left, stream.argument())
        raise stream.stop("A divergence has two sides.")
    if stream.kind != "open":
        raise stream.stop("A divergence is of something in brackets.")
    opened = stream.take()
    return _two_sides(stream, opened.at, closers(opened.text))


def _two_sides(stream: Stream, opened_at: int, closers: Sequence[str]) -> Divergence:
    with stream.nested("double" if has_double_bar(stream) else "given"):
        left = stream.additive()
        if stream.kind == "|" and stream.peek().kind == "|":
            stream.take()
        if stream.kind not in BARS and stream.kind not in (",", ";", ":"):
            raise stream.stop("A divergence has two sides.")
        if stream.take().kind in ("|", "mid") and stream.kind in ("|", "mid"):
            stream.take()
        right = stream.additive()
    stream.expect_close(closers, opened_at)
    return Divergence(left, right)
