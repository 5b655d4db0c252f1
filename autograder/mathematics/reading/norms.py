r"""Which norm is meant: ``\|x\|``, ``\|W\|_F``, ``\|W\|_2``, ``\|x\|_1``, ``\|x\|_\infty``, ``\|x\|_{\Sigma^{-1}}``.

Without a subscript, or with an F, it is the root of the sum of the squares of all entries; so is a 2 below a column.
A 2 below a matrix is its largest singular value. Every other kind stays in the tree as the second argument of ``norm``.
"""

from collections.abc import Mapping
from types import MappingProxyType

from autograder.mathematics.notation import Role
from autograder.mathematics.reading.names import subscript_behind_power
from autograder.mathematics.reading.shapes import is_matrix
from autograder.mathematics.reading.stream import Stream
from autograder.mathematics.tree import Call, MatrixLiteral, Negate, Node, Product, Quotient, Sum, Symbol

NUCLEAR = Symbol("*")
_FROBENIUS, _TWO, _SPECTRAL, _NUCLEAR = "frobenius", "two", "spectral", "nuclear"
_WORDS: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(["F", "Fro", "fro", "Frob", "Frobenius"], _FROBENIUS),
        "2": _TWO,
        **dict.fromkeys(["op", "sp", "spec", "spectral"], _SPECTRAL),
        **dict.fromkeys(["*", "∗", "nuc", "nuclear"], _NUCLEAR),
    }
)
_COLUMN_ROLES = frozenset({Role.VECTOR, Role.VARIABLE})


def norm_of(stream: Stream, inner: Node) -> Node:
    """Return a norm of the kind written as its subscript."""
    subscript_behind_power(stream)
    if not stream.skip("_"):
        return Call("norm", (inner,))
    kind = _word(stream)
    if kind is None:
        return Call("norm", (inner, stream.argument()))
    if kind == _NUCLEAR:
        return Call("norm", (inner, NUCLEAR))
    if kind == _SPECTRAL or (kind == _TWO and is_matrix(stream, inner) and not _is_column(stream, inner)):
        stream.remark("The norm of a matrix with this index is read as its largest singular value.")
        return Call("singular_value_max", (inner,))
    return Call("norm", (inner,))


def _word(stream: Stream) -> str | None:
    """Take the subscript ahead if it is a well-known word."""
    braced = stream.kind == "{"
    ahead = int(braced)
    texts = [stream.peek(ahead).text if ahead else stream.token.text]
    while braced and stream.peek(ahead + 1).kind == "name" and len(texts) < len("op"):
        ahead += 1  # the letters of {op} are names of their own
        texts.append(stream.peek(ahead).text)
    if braced and stream.peek(ahead + 1).kind != "}":
        return None
    kind = _WORDS.get("".join(text.removeprefix("\\").replace("ast", "*") for text in texts))
    if kind is not None:
        stream.index += ahead + 1 + int(braced)
    return kind


def _is_column(stream: Stream, node: Node) -> bool:
    """Say whether an expression is surely a column: then its 2-norm and its Frobenius norm are one."""
    match node:
        case Symbol(name):
            spec = stream.find(name)
            return spec is not None and spec.role in _COLUMN_ROLES
        case MatrixLiteral(rows):
            return all(len(row) == 1 for row in rows)
        case Sum(terms):
            return any(_is_column(stream, term) for term in terms)
        case Product(factors):
            return _is_column(stream, factors[-1])
        case Negate(part) | Quotient(part, _) | Call("stop_gradient", (part,)):
            return _is_column(stream, part)
        case Call("vec", _):
            return True
        case _:
            return False
