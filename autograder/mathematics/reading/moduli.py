r"""Remainders and congruences: ``7 \bmod 3``, ``7 mod 3``, ``a \equiv b \pmod{n}``, ``a = b (mod n)``."""

from collections.abc import Sequence

from autograder.mathematics.reading.stream import Stream
from autograder.mathematics.reading.tokens import END
from autograder.mathematics.tree import Call, Node, Relation

_DEEPER = frozenset(["open", "{", "begin"])
_SHALLOWER = frozenset(["close", "}", "end"])
_WORDS = frozenset([("mod", "mod"), ("function", "mod")])


def takes_remainder(stream: Stream) -> bool:
    """Say whether an infix ``mod`` stands here, rather than the function ``mod(a, b)``."""
    if stream.token.text != "mod" or stream.token[:2] not in _WORDS:
        return False
    return stream.kind == "mod" or not _comma_in_brackets(stream)


def _comma_in_brackets(stream: Stream) -> bool:
    if stream.peek().kind != "open":
        return False
    depth = 0
    for token in stream.tokens[stream.index + 1 :]:
        depth += (token.kind in _DEEPER) - (token.kind in _SHALLOWER)
        if depth == 0 or token.kind == END:
            return False
        if depth == 1 and token.kind == ",":
            return True
    return False


def opens_modulus(stream: Stream) -> bool:
    """Say whether ``(mod`` stands here."""
    return stream.kind == "open" and stream.peek()[:2] in _WORDS and stream.peek(2).kind != "open"


def read_modulus(stream: Stream) -> Node | None:
    r"""Read ``\pmod{n}`` or ``(mod n)`` behind a congruence; None if neither stands here."""
    if stream.skip("pmod"):
        return stream.argument()
    if not opens_modulus(stream):
        return None
    opened = stream.take()
    stream.take()
    modulus = stream.additive()
    stream.expect_close((")", "]"), opened.at)
    return modulus


def congruent(links: Sequence[Node], modulus: Node) -> list[Node]:
    """Return relations between numbers as relations between their remainders."""
    return [
        Relation(link.relation, Call("mod", (link.left, modulus)), Call("mod", (link.right, modulus)))
        for link in links
        if isinstance(link, Relation)
    ]
