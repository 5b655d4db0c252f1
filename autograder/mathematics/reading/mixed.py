r"""Mixed numbers: ``2\tfrac12``, ``2½`` and, in plain text, ``2 1/2`` are five halves."""

from autograder.mathematics.reading.literals import read_literal
from autograder.mathematics.reading.stream import Stream
from autograder.mathematics.reading.tokens import Token
from autograder.mathematics.tree import Node, Number, Quotient, Sum

MIXED = "A whole number directly before a fraction of whole numbers is read as a mixed number."
MIXED_AMONG_FACTORS = "A mixed number stands among other factors, where a product may be meant."
_CONTINUING = frozenset(["^", "!", "/", "%", "*", "_", "'"])


def opens_mixed(stream: Stream) -> bool:
    """Say whether a sign of a fraction stands directly behind a whole literal."""
    if not _is_whole(stream.tokens[stream.index - 1]):
        return False
    # the parts of a sign such as ½ all stand where it does
    return stream.kind == "frac" or (stream.kind == "{" and stream.peek().at == stream.token.at)


def mixed_number(stream: Stream, whole: Node, fraction: Node, *, alone: bool) -> Node | None:
    """Return the mixed number of a literal and the fraction behind it, or None if they are a product.

    Parameters
    ----------
    alone
        False if another factor stands before the literal.
    """
    match whole, fraction:
        case Number(), Quotient(Number(above), Number(below)) if _is_proper(fraction) and above < below:
            among = not alone or stream.kind == "*" or stream.starts_operand()
        case _:
            return None
    if among and not stream.notation.undeclared_are_real:
        return None  # in a line of a derivation the factors of a product were put side by side
    stream.remark(MIXED_AMONG_FACTORS if among else MIXED)
    return Sum((whole, fraction))


def read_mixed_text(stream: Stream) -> Node | None:
    """Read the fraction of ``2 1/2`` in plain text, behind its whole part; None if anything else may be meant."""
    before = stream.tokens[stream.index - 1]
    above, slash, below, behind = (stream.peek(ahead) for ahead in range(4))
    if not stream.text_syntax or slash.kind != "/" or not all(map(_is_whole, (before, above, below))):
        return None
    apart = above.at > before.at + len(before.text) and slash.at == above.at + len(above.text)
    ends = behind.kind not in _CONTINUING and behind.kind not in ("num", "name", "open", "function", "constant")
    if not apart or not ends or int(above.text) >= int(below.text):
        return None
    stream.index += 3
    stream.remark(MIXED)
    return Sum((read_literal(before), Quotient(read_literal(above), read_literal(below))))


def _is_whole(token: Token) -> bool:
    return token.kind == "num" and token.text.isdigit()


def _is_proper(fraction: Quotient) -> bool:
    parts = (fraction.above, fraction.below)
    return all(isinstance(part, Number) and part.written.isdigit() for part in parts)
