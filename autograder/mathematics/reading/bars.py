"""Absolute values and norms: a plain bar opens or closes by where it stands."""

from autograder.mathematics.notation import Role
from autograder.mathematics.reading.norms import norm_of
from autograder.mathematics.reading.stream import Stream
from autograder.mathematics.reading.tokens import Token
from autograder.mathematics.tree import Call, Node, SetLiteral, Symbol


def read_bar(stream: Stream) -> Node:
    """Read a plain bar where an operand is expected: it opens an absolute value or a norm."""
    opened = stream.take()
    if opened.kind == "||" and _nests_absolute_values(stream, opened):
        # ||x| - 1|: the second half of the double bar opens the inner one
        stream.index -= 1
        stream.tokens[stream.index] = opened._replace(kind="|", text="|")
        return read_absolute(stream, opened.at)
    return read_absolute(stream, opened.at) if opened.kind == "|" else read_norm(stream, opened.at)


def _nests_absolute_values(stream: Stream, opened: Token) -> bool:
    """Say whether the next bar at this level is a single one, so that ``||`` were two openings."""
    if opened.text != "||":
        return False
    depth = 0
    for token in stream.tokens[stream.index :]:
        depth += (token.kind in ("open", "{", "begin")) - (token.kind in ("close", "}", "end"))
        if depth < 0:
            return False
        if depth == 0 and token.kind in ("|", "||"):
            return token.kind == "|"
    return False


def read_absolute(stream: Stream, opened_at: int) -> Node:
    """Read an absolute value, or the size of a set, behind its opening bar."""
    with stream.nested("abs"):
        inner = stream.additive()
    if not (stream.skip("|") or stream.skip("close", "|") or _split_double(stream)):
        stream.fault("This bar is not closed.", opened_at)
    return cardinality_or_abs(stream, inner)


def _split_double(stream: Stream) -> bool:
    """Take one half of ``||`` between two absolute values: ``|a||b|``."""
    if stream.kind != "||" or stream.token.text != "||":
        return False
    stream.tokens[stream.index] = stream.token._replace(kind="|", text="|")
    return True


def cardinality_or_abs(stream: Stream, inner: Node) -> Node:
    """Return the size of a set or a bundle of parameters, or an absolute value."""
    if isinstance(inner, SetLiteral):
        return Call("cardinality", (inner,))
    if isinstance(inner, Symbol):
        spec = stream.find(inner.name)
        if spec is not None and spec.role is Role.PARAMETERS:
            return Call("cardinality", (inner,))
    return Call("abs", (inner,))


def count_of(stream: Stream, counted: Node, at: int) -> Node:
    """Return the size of a set or a bundle of parameters; nothing else has one."""
    sized = cardinality_or_abs(stream, counted)
    if isinstance(sized, Call) and sized.head == "cardinality":
        return sized
    stream.fault("Only the elements of a set, or of a bundle of parameters, can be counted.", at)
    return Call("cardinality", (counted,))


def read_norm(stream: Stream, opened_at: int) -> Node:
    """Read a norm behind its opening bars."""
    with stream.nested("norm"):
        inner = stream.additive()
    if not (stream.skip("||") or stream.skip("close", "‖") or (stream.skip("|") and stream.skip("|"))):
        stream.fault("This norm is not closed.", opened_at)
    return norm_of(stream, inner)
