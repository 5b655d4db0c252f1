r"""Indicators: ``\mathbb 1[x > 0]``, ``\mathbf 1_{x > 0}``, ``\mathbb 1_{[0, 1]}(x)`` and the bracket of Iverson."""

from collections.abc import Sequence

from autograder.mathematics.reading.arguments import closers, read_arguments, read_items
from autograder.mathematics.reading.literals import number
from autograder.mathematics.reading.logic import ARROWS
from autograder.mathematics.reading.stream import Stream
from autograder.mathematics.reading.tokens import END
from autograder.mathematics.tree import Logic, Node, Piecewise, Quantified, Relation, RelationKind, SetLiteral

_STATEMENTS = (Relation, Logic, Quantified)
_DEEPER = frozenset(["open", "{", "begin"])
_SHALLOWER = frozenset(["close", "}", "end", END])
_OF_SETS = frozenset(["open", "∪", "reals"])
_BEHIND = frozenset(["open", "_"])
_NO_CONDITION = ARROWS | {RelationKind.DISTRIBUTED, RelationKind.TENDS_TO, RelationKind.BECOMES}


def indicated(condition: Node) -> Piecewise:
    """Return 1 where a condition holds, and 0 elsewhere."""
    return Piecewise((number("1"), number("0")), (condition, None))


def read_indicator(stream: Stream) -> Node | None:
    """Read the indicator whose sign stands here; None, with nothing read, where the sign means something else."""
    sign, behind = stream.token, stream.peek()
    if behind.kind not in _BEHIND:
        return None
    inside = _kinds(stream, 1)
    if behind.kind == "open":
        return _of_condition(stream, 1) if "rel" in inside and sign.text != "chi" else None
    if "rel" in inside:
        return _of_condition(stream, 2)
    after = 1 + _length(stream, 1)
    if inside & _OF_SETS and stream.peek(after)[:2] == ("open", "("):
        return _of_set(stream)
    return None


def _of_condition(stream: Stream, ahead: int) -> Node:
    """Read the bracket that opens so far ahead as the condition it holds."""
    stream.index += ahead
    opened = stream.take()
    with stream.nested():
        items, _ = read_items(stream)
        if opened.kind == "{":
            stream.skip("}")
        else:
            stream.expect_close(closers(opened.text), opened.at)
    return indicated(_condition(stream, items))


def _condition(stream: Stream, items: Sequence[Node]) -> Node:
    if len(items) == 1 and isinstance(items[0], SetLiteral):
        items = items[0].items
    if not items or not all(isinstance(item, _STATEMENTS) for item in items):
        raise stream.stop("The condition of this indicator cannot be read.")
    return items[0] if len(items) == 1 else Logic("and", tuple(items))


def _of_set(stream: Stream) -> Node:
    stream.index += 2
    collection = stream.argument()
    arguments, given = read_arguments(stream)
    if len(arguments) != 1 or given:
        raise stream.stop("The indicator of a set is of one thing.")
    return indicated(Relation(RelationKind.MEMBER, arguments[0], collection))


def _length(stream: Stream, ahead: int) -> int:
    """Return how many tokens the script or the bracket has that begins so far ahead."""
    start = ahead + (stream.peek(ahead).kind == "_")
    depth = 0
    for position in range(start, len(stream.tokens) - stream.index):
        kind = stream.peek(position).kind
        depth += (kind in _DEEPER) - (kind in _SHALLOWER)
        if depth <= 0:
            return position + 1 - ahead
    return 0


def _kinds(stream: Stream, ahead: int) -> frozenset[str]:
    """Return what kinds of tokens that script or bracket holds; a relation only where it can be a condition."""
    inside = stream.tokens[stream.index + ahead + 1 : stream.index + ahead + _length(stream, ahead) - 1]
    inside = inside[1:] if stream.peek(ahead).kind == "_" else inside
    return frozenset(token.kind for token in inside if token.kind != "rel" or token.text not in _NO_CONDITION)
