r"""Statements tied by words, arrows and quantifiers: ``p => not q``, ``x < 3 or x >= 5``, ``\forall x \in A: x < 3``.

Loosest first: arrows, "or" and "xor", "and", "not". A quantifier reaches to the end of what it stands in.
"""

from collections.abc import Callable
from contextlib import ExitStack

from autograder.mathematics.reading.stream import Stream
from autograder.mathematics.reading.tokens import END
from autograder.mathematics.tree import Logic, Node, Piecewise, Quantified, Relation, RelationKind, SetLiteral, Symbol

ARROWS = frozenset([RelationKind.EQUIVALENT, RelationKind.IMPLIES])
_BOUNDING = frozenset(["∈", "∉", "<", "≤", ">", "≥", "≠"])
_BEFORE_BODY = frozenset([":", ",", ".", "mid", "|"])
_DEEPER = frozenset(["open", "{", "begin"])
_SHALLOWER = frozenset(["close", "}", "end", END])

Part = Callable[[], Node]


def read_statement(stream: Stream, part: Part, conjoined: Callable[[list[Node]], Node]) -> Node:
    """Read parts tied by words and arrows.

    Parameters
    ----------
    part
        Reads what stands between the words.
    conjoined
        Says what several parts with "and" between them are: a statement, or a list of values.
    """
    node = _disjunction(stream, part, conjoined)
    while stream.kind == "rel" and stream.token.text in ARROWS:
        arrow = RelationKind(stream.take().text)
        node = Relation(arrow, node, _disjunction(stream, part, conjoined))
    while (stream.kind, stream.token.text) == ("quantifier", "forall"):
        node = _quantified_behind(stream, node)
    return node


def _disjunction(stream: Stream, part: Part, conjoined: Callable[[list[Node]], Node]) -> Node:
    parts = [_conjunction(stream, part, conjoined)]
    while stream.kind == "logic" and stream.token.text in ("or", "xor"):
        exclusive = stream.take().text == "xor"
        following = _conjunction(stream, part, conjoined)
        parts = [_exclusive(_either(parts), following)] if exclusive else [*parts, following]
    return _either(parts)


def _either(parts: list[Node]) -> Node:
    return parts[0] if len(parts) == 1 else Logic("or", tuple(parts))


def _exclusive(left: Node, right: Node) -> Node:
    return Logic("not", (Relation(RelationKind.EQUIVALENT, left, right),))


def _conjunction(stream: Stream, part: Part, conjoined: Callable[[list[Node]], Node]) -> Node:
    parts = [part()]
    while stream.skip("logic", "and"):
        parts.append(part())
    return parts[0] if len(parts) == 1 else conjoined(parts)


def both(parts: list[Node]) -> Node:
    """Return parts with "and" between them as one statement."""
    return Logic("and", tuple(parts))


def both_or_listed(parts: list[Node]) -> Node:
    """Return parts with "and" between them as a statement, or as a list of values where none states anything."""
    if any(isinstance(part, Relation | Logic | Quantified) for part in parts):
        return both(parts)
    items: list[Node] = []
    for part in parts:
        items.extend(part.items if isinstance(part, SetLiteral) and not part.braced else [part])
    return SetLiteral(tuple(items), braced=False)


def read_claim(stream: Stream) -> Node:
    """Read one relation, negated or quantified or neither."""
    if stream.kind == "quantifier":
        return _quantified(stream)
    if not _negates(stream):
        return _by_cases(stream, stream.relation())
    stream.take()
    with stream.nested(stream.bars[-1]):
        return Logic("not", (read_claim(stream),))


def _by_cases(stream: Stream, value: Node) -> Node:
    """Read ``x if x > 0 else -x`` behind its first value."""
    if not stream.skip("case", "if"):
        return value
    condition = _disjunction(stream, stream.relation, both)
    if not stream.skip("case", "else"):
        return Piecewise((value,), (condition,))
    with stream.nested():
        other = _by_cases(stream, stream.relation())
    if isinstance(other, Piecewise):
        return Piecewise((value, *other.values), (condition, *other.conditions))
    return Piecewise((value, other), (condition, None))


def _negates(stream: Stream) -> bool:
    r"""Say whether a negation stands here: ``not p``, ``\neg p``, ``!p``, ``~p``."""
    token = stream.token
    return token[:2] in (("logic", "not"), ("rel", "∼")) or token.kind == "!"


# quantifiers


def _quantified(stream: Stream) -> Node:
    word = stream.take().text
    with stream.nested(stream.bars[-1]):
        over = _bounds(stream)
        if stream.kind in _BEFORE_BODY:
            stream.take()
        with ExitStack() as bound:
            for name in over:
                bound.enter_context(stream.binding(_name(name)))
            return Quantified(word, over, stream.condition())


def _quantified_behind(stream: Stream, node: Node) -> Node:
    r"""Read ``x^2 \ge 0 \quad \forall x``; behind a mere value it is a remark."""
    start = stream.take()
    over = _bounds(stream)
    for name in over:
        stream.unknown.pop(_name(name), None)
    if isinstance(node, Relation | Logic | Quantified):
        return Quantified("forall", over, node)
    stream.remark(" ".join(stream.faults.source[start.at : stream.token.at].split()))
    return node


def _bounds(stream: Stream) -> tuple[Node, ...]:
    """Read the names of a quantifier with what bounds them; more than one only where a colon ends their list."""
    bounds = [_bound(stream)]
    while stream.kind == "," and _colon_ahead(stream):
        stream.take()
        bounds.append(_bound(stream))
    return tuple(bounds)


def _bound(stream: Stream) -> Node:
    known = dict(stream.unknown)
    with stream.binding(stream.token.text):
        name = stream.factor()
    stream.unknown = known
    if not isinstance(name, Symbol):
        raise stream.stop("A quantifier speaks of names.")
    if stream.kind != "rel" or stream.token.text not in _BOUNDING:
        return name
    relation = RelationKind(stream.take().text)
    return Relation(relation, name, stream.additive())


def _name(bound: Node) -> str:
    named = bound.left if isinstance(bound, Relation) else bound
    return named.name if isinstance(named, Symbol) else ""


def _colon_ahead(stream: Stream) -> bool:
    depth = 0
    for token in stream.tokens[stream.index :]:
        if depth == 0 and (token.kind in (":", "mid", "quantifier") or token.kind in _SHALLOWER):
            return token.kind in (":", "mid")
        depth += (token.kind in _DEEPER) - (token.kind in _SHALLOWER)
    return False
