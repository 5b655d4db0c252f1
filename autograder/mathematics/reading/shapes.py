"""What the writing of an expression alone tells: whether it is a matrix."""

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
