"""Environments of rows: matrices, determinants, systems of equations, values by cases."""

from autograder.mathematics.reading.cases import as_cases, as_system, as_values
from autograder.mathematics.reading.stream import Stream
from autograder.mathematics.reading.tokens import END
from autograder.mathematics.tree import Call, MatrixLiteral, Node

_MATRICES = frozenset("matrix pmatrix bmatrix Bmatrix smallmatrix psmallmatrix bsmallmatrix array".split())
_SYSTEMS = frozenset("cases dcases rcases drcases".split())
_LARGEST_SIDE = 64


def read_environment(stream: Stream) -> Node:
    r"""Read ``\begin{bmatrix} ... \end{bmatrix}`` and its like."""
    begin = stream.take()
    stream.environments += 1
    with stream.nested():
        rows = _rows(stream, conditions=begin.text in _SYSTEMS or begin.text == "array")
    stream.environments -= 1
    if not stream.skip("end"):
        stream.fault(rf"\begin{{{begin.text}}} is not ended.", begin.at)
    if not rows:
        raise stream.stop("There is nothing in this matrix.")
    if begin.text in _MATRICES:
        return as_system(rows) or as_cases(rows) or _matrix(stream, rows)
    if begin.text in ("vmatrix", "Vmatrix"):
        return Call("det" if begin.text == "vmatrix" else "norm", (_matrix(stream, rows),))
    if begin.text in _SYSTEMS:
        found = as_cases(rows) or as_system([row[:1] for row in rows]) or as_values(rows)
        if found is not None:
            return found
        raise stream.stop("A value given by cases cannot be read.")
    raise stream.stop(f"The environment {begin.text} cannot be read here.")


def _rows(stream: Stream, *, conditions: bool) -> list[tuple[Node, ...]]:
    rows: list[tuple[Node, ...]] = []
    entries: list[Node] = []
    while stream.kind not in ("end", END):
        if stream.skip("row"):
            rows.append(tuple(entries))
            entries = []
        elif not (stream.skip("&") or stream.skip(",") or stream.skip(".")):
            entries.append(stream.condition() if conditions else stream.relation())
            if stream.kind not in ("&", "row", "end", ",", "."):
                raise stream.stop("This entry of a matrix cannot be read.")
    rows.append(tuple(entries))
    return [row for row in rows if row]


def _matrix(stream: Stream, rows: list[tuple[Node, ...]]) -> Node:
    if len({len(row) for row in rows}) != 1:
        raise stream.stop("The rows of this matrix have different lengths.")
    if max(len(rows), len(rows[0])) > _LARGEST_SIDE:
        raise stream.stop("This matrix is too large to be read.")
    return MatrixLiteral(tuple(rows))
