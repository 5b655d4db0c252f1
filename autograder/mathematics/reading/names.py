r"""Names in canonical form: ``\mathbf{W}_{p}`` is ``W_p``, ``q_{\phi^*}`` is ``q_phi*``, ``\hat x`` is ``hat_x``."""

from collections.abc import Sequence
from dataclasses import dataclass

from autograder.mathematics.reading.stream import Stream
from autograder.mathematics.reading.tokens import END, Token

_BEHIND_LETTERS = frozenset(["_", "'", "^"])


@dataclass(frozen=True, slots=True)
class Name:
    """A name in its parts."""

    base: str
    at: int
    subscript: str = ""
    primes: int = 0
    star: bool = False
    accent: str = ""

    def canonical(self, *, accent: bool = True, primes: bool = True, star: bool = True) -> str:
        """Return the name as declared in notations, with or without its decorations."""
        return "".join(
            (
                f"{self.accent}_" if accent and self.accent else "",
                self.base,
                f"_{self.subscript}" if self.subscript else "",
                "'" * self.primes if primes else "",
                "*" if star and self.star else "",
            )
        )


def starts_name(stream: Stream) -> bool:
    """Say whether a name stands here, perhaps in braces of its own: ``{W}_p``."""
    return stream.kind == "name" or (stream.kind == "{" and stream.peek().kind == "name" and stream.peek(2).kind == "}")


def read_name(stream: Stream, accent: str = "") -> Name:
    """Read a letter and what belongs to its name; powers and arguments are left where they are."""
    braced = stream.skip("{")
    token = stream.take()
    if braced:
        stream.skip("}")
    subscript, primes, star = "", 0, False
    while (kind := stream.kind) in _BEHIND_LETTERS:
        if kind == "_" and not subscript:
            stream.take()
            subscript, starred = script_text(stream)
            star = star or starred
        elif kind == "'":
            stream.take()
            primes += 1
        elif not subscript and subscript_behind_power(stream):
            continue
        elif (mark := _raised_mark(stream)) is not None:
            primes += mark.count("'")
            star = star or "*" in mark
        else:
            break
    return Name(token.text, token.at, subscript, primes, star, accent)


def end_of_name(stream: Stream) -> int:
    """Return the index behind the name that stands here and its subscript, without reading it."""
    end = stream.index + (3 if stream.kind == "{" else 1)
    if end < len(stream.tokens) and stream.tokens[end].kind == "_":
        end = _end_of_script(stream.tokens, end)
    while end < len(stream.tokens) and stream.tokens[end].kind == "'":
        end += 1
    return end


def subscript_behind_power(stream: Stream) -> bool:
    """Put the scripts of ``W^T_p`` in the order of ``W_p^T``, and say whether they were in the other."""
    if stream.kind != "^":
        return False
    start = stream.index
    middle = _end_of_script(stream.tokens, start)
    if stream.tokens[middle].kind != "_":
        return False
    end = _end_of_script(stream.tokens, middle)
    tokens = stream.tokens
    tokens[start:end] = tokens[middle:end] + tokens[start:middle]
    return True


def _end_of_script(tokens: Sequence[Token], start: int) -> int:
    """Return the index behind the script that begins at `start`, at most that of the end token."""
    depth = 0
    for index in range(start + 1, len(tokens) - 1):
        depth += (tokens[index].kind == "{") - (tokens[index].kind == "}")
        if depth <= 0:
            return index + 1
    return len(tokens) - 1


def _raised_mark(stream: Stream) -> str | None:
    """Step over a star or primes written as a superscript; return None if the superscript is a power."""
    if stream.kind != "^":
        return None
    marks = ""
    ahead = 1
    braced = stream.peek().kind == "{"
    ahead += braced
    while (kind := stream.peek(ahead).kind) in ("'", "*"):
        marks += kind
        ahead += 1
        if not braced:
            break
    if not marks or (braced and stream.peek(ahead).kind != "}"):
        return None
    # 2^*3 is no name; in plain text a star after ^ cannot stand at all
    stream.index += ahead + braced
    return marks


def script_text(stream: Stream) -> tuple[str, bool]:
    """Read a subscript as text, and whether it ends in a star that belongs to the whole name.

    ``{F^{-1}(X)}`` is ``F^-1(X)``; braces and fonts vanish.
    """
    if stream.kind != "{":
        return _single(stream), False
    pieces: list[str] = []
    depth = 0
    while True:
        token = stream.take()
        if token.kind == "{":
            depth += 1
        elif token.kind == "}":
            depth -= 1
            if depth == 0:
                break
        elif token.kind == END:
            stream.fault("A brace { is never closed.", token.at)
            break
        else:
            pieces.append(_spelled(token))
    text = "".join(pieces)
    if text.endswith("^*"):
        return text[:-2], True
    return text, False


def _single(stream: Stream) -> str:
    token = stream.take()
    if token.kind == END:
        stream.fault("A subscript is missing.", token.at)
    if token.kind == "num" and len(token.text) > 1 and not stream.text_syntax:
        stream.index -= 1
        stream.tokens[stream.index] = Token("num", token.text[1:], token.at + 1)
        return token.text[0]
    if token.kind == "accent":
        return f"{token.text}_{_single(stream)}"
    return _spelled(token)


def _spelled(token: Token) -> str:
    if token.kind == "accent":
        return f"{token.text}_"
    return "*" if token.kind == "*" else token.text
