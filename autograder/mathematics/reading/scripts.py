"""What stands behind an operand: powers, transposes, inverses, factorials."""

from fractions import Fraction

from autograder.mathematics.notation import Domain
from autograder.mathematics.reading.prescripts import follows_operand
from autograder.mathematics.reading.shapes import is_matrix
from autograder.mathematics.reading.stream import Stream
from autograder.mathematics.tree import (
    Call,
    Constant,
    Interval,
    MatrixLiteral,
    Negate,
    Node,
    Number,
    Power,
    Product,
    Quotient,
    Symbol,
    TupleLiteral,
)

_ONE = Number(Fraction(1), "1")
_POSTFIXES = frozenset(["^", "'", "!", "_", "%"])
_DEGREE = Quotient(Constant("pi"), Number(Fraction(180), "180"))
_WHOLE = frozenset([Domain.INTEGER, Domain.POSITIVE_INTEGER])
_HUNDRED = Number(Fraction(100), "100")


def read_postfix(stream: Stream, node: Node) -> Node:
    """Read everything raised, primed or factorial behind an operand."""
    count = 0
    while stream.kind in _POSTFIXES or follows_operand(stream):
        stream.index += 2 if stream.kind == "{" else 0
        count += 1
        if count > 40:
            raise stream.stop("There are too many marks behind this.")
        kind = stream.take().kind
        if kind == "^":
            node = _raise(stream, node)
        elif kind == "'":
            node = _prime(stream, node)
        elif kind == "!":
            node = _factorial(stream, node)
        elif kind == "%":
            node = Quotient(node, _HUNDRED)
        else:
            stream.fault("A subscript belongs behind a name.", stream.token.at)
            stream.argument()
    return node


def _factorial(stream: Stream, node: Node) -> Node:
    """Read ``n!`` and ``n!!`` behind their first mark; more marks mean nothing that everybody agrees on."""
    double = stream.skip("!")
    if double and stream.kind == "!":
        raise stream.stop("More than two factorial marks cannot be read: use brackets.")
    return Call("double_factorial" if double else "factorial", (node,))


def _prime(stream: Stream, node: Node) -> Node:
    if stream.notation.prime_is_transpose and is_matrix(stream, as_row(node)):
        return Call("transpose", (as_row(node),))
    if isinstance(node, Call) and node.head in ("union", "intersection", "complement"):
        return Power(node, Symbol("complement"))
    stream.fault("A prime stands behind something that has no transpose.", stream.token.at)
    return node


def _raise(stream: Stream, base: Node) -> Node:
    for read in (_degree_mark, _transpose_mark, _inverse_transpose_mark):
        marked = read(stream, base)
        if marked is not None:
            return marked
    exponent = stream.argument()
    return raise_to(stream, base, exponent)


def raise_to(stream: Stream, base: Node, exponent: Node) -> Node:
    """Return a power, or the inverse of a matrix, or a squared norm: ``xᵀΣ⁻¹x`` if weights are its subscript."""
    if exponent == Negate(_ONE) and is_matrix(stream, base):
        return Call("inverse", (base,))
    if isinstance(base, Call) and base.head == "norm" and len(base.arguments) == 1 and _is_two(exponent):
        return Call("norm_squared", base.arguments)
    if isinstance(base, Call) and base.head == "norm" and is_matrix(stream, base.arguments[-1]) and _is_two(exponent):
        inner, weights = base.arguments
        return Product((Call("transpose", (inner,)), weights, inner))
    return Power(base, exponent)


def _is_two(node: Node) -> bool:
    return isinstance(node, Number) and node.value == 2


def _braced(stream: Stream) -> tuple[int, list[str]]:
    """Return how many tokens the superscript ahead has, and their texts without the braces."""
    if stream.kind not in ("{", "open"):
        return 1, [stream.token.text]
    closer = "}" if stream.kind == "{" else "close"
    texts: list[str] = []
    for ahead in range(1, 5):
        token = stream.peek(ahead)
        if token.kind == closer:
            return ahead + 1, texts
        texts.append(token.text)
    return 0, []


def _transpose_mark(stream: Stream, base: Node) -> Node | None:
    size, texts = _braced(stream)
    if texts == ["⊤"] or (texts in (["T"], ["t"]) and _means_transpose(stream, base, texts[0])):
        head = "transpose"
    elif texts in (["†"], ["H"], ["*"]) and (texts != ["H"] or stream.find("H") is None):
        stream.index += size
        adjoint = Call("conjugate", (base,))
        return Call("transpose", (adjoint,)) if is_matrix(stream, base) else adjoint
    else:
        return None
    stream.index += size
    return Call(head, (as_row(base),))


def as_row(node: Node) -> Node:
    """Return ``[a, b]`` or ``(a, b)`` as the row that a transpose behind it makes of it."""
    match node:
        case TupleLiteral(items):
            return MatrixLiteral((items,))
        case Interval(lower, upper, True, True):
            return MatrixLiteral(((lower, upper),))
        case _:
            return node


def _means_transpose(stream: Stream, base: Node, letter: str) -> bool:
    """Decide between a transpose and a power: ``W^T`` against ``e^t`` and ``2^T``."""
    if is_matrix(stream, as_row(base)):
        time = stream.find("t") if letter == "t" else None
        if time is not None:
            if time.domain in _WHOLE:
                return False
            stream.remark("A small t raised behind a matrix is read as its transpose.")
        return True
    if isinstance(base, Number) or letter == "t":
        return False
    return stream.find("T") is None and not stream.notation.undeclared_are_real


def _degree_mark(stream: Stream, base: Node) -> Node | None:
    size, texts = _braced(stream)
    if texts != ["∘"]:
        return None
    stream.index += size
    return Product((base, _DEGREE))


def _inverse_transpose_mark(stream: Stream, base: Node) -> Node | None:
    """``A^{-T}`` and ``A^{T-1}``."""
    size, texts = _braced(stream)
    if texts in (["-", "⊤"], ["-", "T"]):
        inner, outer = "inverse", "transpose"
    elif texts in (["⊤", "-", "1"], ["T", "-", "1"]) and is_matrix(stream, base):
        inner, outer = "transpose", "inverse"
    else:
        return None
    stream.index += size
    return Call(outer, (Call(inner, (base,)),))


def multiplied(factors: list[Node]) -> Node:
    """Return the product of some factors, or the only one."""
    return factors[0] if len(factors) == 1 else Product(tuple(factors))


def inverse_of_map(stream: Stream) -> bool:
    """Step over ``^{-1}`` behind the name of a map."""
    if stream.kind != "^":
        return False
    ahead = 1 + (stream.peek().kind in ("{", "open"))
    if (stream.peek(ahead).text, stream.peek(ahead + 1).text) != ("-", "1"):
        return False
    stream.index += ahead + 2
    if ahead == 2:
        stream.index += stream.kind in ("}", "close")
    return True
