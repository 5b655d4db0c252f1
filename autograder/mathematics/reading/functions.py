r"""Functions written as words: ``\log p(x|z)p(z)``, ``\sin^2 x``, ``\operatorname{tr} AB``.

Without brackets, a function takes what follows it up to the next sign of addition or relation or the next function:
``log a b + c`` is ``log(ab) + c`` and ``log a log b`` is a product. A trigonometric function also ends before a
bracket or a division, a logarithm does not: ``log p / q`` is the logarithm of the quotient. Functions of one thing
(``\dim``, ``\Re``, the stop-gradient) take one factor.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from types import MappingProxyType

from autograder.mathematics.notation import Role
from autograder.mathematics.reading.arguments import read_arguments
from autograder.mathematics.reading.bars import cardinality_or_abs
from autograder.mathematics.reading.names import starts_name
from autograder.mathematics.reading.norms import norm_of
from autograder.mathematics.reading.scripts import multiplied
from autograder.mathematics.reading.stream import Stream
from autograder.mathematics.reading.tokens import Token
from autograder.mathematics.traversal import walk
from autograder.mathematics.tree import Call, Constant, MatrixLiteral, Negate, Node, Number, Power, Quotient

_TRIGONOMETRIC = frozenset(
    "sin cos tan cot sec csc arcsin arccos arctan sinh cosh tanh coth sech csch arcsinh arccosh arctanh".split()
)
_LOGARITHMIC = frozenset(["log", "log2", "log10"])
_OF_MATRICES = frozenset(["trace", "det", "vec", "diag", "rank"])
_OF_ONE_FACTOR = frozenset(
    "dim re im arg conjugate sign stop_gradient cardinality floor ceiling rank entropy transpose inverse".split()
)
_STOPS = frozenset(["function", "expectation", "divergence", "int", "sum", "optimum", "lim"])
_FACTORS = frozenset(["name", "open", "num", "frac", "{", "abs", "|"])
_INVERSES: Mapping[str, str] = MappingProxyType(
    {head: f"arc{head}" for head in ("sin", "cos", "tan", "sinh", "cosh", "tanh")}
)
_BASES: Mapping[Fraction, str] = MappingProxyType({Fraction(2): "log2", Fraction(10): "log10"})
_DENSITIES = frozenset([Role.DENSITY, Role.LAW, Role.FUNCTIONAL])
_MINUS_ONE = Negate(Number(Fraction(1), "1"))


def read_function(stream: Stream) -> Node:
    """Read a function word, its scripts and its argument."""
    word: Token = stream.take()
    base, power = _scripts(stream)
    head = word.text
    if power == _MINUS_ONE and head in _INVERSES:
        head, power = _INVERSES[head], None
    called = _call(stream, word._replace(text=head), base)
    return called if power is None else Power(called, power)


def _scripts(stream: Stream) -> tuple[Node | None, Node | None]:
    base: Node | None = None
    power: Node | None = None
    while stream.kind in ("_", "^"):
        if stream.take().kind == "_":
            base = stream.argument()
        else:
            power = stream.argument()
    return base, power


def _call(stream: Stream, word: Token, base: Node | None) -> Node:
    head = word.text
    arguments = _arguments(stream, head, word)
    if head == "exp" and len(arguments) == 1:
        return Call("exp", arguments)
    if head == "relu":
        return Call("max", (Number(Fraction(0), "0"), *arguments))
    if head == "log" and base is None and len(arguments) == 2 and stream.text_syntax:
        base = arguments[1]
        arguments = arguments[:1]
    if head == "log" and base is not None:
        if isinstance(base, Number) and base.value in _BASES:
            return Call(_BASES[base.value], arguments)
        if base != Constant("e"):
            return Quotient(Call("log", arguments), Call("log", (base,)))
    elif head == "diag" and len(arguments) > 1:
        return _diagonal(arguments)
    elif base is not None:
        stream.remark(f"The subscript of {word.text} is left aside.")
    return Call(head, arguments)


def _diagonal(entries: tuple[Node, ...]) -> Node:
    """Return the matrix of ``diag(a, b)``, whose entries may be blocks."""
    zero = Number(Fraction(0), "0")
    rows = (tuple(entry if i == k else zero for k in range(len(entries))) for i, entry in enumerate(entries))
    return MatrixLiteral(tuple(rows))


def _arguments(stream: Stream, head: str, word: Token) -> tuple[Node, ...]:
    if stream.kind == "open" and stream.token.text in ("(", "[", "{"):
        return _in_brackets(stream, head)
    if stream.kind in ("-", "+"):
        sign = stream.take().kind
        inner = _without_brackets(stream, head, word)
        return (Negate(inner),) if sign == "-" else (inner,)
    return (_without_brackets(stream, head, word),)


def _in_brackets(stream: Stream, head: str) -> tuple[Node, ...]:
    start = stream.index
    arguments, given = read_arguments(stream)
    if given:
        stream.fault("A function has no condition behind a bar.", stream.token.at)
    if not arguments:
        raise stream.stop("This function has nothing to act on.")
    if head == "trace" and _transposed_next(stream):
        # the trace of a scalar is not transposed: the brackets are only the first factor of its argument
        stream.index = start
        return (_without_brackets(stream, head, stream.token),)
    return arguments


def _transposed_next(stream: Stream) -> bool:
    return stream.kind == "^" and "⊤" in (stream.peek().text, stream.peek(2).text)


def _without_brackets(stream: Stream, head: str, word: Token) -> Node:
    if not stream.starts_operand():
        raise stream.stop("This function has nothing to act on.")
    with stream.nested(stream.bars[-1]):
        factors = [stream.factor()]
        if head in _OF_ONE_FACTOR:
            return factors[0]
        while True:
            if head in _LOGARITHMIC and _goes_on(stream):
                divides = stream.take().kind == "/"
                stream.remark(f"The {word.text} is read as reaching over the whole product behind it.")
                factor = stream.factor()
                factors = [Quotient(multiplied(factors), factor)] if divides else [*factors, factor]
            elif _continues(stream, head) and not _jacobian_behind(stream, head, factors):
                factors.append(stream.factor())
            else:
                return multiplied(factors)


def _goes_on(stream: Stream) -> bool:
    """Say whether a sign of multiplication or division leads to another factor of a logarithm's argument."""
    if stream.kind not in ("*", "/", ".") or stream.peek().kind in _STOPS:
        return False
    return stream.kind != "." or stream.peek().kind in _FACTORS


def _jacobian_behind(stream: Stream, head: str, factors: Sequence[Node]) -> bool:
    r"""Say whether bars follow a logarithm that has its Jacobian already: ``\log\frac{p |\det J|}{q} |\det J| du``."""
    opens_bars = stream.kind in ("abs", "|") or (stream.kind == "open" and stream.token.text == "|")
    if head not in _LOGARITHMIC or not opens_bars:
        return False
    return any(isinstance(node, Call) and node.head in ("abs", "det") for node in walk(factors[-1]))


def _continues(stream: Stream, head: str) -> bool:
    """Say whether the next factor still belongs to the argument of a function without brackets."""
    if not stream.starts_operand() or stream.kind in _STOPS:
        return False
    if head in _TRIGONOMETRIC:
        return stream.kind != "open"
    if head in _OF_MATRICES and starts_name(stream):
        name = stream.token.text if stream.kind == "name" else stream.peek().text
        return not any(
            spec.role in _DENSITIES and spec.name.partition("_")[0] == name for spec in stream.specs.values()
        )
    return True


def read_root(stream: Stream) -> Node:
    r"""Read ``\sqrt{x}``, ``\sqrt[3]{x}``, or the root of a bracket."""
    stream.take()
    if stream.kind == "open" and stream.token.text == "[" and not stream.text_syntax:
        degree = read_arguments(stream)[0]
        radicand = stream.argument()
        if len(degree) != 1:
            raise stream.stop("A root has one degree.")
        is_square = isinstance(degree[0], Number) and degree[0].value == 2
        return Call("sqrt", (radicand,)) if is_square else Call("root", (radicand, degree[0]))
    if stream.kind == "open":
        arguments = read_arguments(stream)[0]
        if len(arguments) == 1:
            return Call("sqrt", arguments)
        raise stream.stop("A root is of one thing.")
    return Call("sqrt", (stream.argument(),))


def read_binomial(stream: Stream) -> Node:
    r"""Read ``\binom{n}{k}``."""
    stream.take()
    above = stream.argument()
    return Call("binomial", (above, stream.argument()))


def read_norm_command(stream: Stream) -> Node:
    r"""Read ``\norm{x}`` and ``\abs{x}``."""
    from_command = stream.take()
    if stream.kind == "open":
        inner = read_arguments(stream)[0]
        if len(inner) != 1:
            raise stream.stop("A norm is of one thing.")
        argument = inner[0]
    else:
        argument = stream.argument()
    return norm_of(stream, argument) if from_command.kind == "norm" else cardinality_or_abs(stream, argument)
