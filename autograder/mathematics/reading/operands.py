"""Operands: one reader for every kind of token that can begin one."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from autograder.mathematics.reading.arguments import read_arguments
from autograder.mathematics.reading.bars import count_of, read_bar
from autograder.mathematics.reading.brackets import read_brackets, read_matrix_call
from autograder.mathematics.reading.derivatives import read_fraction, read_nabla, read_short_derivative
from autograder.mathematics.reading.divergences import (
    JENSEN_SHANNON,
    KULLBACK_LEIBLER,
    opens_divergence,
    read_divergence,
)
from autograder.mathematics.reading.entropies import read_entropy_under_law
from autograder.mathematics.reading.environments import read_environment
from autograder.mathematics.reading.functions import read_binomial, read_function, read_norm_command, read_root
from autograder.mathematics.reading.indicators import read_indicator
from autograder.mathematics.reading.literals import number, read_literal
from autograder.mathematics.reading.logic import ARROWS
from autograder.mathematics.reading.names import end_of_name, starts_name
from autograder.mathematics.reading.operators import (
    read_expectation,
    read_integral,
    read_limit,
    read_optimum,
    read_subscript,
    read_sum,
)
from autograder.mathematics.reading.prescripts import opens_prescript, read_prescript
from autograder.mathematics.reading.recurring import read_recurring
from autograder.mathematics.reading.stream import Stream
from autograder.mathematics.reading.symbols import read_accented, read_symbol
from autograder.mathematics.reading.tokens import END
from autograder.mathematics.tree import (
    Call,
    Constant,
    Interval,
    Logic,
    Negate,
    Node,
    Quotient,
    Relation,
    RelationKind,
    SetLiteral,
    Symbol,
)

_INFINITY = Constant("infinity")
_HALVES = frozenset(["<", "≤", ">", "≥"])
_INDICATORS = frozenset(["I", "chi"])
_DIVERGENCE_NAMES: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("KL", "kl", "K L"), KULLBACK_LEIBLER),
        **dict.fromkeys(("JS", "js", "JSD", "J S"), JENSEN_SHANNON),
    }
)


def read_operand(stream: Stream) -> Node:
    """Read one operand, without the powers behind it.

    Raises
    ------
    Unreadable
        If nothing that stands here can begin an operand.
    """
    reader = _READERS.get(stream.kind)
    if reader is not None:
        return reader(stream)
    if stream.kind == END:
        raise stream.stop("Something is missing at the end.")
    raise stream.stop("This cannot be read here.")


def _name(stream: Stream) -> Node:
    letter = stream.token.text if stream.kind == "name" else stream.peek().text
    if letter in ("D", "d") and stream.find(letter) is None and (kind := _divergence_named(stream)):
        return read_divergence(stream, kind)
    if letter == "E" and stream.kind == "name" and stream.find("E") is None and _is_expectation(stream):
        return read_expectation(stream)
    if letter == "H" and stream.find("H") is None and (entropy := read_entropy_under_law(stream)) is not None:
        return entropy
    if letter in _INDICATORS and stream.find(letter) is None and (indicator := _named_indicator(stream)) is not None:
        return indicator
    return read_symbol(stream)


def _named_indicator(stream: Stream) -> Node | None:
    """Read an indicator behind its letter, which may have braces of its own."""
    start = stream.index
    stream.index += 2 if stream.kind == "{" else 0
    indicator = read_indicator(stream)
    stream.index = start if indicator is None else stream.index
    return indicator


def _divergence_named(stream: Stream) -> str:
    """Step over ``D_{KL}`` or a ``D`` before brackets with a double bar, the letter perhaps in braces of its own.

    Returns the divergence it names, or "" and takes no step.
    """
    start = stream.index
    stream.index += 1 if stream.kind == "name" else 3
    if stream.skip("_"):
        depth = 0
        text = ""
        while stream.kind != END:
            token = stream.take()
            depth += (token.kind == "{") - (token.kind == "}")
            text += token.text if token.kind not in ("{", "}") else ""
            if depth == 0:
                break
        if text in _DIVERGENCE_NAMES:
            return _DIVERGENCE_NAMES[text]
    elif opens_divergence(stream):
        return KULLBACK_LEIBLER
    stream.index = start
    return ""


def _is_expectation(stream: Stream) -> bool:
    behind = stream.tokens[end_of_name(stream)]
    return not stream.notation.undeclared_are_real or (behind.kind, behind.text) == ("open", "[")


def _braced(stream: Stream) -> Node:
    r"""Read ``{W}_p`` as the name it is, or a group."""
    if opens_prescript(stream):
        return read_prescript(stream, lambda inner: inner.factor())
    return _name(stream) if starts_name(stream) else read_group(stream)


def read_group(stream: Stream) -> Node:
    r"""Read a braced group, which only holds together; ``{a \over b}`` is a fraction."""
    opened = stream.take()
    with stream.nested(stream.bars[-1] if stream.bars[-1] in ("given", "double") else "plain"):
        if stream.kind == "}":
            raise stream.stop("There is nothing between these braces.")
        node = read_over(stream, stream.statement())
    if not stream.skip("}"):
        stream.fault("A brace { is never closed.", opened.at)
        if stream.kind not in (END, "close"):
            raise stream.stop("This cannot be read here.")
    return node


def read_over(stream: Stream, above: Node) -> Node:
    r"""Read ``\over`` or ``\choose`` and what stands below it, if either follows."""
    if stream.kind != "over":
        return above
    chosen = stream.take().text == "choose"
    below = stream.statement()
    return Call("binomial", (above, below)) if chosen else Quotient(above, below)


def _literal(stream: Stream) -> Node:
    indicator = read_indicator(stream) if stream.token.text == "1" else None
    return read_literal(stream.take()) if indicator is None else indicator


def _constant(stream: Stream) -> Node:
    return Constant(stream.take().text)


def _divergence(stream: Stream) -> Node:
    return read_divergence(stream, stream.take().text)


def _identity(stream: Stream) -> Node:
    r"""Read an identity by its word, whose size may stand below it: ``\mathrm{Id}_{n}``; or an indicator."""
    if (indicator := read_indicator(stream)) is not None:
        return indicator
    stream.take()
    size = read_subscript(stream) if stream.kind == "_" else []
    return Call("identity", tuple(size[:1]))


def _ones(stream: Stream) -> Node:
    if (indicator := read_indicator(stream)) is not None:
        return indicator
    stream.take()
    return Call("ones", ())


def _cube_root(stream: Stream) -> Node:
    stream.take()
    return Call("root", (stream.argument(), number("3")))


def _reals(stream: Stream) -> Node:
    r"""Read the real numbers, or the half of them that a subscript leaves: ``\mathbb{R}_{>0}``."""
    stream.take()
    ahead = [stream.peek(k).text for k in range(5)]
    if ahead[:2] != ["_", "{"] or ahead[2] not in _HALVES or ahead[3:] != ["0", "}"]:
        return Interval(Negate(_INFINITY), _INFINITY, False, False)
    stream.index += 5
    zero, closed = number("0"), ahead[2] in ("≤", "≥")
    if ahead[2] in (">", "≥"):
        return Interval(zero, _INFINITY, closed, False)
    return Interval(Negate(_INFINITY), zero, False, closed)


def _empty(stream: Stream) -> Node:
    stream.take()
    return SetLiteral(())


def _unknown_command(stream: Stream) -> Node:
    command = stream.take()
    stream.faults.unknown_command(command.text, command.at)
    return Symbol(command.text.lstrip("\\"))


def _some_constant(stream: Stream) -> Node:
    stream.take()
    return Symbol("const")


def _outward(stream: Stream) -> Node:
    """Read ``]0, 1[``: only a square bracket the wrong way round can begin an operand."""
    if stream.token.text != "]":
        raise stream.stop("This cannot be read here.")
    return read_brackets(stream)


def _recurring(stream: Stream) -> Node:
    return read_recurring(stream.take())


def _truth(stream: Stream) -> Node:
    """Read "true", which needs nothing to hold, and "false", which nothing makes hold."""
    return Logic("and" if stream.take().text == "true" else "or", ())


def _count(stream: Stream) -> Node:
    r"""Read ``\#\phi``: how many there are of something."""
    sign = stream.take()
    return count_of(stream, stream.factor(), sign.at)


def _arrow_call(stream: Stream) -> Node:
    """Read ``implies(p, q)``."""
    arrow = stream.token
    if arrow.text not in ARROWS or stream.peek().kind != "open" or not stream.text_syntax:
        raise stream.stop("This cannot be read here.")
    stream.take()
    arguments, given = read_arguments(stream)
    if len(arguments) != 2 or given:
        raise stream.stop("An implication has two sides.")
    return Relation(RelationKind(arrow.text), *arguments)


def _set_call(stream: Stream) -> Node:
    """Read ``union(A, B)``."""
    word = stream.take()
    if stream.kind != "open" or not stream.text_syntax:
        raise stream.stop("This cannot be read here.")
    return Call(word.text, read_arguments(stream)[0])


_READERS: Mapping[str, Callable[[Stream], Node]] = MappingProxyType(
    {
        "num": _literal,
        "recurring": _recurring,
        "truth": _truth,
        "#": _count,
        "∪": _set_call,
        "rel": _arrow_call,
        "name": _name,
        "constant": _constant,
        "function": read_function,
        "{": _braced,
        "open": read_brackets,
        "close": _outward,
        "|": read_bar,
        "||": read_bar,
        "frac": read_fraction,
        "sqrt": read_root,
        "cube root": _cube_root,
        "binom": read_binomial,
        "int": read_integral,
        "sum": read_sum,
        "lim": read_limit,
        "optimum": read_optimum,
        "expectation": read_expectation,
        "divergence": _divergence,
        "nabla": read_nabla,
        "partial": read_nabla,
        "dv": read_short_derivative,
        "norm": read_norm_command,
        "abs": read_norm_command,
        "accent": read_accented,
        "begin": read_environment,
        "identity": _identity,
        "matrix": read_matrix_call,
        "ones": _ones,
        "reals": _reals,
        "empty": _empty,
        "some constant": _some_constant,
        "unknown": _unknown_command,
    }
)
