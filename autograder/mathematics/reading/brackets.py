"""Brackets: groups, tuples, intervals, sets, matrices in brackets, absolute values, norms, arguments."""

from collections.abc import Sequence

from autograder.mathematics.notation import Role
from autograder.mathematics.reading.names import script_text
from autograder.mathematics.reading.stream import Stream
from autograder.mathematics.reading.tokens import END, Token
from autograder.mathematics.tree import (
    Applied,
    Call,
    Divergence,
    Interval,
    MatrixLiteral,
    Node,
    Number,
    Relation,
    RelationKind,
    SetLiteral,
    Symbol,
    TupleLiteral,
)

_CLOSERS = {"(": (")",), "[": ("]",), "{": ("}",), "⌊": ("⌋",), "⌈": ("⌉",), "⟨": ("⟩",)}
_INTERVAL_CLOSERS = (")", "]", "[")
_BARS = frozenset(["|", "mid", "||"])
_SEPARATORS = frozenset([",", ";"])


def read_items(stream: Stream) -> tuple[list[Node], list[str]]:
    """Read relations up to something that is no separator; return them and the separators between."""
    items: list[Node] = []
    separators: list[str] = []
    while stream.kind not in ("close", END):
        items.append(stream.condition())
        if stream.kind not in _SEPARATORS:
            break
        separators.append(stream.take().kind)
    return items, separators


def _closers(opening: str) -> tuple[str, ...]:
    return _CLOSERS.get(opening, (")",))


def read_brackets(stream: Stream) -> Node:
    """Read whatever an opening bracket begins."""
    opened = stream.take()
    match opened.text:
        case "|":
            return _absolute(stream, opened.at)
        case "‖":
            return _norm(stream, opened.at)
        case "]":
            return _outward_interval(stream, opened.at)
    if opened.text == "[" and _has_double_bar(stream):
        return _bare_divergence(stream, opened.at)
    with stream.nested():
        if opened.text == "{":
            return _braces(stream, opened.at)
        items, separators = read_items(stream)
    # only an interval may end in another bracket than it began with
    half_open = len(items) == 2 and opened.text in "(["
    closer = stream.expect_close(_INTERVAL_CLOSERS if half_open else _closers(opened.text), opened.at)
    if not items:
        raise stream.stop("There is nothing between these brackets.")
    if opened.text in "⌊⌈":
        return Call("floor" if opened.text == "⌊" else "ceiling", (items[0],))
    if opened.text == "⟨":
        return _inner_product(stream, items)
    return _listed(stream, items, separators, (opened.text, closer))


def _listed(stream: Stream, items: list[Node], separators: list[str], brackets: tuple[str, str]) -> Node:
    if len(items) == 1 and not separators:
        row = _row_of(items[0])
        inner_brackets = brackets[0] == "[" and row is not None
        return MatrixLiteral((row,)) if inner_brackets and row is not None else items[0]
    if brackets[0] == "[" and ";" in separators:
        return _matrix_by_semicolons(stream, items, separators)
    if brackets == ("[", "]"):
        rows = [_row_of(item) for item in items]
        if all(row is not None and len(row) == len(rows[0] or ()) for row in rows):
            return MatrixLiteral(tuple(row for row in rows if row is not None))
    if len(items) == 2 and brackets != ("(", ")"):
        return Interval(items[0], items[1], brackets[0] == "[", brackets[1] == "]")
    return TupleLiteral(tuple(items))


def _row_of(node: Node) -> tuple[Node, ...] | None:
    """Return the entries of ``[a, b]`` within brackets, where it is a row of a matrix."""
    match node:
        case TupleLiteral(items):
            return items
        case Interval(lower, upper, True, True):
            return (lower, upper)
        case _:
            return None


def _matrix_by_semicolons(stream: Stream, items: list[Node], separators: list[str]) -> Node:
    rows: list[list[Node]] = [[]]
    for item, separator in zip(items, [*separators, ""], strict=False):
        rows[-1].append(item)
        if separator == ";":
            rows.append([])
    rows = [row for row in rows if row]
    if len({len(row) for row in rows}) != 1:
        raise stream.stop("The rows of this matrix have different lengths.")
    return MatrixLiteral(tuple(map(tuple, rows)))


def _braces(stream: Stream, opened_at: int) -> Node:
    r"""Read a set; ``\{x : x > 0\}`` is the condition on its elements."""
    if stream.kind == "close":
        stream.expect_close(("}",), opened_at)
        return SetLiteral(())
    stream.bars[-1] = "given"
    items, _ = read_items(stream)
    if stream.kind in (":", "|", "mid"):
        stream.take()
        stream.remark("A set given by a condition is read as the condition.")
        items, _ = read_items(stream)
    stream.expect_close(("}",), opened_at)
    return SetLiteral(tuple(items))


def read_matrix_call(stream: Stream) -> Node:
    """Read ``matrix([1, 2], [3, 4])`` of plain text, with the rows as arguments or within one more bracket."""
    stream.take()
    rows = read_arguments(stream)[0] if stream.kind == "open" else ()
    if len(rows) == 1 and isinstance(rows[0], MatrixLiteral):
        return rows[0]
    entries = [_row_of(row) or (row.rows[0] if isinstance(row, MatrixLiteral) else ()) for row in rows]
    if not entries or not entries[0] or len({len(row) for row in entries}) != 1:
        raise stream.stop("The rows of this matrix cannot be read.")
    return MatrixLiteral(tuple(entries))


def _inner_product(stream: Stream, items: list[Node]) -> Node:
    if len(items) != 2:
        raise stream.stop("An inner product has two sides.")
    if stream.kind == "_":
        stream.take()
        script_text(stream)
        return Call("frobenius_inner", tuple(items))
    return Call("dot", tuple(items))


def _outward_interval(stream: Stream, opened_at: int) -> Node:
    with stream.nested():
        items, _ = read_items(stream)
    if len(items) != 2:
        raise stream.stop("An interval has two ends.")
    closed = stream.kind == "close" and stream.token.text == "]"
    if not closed and not stream.skip("open", "["):
        stream.expect_close(("[", "]"), opened_at)
    elif closed:
        stream.take()
    return Interval(items[0], items[1], False, closed)


# bars


def read_bar(stream: Stream) -> Node:
    """Read a plain bar where an operand is expected: it opens an absolute value or a norm."""
    opened = stream.take()
    if opened.kind == "||" and _nests_absolute_values(stream, opened):
        # ||x| - 1|: the second half of the double bar opens the inner one
        stream.index -= 1
        stream.tokens[stream.index] = opened._replace(kind="|", text="|")
        return _absolute(stream, opened.at)
    return _absolute(stream, opened.at) if opened.kind == "|" else _norm(stream, opened.at)


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


def _absolute(stream: Stream, opened_at: int) -> Node:
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


def _norm(stream: Stream, opened_at: int) -> Node:
    with stream.nested("norm"):
        inner = stream.additive()
    if not (stream.skip("||") or stream.skip("close", "‖") or (stream.skip("|") and stream.skip("|"))):
        stream.fault("This norm is not closed.", opened_at)
    return norm_of(stream, inner)


def norm_of(stream: Stream, inner: Node) -> Node:
    """Return a norm with the kind written as its subscript; 2 and F are the usual ones and leave no trace."""
    if not stream.skip("_"):
        return Call("norm", (inner,))
    kind = stream.argument()
    usual = (isinstance(kind, Number) and kind.value == 2) or (
        isinstance(kind, Symbol | Applied) and getattr(kind, "name", "") + getattr(kind, "function", "") == "F"
    )
    if usual:
        stream.unknown.pop("F", None)
        return Call("norm", (inner,))
    return Call("norm", (inner, kind))


# arguments


def read_arguments(stream: Stream) -> tuple[tuple[Node, ...], tuple[Node, ...]]:
    """Read the arguments in brackets: those before the bar, and those after it."""
    opened = stream.take()
    sides: list[list[Node]] = [[], []]
    side = 0
    with stream.nested("given"):
        while stream.kind not in ("close", END):
            if stream.kind == "*" and stream.peek().kind in ("close", *_BARS):
                stream.take()  # the place holder of q(·|x)
            else:
                sides[side].append(stream.relation())
            if stream.kind in _BARS and side == 0:
                stream.take()
                side = 1
            elif not (stream.skip(",") or stream.skip(";")):
                break
    stream.expect_close(_closers(opened.text), opened.at)
    return tuple(sides[0]), tuple(sides[1])


# divergences


def _has_double_bar(stream: Stream) -> bool:
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
    found = _has_double_bar(stream)
    stream.index -= 1
    return found


def _bare_divergence(stream: Stream, opened_at: int) -> Node:
    stream.remark("Brackets with a double bar are read as a divergence.")
    return _two_sides(stream, opened_at, ("]", ")"))


def read_divergence(stream: Stream) -> Node:
    r"""Read ``D_{KL}(q \| p)`` behind its name, or ``\KL{q}{p}``."""
    if stream.kind == "{":
        left = stream.argument()
        if stream.kind == "{":
            return Divergence(left, stream.argument())
        raise stream.stop("A divergence has two sides.")
    if stream.kind != "open":
        raise stream.stop("A divergence is of something in brackets.")
    opened = stream.take()
    return _two_sides(stream, opened.at, _closers(opened.text))


def _two_sides(stream: Stream, opened_at: int, closers: Sequence[str]) -> Node:
    with stream.nested("double" if _has_double_bar(stream) else "given"):
        left = stream.additive()
        if stream.kind == "|" and stream.peek().kind == "|":
            stream.take()
        if stream.kind not in _BARS and stream.kind not in (",", ";", ":"):
            raise stream.stop("A divergence has two sides.")
        if stream.take().kind in ("|", "mid") and stream.kind in ("|", "mid"):
            stream.take()
        right = stream.additive()
    stream.expect_close(closers, opened_at)
    return Divergence(left, right)


def comma_joined(items: list[Node]) -> Node:
    """Return what a list without brackets means: a system of relations, or values."""
    relations = [item for item in items if isinstance(item, Relation)]
    if isinstance(items[0], Relation) and len(relations) == 1 and items[0].relation is RelationKind.EQUAL:
        values = SetLiteral((items[0].right, *items[1:]), braced=False)
        return Relation(RelationKind.EQUAL, items[0].left, values)
    return SetLiteral(tuple(items), braced=False)
