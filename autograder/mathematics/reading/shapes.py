"""What the writing of an expression alone tells: whether it is a matrix."""

from types import MappingProxyType

from autograder.mathematics.notation import Role
from autograder.mathematics.reading.stream import Stream
from autograder.mathematics.tree import (
    Applied,
    Call,
    Derivative,
    Expectation,
    MatrixLiteral,
    Negate,
    Node,
    PlusMinus,
    Product,
    Quotient,
    Sum,
    Symbol,
    TupleLiteral,
)

_SCALAR_HEADS = frozenset(
    "trace det norm norm_squared dim rank cardinality log exp abs eigenvalue_min eigenvalue_max entropy dot"
    " frobenius_inner".split()
)


def is_matrix(stream: Stream, node: Node) -> bool:
    """Say whether an expression is a matrix or vector, as far as the declared roles tell."""
    waiting = [node]
    while waiting:
        match waiting.pop():
            case MatrixLiteral():
                return True
            case Symbol(name):
                if stream.is_matrix_role(name) or stream.is_matrix_role(name.partition("_")[2]):
                    return True
            case Sum(parts) | Product(parts):
                waiting.extend(parts)
            case Negate(part) | Quotient(part, _) | Expectation(part):
                waiting.append(part)
            case PlusMinus(left, right):
                waiting.extend(part for part in (left, right) if part is not None)
            case Derivative(body, variable):
                waiting.append(variable)
                if isinstance(body, Applied):
                    return True  # the Jacobian of a map
            case Call(head, arguments) if head not in _SCALAR_HEADS:
                if head in ("identity", "kronecker", "vec", "diag", "transpose"):
                    return True
                waiting.extend(arguments)
            case _:
                continue
    return False


ELEMENTWISE = "elementwise"
"""The star of Python's arrays, as a text of its own."""
_BETWEEN_VECTORS = MappingProxyType({"·": "dot", "×": "cross"})


def vectors_multiplied(stream: Stream, factors: list[Node], sign: str, factor: Node) -> list[Node]:
    """Return factors with one more behind a sign: between two vectors a dot and a cross are products of their own."""
    if sign == ELEMENTWISE and is_matrix(stream, factors[-1]) and is_matrix(stream, factor):
        return [*factors[:-1], Call("hadamard", (factors[-1], factor))]
    if sign == "@" and _is_vector(stream, factors[-1]) and is_matrix(stream, factor):
        return _as_arrays(stream, factors, factor)
    head = _BETWEEN_VECTORS.get(sign)
    if head is None or not _is_vector(stream, factors[-1]) or not _is_vector(stream, factor):
        return [*factors, factor]
    return [*factors[:-1], Call(head, (factors[-1], factor))]


def _as_arrays(stream: Stream, factors: list[Node], factor: Node) -> list[Node]:
    """Return the product of arrays in Python, where a vector is neither a row nor a column: ``x @ A @ x``."""
    if _is_vector(stream, factor):
        before = factors[0] if len(factors) == 1 else Product(tuple(factors))
        return [Call("dot", (before, factor))]
    return [Call("transpose", (factors[0],)), factor] if len(factors) == 1 else [*factors, factor]


def _is_vector(stream: Stream, node: Node) -> bool:
    match node:
        case TupleLiteral() | Call("cross"):
            return True
        case MatrixLiteral(rows):
            return len(rows) > 1 and all(len(row) == 1 for row in rows)
        case Symbol(name):
            spec = stream.find(name)
            return spec is not None and spec.role is Role.VECTOR
        case _:
            return False
