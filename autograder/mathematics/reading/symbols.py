"""From a name to its node: what the question declares decides, letters with a usual meaning come second."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from autograder.mathematics.notation import NAMED_LAWS, Role, SymbolSpec
from autograder.mathematics.reading.arguments import read_arguments
from autograder.mathematics.reading.literals import number
from autograder.mathematics.reading.names import Name, end_of_name, read_name, starts_name
from autograder.mathematics.reading.scripts import inverse_of_map
from autograder.mathematics.reading.spectra import read_of_spectrum
from autograder.mathematics.reading.stream import Stream
from autograder.mathematics.tree import Applied, Call, Constant, Derivative, Node, Power, Symbol

_APPLICABLE = frozenset([Role.DENSITY, Role.LAW, Role.MAP, Role.FUNCTION, Role.FUNCTIONAL])
_CONSTANTS = frozenset(["pi", "e", "i"])
_UNDECLARED_FUNCTIONS = frozenset(["f", "g", "h"])
_TIME = frozenset(["t", "0", "s", "tau"])
_INITIAL = ("{}(0)", "{}_0", "{}0")


def read_symbol(stream: Stream, accent: str = "") -> Node:
    """Read a name, give it its meaning, and apply it to the arguments that follow if it takes any."""
    return _meaning(stream, read_name(stream, accent))


def _meaning(stream: Stream, name: Name) -> Node:
    spec = stream.find(name.canonical())
    if spec is not None:
        return _declared(stream, spec)
    return _undecorated(stream, name) or _usual(stream, name) or _unknown(stream, name)


def read_accented(stream: Stream) -> Node:
    r"""Read ``\tilde W_p``, ``\tilde{W_p}`` or ``\overline{a + b}``."""
    mark = stream.take()
    if starts_name(stream):
        return read_symbol(stream, mark.text)
    if stream.kind == "{" and stream.peek().kind == "name" and (inner := _name_in_braces(stream, mark.text)):
        return inner
    operand = stream.argument()
    meaning = _ACCENTS.get(mark.text)
    if meaning is None:
        stream.fault("This accent stands over something that is no name.", mark.at)
        return operand
    return meaning(operand)


def _name_in_braces(stream: Stream, accent: str) -> Node | None:
    """Read ``{W_p}`` below an accent as one name, with what follows its brace; None if more stands in the braces."""
    start = stream.index
    stream.take()
    name = read_name(stream, accent)
    if not stream.skip("}"):
        stream.index = start
        return None
    return _meaning(stream, name)


def _declared(stream: Stream, spec: SymbolSpec) -> Node:
    if spec.role not in _APPLICABLE:
        return _at_time(stream, spec) if _depends_on_time(stream, spec) else Symbol(spec.name)
    function = spec.name
    if spec.role is Role.MAP and inverse_of_map(stream):
        function = f"{function}^-1"
    squared = _raised_before_arguments(stream, spec)
    applied = _apply(stream, function, spec.role)
    return applied if squared is None else Power(applied, squared)


def _raised_before_arguments(stream: Stream, spec: SymbolSpec) -> Node | None:
    r"""Read the square of ``p^2(x)``: the power is of the value."""
    if spec.role is not Role.DENSITY or stream.kind != "^":
        return None
    literal, after = stream.peek(), stream.peek(2)
    if literal.kind != "num" or (after.kind, after.text) != ("open", "("):
        return None
    stream.take()
    return stream.argument()


def _apply(stream: Stream, function: str, role: Role) -> Applied:
    brackets = ("(", "[") if role is Role.FUNCTIONAL or function in NAMED_LAWS else ("(",)
    if stream.kind == "open" and stream.token.text in brackets:
        return Applied(function, *read_arguments(stream))
    return Applied(function)


def _depends_on_time(stream: Stream, spec: SymbolSpec) -> bool:
    below = stream.find(spec.name.removeprefix("dot_"))
    return spec.of_time or (below is not None and below.of_time)


def _at_time(stream: Stream, spec: SymbolSpec) -> Node:
    if (stream.kind, stream.token.text) != ("open", "(") or stream.peek(2).kind != "close":
        return Symbol(spec.name)
    time = stream.peek().text
    if time not in _TIME:
        return Symbol(spec.name)
    stream.index += 3
    if time != "0":
        return Symbol(spec.name)
    declared = (stream.find(form.format(spec.name)) for form in _INITIAL)
    return Symbol(next((found.name for found in declared if found is not None), f"{spec.name}_0"))


def _undecorated(stream: Stream, name: Name) -> Node | None:
    """Read a decoration that is no part of a declared name as what it does to the name below it."""
    if name.accent:
        inner = _decorated(stream, name, name.canonical(accent=False))
        mark = _ACCENTS.get(name.accent)
        return mark(inner) if inner is not None and mark is not None else None
    if name.primes and (spec := stream.find(name.canonical(primes=False))) is not None:
        return _primed(stream, spec, name)
    if name.star and (spec := stream.find(name.canonical(star=False))) is not None:
        return _starred(stream, spec)
    return None


def _decorated(stream: Stream, name: Name, plain: str) -> Node | None:
    spec = stream.find(plain)
    if spec is not None:
        return _declared(stream, spec)
    if name.accent == "bar" and plain in _CONSTANTS and plain not in stream.bound:
        return Constant(plain)
    return Symbol(plain) if stream.notation.undeclared_are_real and name.accent == "bar" else None


_ACCENTS: Mapping[str, Callable[[Node], Node]] = MappingProxyType(
    {
        "bar": lambda node: Call("conjugate", (node,)),
        "dot": lambda node: Derivative(node, Symbol("t")),
        "ddot": lambda node: Derivative(Derivative(node, Symbol("t")), Symbol("t")),
    }
)


def _primed(stream: Stream, spec: SymbolSpec, name: Name) -> Node | None:
    if spec.role is Role.MAP:
        applied: Node = _apply(stream, spec.name, spec.role)
        for _ in range(min(name.primes, 3)):
            applied = _derivative_of(applied)
        return applied
    if spec.role is Role.FUNCTION or (spec.role is Role.DENSITY and stream.notation.undeclared_are_real):
        return _apply(stream, spec.name + "'" * name.primes, spec.role)
    if spec.role in (Role.MATRIX, Role.VECTOR) and stream.notation.prime_is_transpose:
        node: Node = _at_time(stream, spec) if _depends_on_time(stream, spec) else Symbol(spec.name)
        return Call("transpose", (node,)) if name.primes % 2 else node
    return None


def _derivative_of(node: Node) -> Node:
    """Return the derivative of an applied map by its own argument."""
    inner = node.body if isinstance(node, Derivative) else node
    assert isinstance(inner, Applied)
    return Derivative(node, inner.arguments[0] if len(inner.arguments) == 1 else Symbol("u"))


def _starred(stream: Stream, spec: SymbolSpec) -> Node | None:
    conjugate = Call("conjugate", (Symbol(spec.name),))
    if spec.role in (Role.MATRIX, Role.VECTOR):
        return Call("transpose", (conjugate,))
    return conjugate if spec.role is Role.SCALAR and stream.is_complex(spec.name) else None


def _usual(stream: Stream, name: Name) -> Node | None:
    """Read what everybody writes without declaring it: π, the identity, a Jacobian, the smallest eigenvalue."""
    full = name.canonical()
    if full in _CONSTANTS and full not in stream.bound:
        return Constant(full)
    if name.base == "I" and not name.primes and not name.star and _has_matrices(stream):
        return Call("identity", (_size(stream, name),) if name.subscript else ())
    if name.base == "I" and full == "I" and stream.text_syntax:
        return Constant("i")
    if name.base in ("J", "D") and name.subscript and (jacobian := _jacobian(stream, name)) is not None:
        return jacobian
    if name.base in ("lambda", "sigma", "rho") and (found := read_of_spectrum(stream, name)) is not None:
        return found
    if name.subscript == "0" and (spec := stream.find(name.base)) is not None and spec.of_time:
        return Symbol(full)
    if full == "H" and stream.kind == "open":
        laws, given = read_arguments(stream)
        if given:
            raise stream.stop("The entropy of one random variable given another is not read here.")
        return Call("entropy", laws)
    if full == "j" and full not in stream.bound and not stream.notation.undeclared_are_real:
        stream.remark("j is read as the imaginary unit.")
        return Constant("i")
    if full in ("Gamma", "gamma") and stream.kind == "open" and (full == "Gamma" or stream.text_syntax):
        return Call("gamma", read_arguments(stream)[0])
    return None


def _has_matrices(stream: Stream) -> bool:
    notation = stream.notation
    if notation.holds_matrices or not notation.undeclared_are_real:
        return True
    return any(spec.role in (Role.MATRIX, Role.VECTOR) for spec in stream.specs.values())


def _size(stream: Stream, name: Name) -> Node:
    rows, _, columns = name.subscript.partition("*")
    text = rows if rows == columns else name.subscript
    if text.isdigit() and len(text) < 6:
        return number(text)
    if stream.find(text) is None:
        compact = text[0] + "_" + text[1:]
        if stream.find(compact) is not None:
            return Symbol(compact)
    return Symbol(text)


def _jacobian(stream: Stream, name: Name) -> Node | None:
    spec = stream.find(name.subscript.removesuffix("^-1"))
    if spec is None or spec.role is not Role.MAP:
        return None
    suffix = "^-1" if name.subscript.endswith("^-1") else ""
    return _derivative_of(_apply(stream, spec.name + suffix, spec.role))


def _jacobian_ahead(stream: Stream) -> Node | None:
    """Read the map behind the D of ``DF(u)`` as its Jacobian there; None, and nothing, if no map stands there."""
    spec = stream.find(stream.token.text)
    return None if spec is None or spec.role is not Role.MAP else _derivative_of(read_symbol(stream))


def _unknown(stream: Stream, name: Name) -> Node:
    full = name.canonical()
    if full == "d" and starts_name(stream) and (derivative := _slashed_derivative(stream)) is not None:
        return derivative
    if stream.notation.undeclared_are_real:
        return _undeclared(stream, name)
    if full == "D" and starts_name(stream) and (jacobian := _jacobian_ahead(stream)) is not None:
        return jacobian
    if full == "d" and starts_name(stream):
        return _differential(stream)
    if full == "O" and stream.kind == "open":
        stream.fault("An order of growth O(...) is no exact count.", name.at, "Say how many there are.")
    elif (functional := _indexed_functional(stream, name)) is not None:
        return functional
    elif full not in stream.bound and not (full == "t" and any(spec.of_time for spec in stream.specs.values())):
        stream.report_unknown(full, name.at)
        if _looks_applied(stream, name):
            return Applied(full, *read_arguments(stream))
    return Symbol(full)


def _undeclared(stream: Stream, name: Name) -> Node:
    """Read a name where none need be declared: f, g and h before brackets are functions, the rest are numbers."""
    if (stream.kind, stream.token.text) == ("open", "(") and _is_differentiated(stream, name):
        stream.index += 3
        return Symbol(name.canonical())
    if name.base not in _UNDECLARED_FUNCTIONS or (stream.kind, stream.token.text) != ("open", "("):
        return Symbol(name.canonical())
    node: Node = Applied(name.canonical(primes=False), *read_arguments(stream))
    for _ in range(min(name.primes, 3)):
        node = _derivative_of(node)
    return node


def _is_differentiated(stream: Stream, name: Name) -> bool:
    """Say whether the bracket ahead holds one name, by which the name before it has a derivative: ``y'(x) + y(x)``."""
    variable, closed = stream.peek(), stream.peek(2)
    if variable.kind != "name" or closed.kind != "close" or name.base in _UNDECLARED_FUNCTIONS:
        return False
    if name.primes or name.accent in ("dot", "ddot"):
        return True
    tokens = stream.tokens
    return any(
        token[:2] == ("name", name.base) and (tokens[at + 1].kind == "'" or tokens[at - 1].kind == "accent")
        for at, token in enumerate(tokens[:-1])
    )


def _slashed_derivative(stream: Stream) -> Node | None:
    """Read ``dy/dx`` behind its first d."""
    if not _slash_ahead(stream):
        return None
    body = read_symbol(stream)
    if stream.kind != "/":
        raise stream.stop("This derivative cannot be read.")
    stream.index += 2
    return Derivative(body, read_symbol(stream))


def _slash_ahead(stream: Stream) -> bool:
    """Say whether one name stands here, then a slash, a d and another name."""
    slash = end_of_name(stream)
    tokens = stream.tokens[slash : slash + 3]
    return [token.kind for token in tokens] == ["/", "name", "name"] and tokens[1].text == "d"


def _differential(stream: Stream) -> Node:
    """Read ``dx`` outside an integral as a name of its own: ``dx = |det ∂F/∂u| du``."""
    name = f"d{read_name(stream).canonical()}"
    stream.remark(f"{name} is read as a differential.")
    return Symbol(name)


def _indexed_functional(stream: Stream, name: Name) -> Node | None:
    r"""Read ``\mathcal{L}_i(q)`` as the functional itself: its index is that of the datapoint."""
    spec, index = stream.find(name.base), stream.find(name.subscript)
    if spec is None or spec.role is not Role.FUNCTIONAL or name.primes or name.star or stream.kind != "open":
        return None
    return None if index is None or index.role is not Role.VARIABLE else _apply(stream, spec.name, spec.role)


def _looks_applied(stream: Stream, name: Name) -> bool:
    """Say whether an unknown name is used like one of the declared densities, maps or functionals."""
    if (stream.kind, stream.token.text) != ("open", "("):
        return False
    return any(
        spec.role in _APPLICABLE and spec.name.partition("_")[0].lower() == name.base.lower()
        for spec in stream.specs.values()
    )
