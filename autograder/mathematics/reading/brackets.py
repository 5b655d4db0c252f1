"""Brackets: groups, tuples, intervals, sets, and matrices in brackets."""

from autograder.mathematics.reading.arguments import closers, read_items
from autograder.mathematics.reading.bars import read_absolute, read_norm
from autograder.mathematics.reading.divergences import has_double_bar, read_bare_divergence
from autograder.mathematics.reading.names import script_text
from autograder.mathematics.reading.stream import Stream
from autograder.mathematics.tree import (
    Applied,
    Call,
    Constant,
    Expectation,
    Interval,
    MatrixLiteral,
    Negate,
    Node,
    Relation,
    RelationKind,
    SetLiteral,
    TupleLiteral,
)

_INFINITY = Constant("infinity")
_REALS = Interval(Negate(_INFINITY), _INFINITY, False, False)
_INTERVAL_CLOSERS = (")", "]", "[")


def read_brackets(stream: Stream) -> Node:
    """Read whatever an opening bracket begins."""
    opened = stream.take()
    match opened.text:
        case "|":
            return read_absolute(stream, opened.at)
        case "‖":
            return read_norm(stream, opened.at)
        case "]":
            return _outward_interval(stream, opened.at)
    if opened.text == "[" and has_double_bar(stream):
        return read_bare_divergence(stream, opened.at)
    with stream.nested():
        if opened.text == "{":
            return _braces(stream, opened.at)
        if opened.text == "[" and _holds_rows(stream):
            return _bracketed_rows(stream, opened.at)
        items, separators = read_items(stream)
    # only an interval may end in another bracket than it began with
    half_open = len(items) == 2 and opened.text in "(["
    closer = stream.expect_close(_INTERVAL_CLOSERS if half_open else closers(opened.text), opened.at)
    if not items:
        raise stream.stop("There is nothing between these brackets.")
    if opened.text in "⌊⌈":
        return Call("floor" if opened.text == "⌊" else "ceiling", (items[0],))
    if opened.text == "⟨":
        return _inner_product(stream, items)
    return _listed(stream, items, separators, (opened.text, closer))


def _listed(stream: Stream, items: list[Node], separators: list[str], brackets: tuple[str, str]) -> Node:
    if len(items) == 1 and not separators:
        return items[0]
    ends = any(item in (_INFINITY, Negate(_INFINITY)) for item in items)  # [0; +∞[ is no matrix
    if brackets == ("[", "]") and ";" in separators and not ends:
        return _matrix_by_semicolons(stream, items, separators)
    if len(items) == 2 and brackets != ("(", ")") and not isinstance(items[0], TupleLiteral):
        return Interval(items[0], items[1], brackets[0] == "[", brackets[1] == "]")
    return TupleLiteral(tuple(items))


def _holds_rows(stream: Stream) -> bool:
    """Say whether the square bracket just opened holds nothing but square brackets, as ``[[1, 2], [3, 4]]`` does."""
    depth = 0
    for position in range(stream.index, len(stream.tokens) - 1):
        token = stream.tokens[position]
        if depth == 0 and token[:2] == ("close", "]"):
            return position > stream.index
        if depth == 0 and token.kind != "," and token[:2] != ("open", "["):
            return False
        depth += (token.kind in ("open", "{", "begin")) - (token.kind in ("close", "}", "end"))
    return False


def _bracketed_rows(stream: Stream, opened_at: int, closer: str = "]") -> Node:
    rows: list[tuple[Node, ...]] = []
    while stream.kind == "open":
        row_opened = stream.take()
        rows.append(tuple(read_items(stream)[0]))
        stream.expect_close(("]",), row_opened.at)
        stream.skip(",")
    stream.expect_close((closer,), opened_at)
    return _matrix(stream, rows)


def _matrix(stream: Stream, rows: list[tuple[Node, ...]]) -> Node:
    if not rows or not rows[0] or len({len(row) for row in rows}) != 1:
        raise stream.stop("The rows of this matrix have different lengths.")
    return MatrixLiteral(tuple(rows))


def _matrix_by_semicolons(stream: Stream, items: list[Node], separators: list[str]) -> Node:
    rows: list[list[Node]] = [[]]
    for item, separator in zip(items, [*separators, ""], strict=False):
        rows[-1].append(item)
        if separator == ";":
            rows.append([])
    return _matrix(stream, [tuple(row) for row in rows if row])


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
        drawn_from = [item for item in items if isinstance(item, Relation) and item.right != _REALS]
        items = [*drawn_from, *read_items(stream)[0]]
    stream.expect_close(("}",), opened_at)
    return SetLiteral(tuple(items))


def read_matrix_call(stream: Stream) -> Node:
    """Read ``matrix([1, 2], [3, 4])`` of plain text, with the rows as arguments or within one more bracket."""
    stream.take()
    opened = stream.take()
    if opened.kind != "open" or stream.token[:2] != ("open", "["):
        raise stream.stop("The rows of this matrix cannot be read.")
    with stream.nested():
        if stream.peek()[:2] == ("open", "["):
            matrix = stream.factor()
            stream.expect_close((")",), opened.at)
            return matrix
        return _bracketed_rows(stream, opened.at, ")")


def _inner_product(stream: Stream, items: list[Node]) -> Node:
    if len(items) == 1 and stream.kind == "_":
        return _mean_under_law(stream, items[0])
    if len(items) > 2:
        return TupleLiteral(tuple(items))  # <1, 2, 3> is a vector
    if len(items) != 2:
        raise stream.stop("An inner product has two sides.")
    if stream.kind == "_":
        stream.take()
        script_text(stream)
        return Call("frobenius_inner", tuple(items))
    return Call("dot", tuple(items))


def _mean_under_law(stream: Stream, body: Node) -> Node:
    r"""Read the law of ``\langle f \rangle_q``, as physicists write a mean."""
    missing = stream.stop("An inner product has two sides.")
    stream.take()
    match stream.argument():
        case Applied() as law:
            return Expectation(body, law=law)
        case Relation(RelationKind.DISTRIBUTED, variable, law):
            return Expectation(body, (variable,), law)
        case _:
            raise missing


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


def comma_joined(items: list[Node]) -> Node:
    """Return what a list without brackets means: a system of relations, or values."""
    relations = [item for item in items if isinstance(item, Relation)]
    if isinstance(items[0], Relation) and len(relations) == 1 and items[0].relation is RelationKind.EQUAL:
        values = SetLiteral((items[0].right, *items[1:]), braced=False)
        return Relation(RelationKind.EQUAL, items[0].left, values)
    return SetLiteral(tuple(items), braced=False)
