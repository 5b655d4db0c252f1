r"""Derivatives in all their spellings: ``\frac{\partial J}{\partial W}``, ``\frac{d}{dt} w``, ``\nabla_W J``."""

from autograder.mathematics.notation import Role
from autograder.mathematics.reading.literals import read_literal
from autograder.mathematics.reading.names import starts_name
from autograder.mathematics.reading.operators import read_subscript
from autograder.mathematics.reading.stream import Stream
from autograder.mathematics.reading.symbols import read_accented, read_symbol
from autograder.mathematics.reading.tokens import Token
from autograder.mathematics.tree import Applied, Derivative, Node, Quotient, Symbol

_HIGHEST_ORDER = 6


def read_fraction(stream: Stream) -> Node:
    """Read a fraction, or the derivative it is."""
    sign = stream.take()
    if _starts_derivative(stream):
        return _leibniz(stream, sign)
    above = stream.argument()
    return Quotient(above, stream.argument())


def _is_d(stream: Stream, ahead: int = 0) -> bool:
    """Say whether a sign of differentiation stands there; ``d_k`` is a name."""
    token = stream.peek(ahead)
    if token.kind == "partial":
        return True
    if token[:2] != ("name", "d") or stream.find("d") is not None:
        return False
    return stream.peek(ahead + 1).kind not in ("_", "'")


def _starts_derivative(stream: Stream) -> bool:
    """Say whether both halves of the fraction ahead begin with a d."""
    braced = stream.kind == "{"
    if not _is_d(stream, 1 if braced else 0):
        return False
    ahead, depth = 0, 0
    while True:
        token = stream.peek(ahead)
        depth += (token.kind == "{") - (token.kind == "}")
        ahead += 1
        if depth == 0:
            break
        if token.kind == "end of input":
            return False
    return stream.peek(ahead).kind == "{" and _is_d(stream, ahead + 1)


def _leibniz(stream: Stream, sign: Token) -> Node:
    braced = stream.skip("{")
    stream.take()
    _order(stream)
    body: Node | None = None
    if braced:
        with stream.nested():
            body = None if stream.kind == "}" else stream.additive()
        if not stream.skip("}"):
            raise stream.stop("This fraction cannot be read.")
    variables = _below(stream)
    if body is None:
        body = stream.product()
    return _derived(stream, body, variables, sign)


def _below(stream: Stream) -> list[Node]:
    stream.take()
    variables: list[Node] = []
    with stream.nested():
        while _is_d(stream):
            stream.take()
            variable, order = _variable(stream)
            variables.extend([variable] * order)
    if not stream.skip("}"):
        raise stream.stop("This derivative cannot be read.")
    return variables


def _variable(stream: Stream) -> tuple[Node, int]:
    """Read one variable of differentiation and how often it is differentiated by."""
    stream.bars.append("plain")
    if stream.kind == "accent":
        variable = read_accented(stream)
    else:
        variable = read_symbol(stream) if starts_name(stream) else stream.argument()
    stream.bars.pop()
    return variable, _order(stream)


def _order(stream: Stream) -> int:
    if not stream.skip("^"):
        return 1
    braced = stream.skip("{")
    if stream.kind != "num":
        raise stream.stop("The order of this derivative cannot be read.")
    order = read_literal(stream.take()).value
    if braced:
        stream.skip("}")
    if order.denominator != 1 or not 1 <= order <= _HIGHEST_ORDER:
        raise stream.stop("The order of this derivative cannot be read.")
    return int(order)


def _derived(stream: Stream, body: Node, variables: list[Node], sign: Token) -> Node:
    if not variables:
        stream.fault("This derivative has no variable.", sign.at)
        return body
    for variable in variables[:_HIGHEST_ORDER]:
        body = Derivative(body, variable)
    return body


def read_nabla(stream: Stream) -> Node:
    r"""Read ``\nabla_W J`` and ``\partial_x f``; ``\nabla F(u)`` is taken by the one thing F depends on."""
    sign = stream.take()
    if stream.kind == "_":
        variables = read_subscript(stream)
        return _derived(stream, stream.product(), variables, sign)
    if sign.kind == "partial":
        return _slashed(stream, sign)
    missing = stream.stop("A gradient needs its variable.")
    body = stream.factor() if starts_name(stream) else None
    if body is None or (found := _at_its_point(stream, body)) is None:
        raise missing
    return found


def _at_its_point(stream: Stream, body: Node) -> Node | None:
    """Return the derivative of ``F(u)`` by u, the one thing it depends on; None of anything else."""
    match body:
        case Applied(function, (Symbol() as variable,), ()) if _depends_on_one(stream, function):
            return Derivative(body, variable)
        case _:
            return None


def _depends_on_one(stream: Stream, function: str) -> bool:
    spec = stream.find(function.removesuffix("^-1"))
    return spec is not None and spec.role in (Role.MAP, Role.FUNCTION, Role.FUNCTIONAL)


def _slashed(stream: Stream, sign: Token) -> Node:
    r"""Read ``\partial J / \partial W``, and ``\partial F(u)`` for the Jacobian there."""
    body = stream.factor()
    if stream.kind != "/" and (jacobian := _at_its_point(stream, body)) is not None:
        return jacobian
    if not stream.skip("/") or not stream.skip("partial"):
        raise stream.stop("This derivative cannot be read.")
    return _derived(stream, body, [stream.factor()], sign)


def read_short_derivative(stream: Stream) -> Node:
    r"""Read ``\dv{f}{x}`` and ``\pdv{f}{x}``."""
    sign = stream.take()
    first = stream.argument()
    if stream.kind != "{":
        return _derived(stream, stream.product(), [first], sign)
    return _derived(stream, first, [stream.argument()], sign)
