r"""What stands raised before its operand: ``{}^tF_{12}`` is a transpose, ``{}^nC_k`` a binomial."""

from collections.abc import Callable

from autograder.mathematics.reading.names import script_text
from autograder.mathematics.reading.stream import Stream
from autograder.mathematics.tree import Call, Node

_TRANSPOSES = frozenset(["t", "T", "⊤"])


def opens_prescript(stream: Stream) -> bool:
    """Say whether an empty group with something raised behind it stands here."""
    return stream.kind == "{" and stream.peek().kind == "}" and stream.peek(2).kind == "^"


def follows_operand(stream: Stream) -> bool:
    r"""Say whether the empty group touches what stands before it: ``W{}^T`` is only a way of writing ``W^T``."""
    if stream.index == 0 or not opens_prescript(stream):
        return False
    before = stream.tokens[stream.index - 1]
    return before.at + len(before.text) == stream.token.at


def read_prescript(stream: Stream, read_operand: Callable[[Stream], Node]) -> Node:
    """Read an empty group, what is raised behind it, and the operand it belongs to."""
    stream.index += 3
    start = stream.index
    word, _ = script_text(stream)
    if word in _TRANSPOSES and stream.starts_operand():
        return Call("transpose", (read_operand(stream),))
    if (stream.kind, stream.token.text) != ("name", "C") or stream.peek().kind != "_":
        raise stream.stop("What is raised before this cannot be read.")
    behind = stream.index
    stream.index = start
    above = stream.argument()
    stream.index = behind + 2
    return Call("binomial", (above, stream.argument()))
