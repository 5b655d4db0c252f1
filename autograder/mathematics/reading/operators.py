"""Operators that reach over what follows them: expectations, integrals, sums, optima, limits."""

from collections.abc import Sequence

from autograder.mathematics.notation import Role
from autograder.mathematics.reading.arguments import read_arguments
from autograder.mathematics.reading.brackets import read_brackets
from autograder.mathematics.reading.literals import number
from autograder.mathematics.reading.spectra import extreme_of_spectrum
from autograder.mathematics.reading.stream import Stream
from autograder.mathematics.reading.tokens import END, Token, Unreadable
from autograder.mathematics.tree import (
    BigOperator,
    Call,
    Expectation,
    Integral,
    Interval,
    Limit,
    Node,
    Optimum,
    Quotient,
    Relation,
    RelationKind,
    SetLiteral,
    Symbol,
    TupleLiteral,
)

_POINT_ROLES = frozenset([Role.VARIABLE, Role.VECTOR, Role.SCALAR])
_INDEX_RELATIONS = frozenset([RelationKind.EQUAL, RelationKind.MEMBER])


def read_subscript(stream: Stream) -> list[Node]:
    r"""Read the subscript of an operator as a list: ``_{i=1}``, ``_{x_1, x_2}``, ``_{z \sim q(z|x)}``, ``_q``."""
    opened = stream.take()
    if not stream.skip("{") and not (stream.text_syntax and stream.skip("open", "{")):
        return [stream.argument()]
    items: list[Node] = []
    with stream.nested():
        while stream.kind not in ("}", "close", END):
            items.append(stream.relation())
            if not (stream.skip(",") or stream.skip(";") or stream.skip("row")):
                break
    if not (stream.skip("}") or stream.skip("close", "}")):
        stream.fault("This subscript is not closed.", opened.at)
    return items


def read_scripts(stream: Stream) -> tuple[list[Node], Node | None]:
    """Return what stands below and above an operator or a bar, in whichever order it is written."""
    below: list[Node] = []
    above: Node | None = None
    while stream.kind in ("_", "^"):
        if stream.kind == "_":
            below = read_subscript(stream)
        else:
            stream.take()
            above = stream.argument()
    return below, above


# expectations


def read_expectation(stream: Stream) -> Node:
    r"""Read ``\mathbb{E}_{q}[body]``; without brackets the body is the product that follows."""
    stream.take()
    below: list[Node] = []
    while stream.kind in ("_", "^"):
        if stream.kind == "^":
            stream.take()
            stream.argument()
        else:
            below = read_subscript(stream)
    outer, below = _outer_laws(below)
    variables, law = _law(stream, below)
    given: tuple[Node, ...] = ()
    if stream.kind == "open" and stream.token.text in ("[", "(", "{"):
        body, given = _mean_of(stream)
        if isinstance(body, SetLiteral) and len(body.items) == 1:
            body = body.items[0]
    elif stream.kind == "{":
        body = stream.argument()
    else:
        body = stream.product()
    mean: Node = Expectation(body, variables, law, given)
    for relation in reversed(outer):
        mean = Expectation(mean, _points(relation.left), relation.right)
    return mean


def _outer_laws(below: list[Node]) -> tuple[list[Relation], list[Node]]:
    r"""Part the laws of ``_{x \sim p, z \sim q}`` but the last from the rest: each is a mean of its own."""
    drawn = [node for node in below if isinstance(node, Relation) and node.relation is RelationKind.DISTRIBUTED]
    return (drawn[:-1], below[-1:]) if len(drawn) == len(below) else ([], below)


def _points(node: Node) -> tuple[Node, ...]:
    return node.items if isinstance(node, TupleLiteral) else (node,)


def _mean_of(stream: Stream) -> tuple[Node, tuple[Node, ...]]:
    r"""Read the brackets of an expectation: ``[X]``, or ``[X \mid Y]`` with its condition."""
    if not _holds_condition(stream):
        return read_brackets(stream), ()
    opened = stream.token
    arguments, given = read_arguments(stream)
    if len(arguments) != 1 or not given:
        raise Unreadable("A conditional expectation has one side before its bar and a condition behind it.", opened.at)
    return arguments[0], given


def _holds_condition(stream: Stream) -> bool:
    """Say whether the brackets ahead hold one lone bar at their own level; two are an absolute value."""
    depth = bars = 0
    for token in stream.tokens[stream.index :]:
        depth += (token.kind in ("open", "{", "begin")) - (token.kind in ("close", "}", "end"))
        if depth == 0 or token.kind == END:
            break
        if depth == 1 and token.kind == "mid":
            return True
        bars += depth == 1 and token.kind == "|"
    return bars == 1


def _law(stream: Stream, below: list[Node]) -> tuple[tuple[Node, ...], Node | None]:
    if not below:
        return (), None
    last = below[-1]
    if isinstance(last, Relation) and last.relation is RelationKind.DISTRIBUTED:
        return (*below[:-1], *_points(last.left)), last.right
    if all(_is_point(stream, item) for item in below):
        return tuple(below), None
    if len(below) == 1:
        return (), last
    raise stream.stop("The law of this expectation cannot be read.")


def _is_point(stream: Stream, node: Node) -> bool:
    if not isinstance(node, Symbol):
        return False
    spec = stream.find(node.name)
    return spec is None or spec.role in _POINT_ROLES


# integrals


def match_differentials(stream: Stream) -> None:
    """Find the differential of every integral in one pass: the first ``d`` and name behind it at its own depth."""
    waiting: list[tuple[int, int]] = []
    depth = 0
    tokens = stream.tokens
    for position, token in enumerate(tokens):
        if token.kind == "int":
            waiting.append((position, depth))
        elif token.kind in ("open", "{", "begin"):
            depth += 1
        elif token.kind in ("close", "}", "end"):
            depth -= 1
            while waiting and waiting[-1][1] > depth:
                waiting.pop()
        elif waiting and waiting[-1][1] == depth and _is_differential(tokens, position):
            stream.differentials[waiting.pop()[0]] = position
            stream.differential_signs.add(position)


def _is_differential(tokens: Sequence[Token], position: int) -> bool:
    if (
        position + 1 >= len(tokens)
        or tokens[position].text != "d"
        or tokens[position + 1].kind not in ("name", "accent", "{")
    ):
        return False
    return position == 0 or tokens[position - 1].kind not in ("_", "^")


def read_integral(stream: Stream) -> Node:
    """Read an integral; its variable is the differential's, or its subscript's where no differential is written."""
    sign = stream.index
    stream.take()
    known = dict(stream.unknown)
    below, upper = read_scripts(stream)
    if upper is None:
        stream.unknown = known  # the name of a domain, as in \\int_{\\mathcal{X}}, need not be declared
    differential = stream.differentials.get(sign)
    variable_name = stream.tokens[differential + 1].text if differential is not None else ""
    with stream.binding(variable_name), stream.nested():
        if differential is None:
            return _without_differential(stream, below, upper)
        body = None if stream.index == differential else stream.additive()
        if stream.index != differential:
            raise stream.stop("What is integrated cannot be read up to its differential.")
        stream.take()
        variable = stream.argument() if stream.kind == "{" else stream.factor()
        if body is None:
            body = stream.product()
        further = _further_variables(stream)
    if further and upper is not None:
        raise stream.stop("One pair of bounds stands at an integral over several variables.")
    lower = None if upper is None or not below else _bound(below[0])
    node = Integral(body, variable, lower, upper)
    for outer in further:
        node = Integral(node, outer)
    return node


def _further_variables(stream: Stream) -> list[Node]:
    r"""Read the differentials that no integral sign of their own claims: ``\int f \,dx\,dy``."""
    found: list[Node] = []
    while _is_differential(stream.tokens, stream.index) and stream.index not in stream.differential_signs:
        stream.take()
        found.append(stream.argument() if stream.kind == "{" else stream.factor())
    return found


def _without_differential(stream: Stream, below: list[Node], upper: Node | None) -> Node:
    if stream.kind == "frac" and _is_differential(stream.tokens, stream.index + 2) and stream.peek(4).kind == "}":
        return _over_differential(stream, None if upper is None or not below else _bound(below[0]), upper)
    if not below or upper is not None:
        raise stream.stop("This integral has no differential.")
    stream.remark("An integral has no differential: its subscript is read as its variable.")
    return Integral(stream.product(), _index(below[0]))


def _over_differential(stream: Stream, lower: Node | None, upper: Node | None) -> Node:
    r"""Read ``\int \frac{dx}{f}``."""
    stream.index += 3
    variable = stream.factor()
    stream.take()
    below = stream.argument()
    return Integral(Quotient(number("1"), below), variable, lower, upper)


def _bound(node: Node) -> Node:
    return node.right if isinstance(node, Relation) else node


def _index(node: Node) -> Node:
    return node.left if isinstance(node, Relation) else node


# sums and products


def read_sum(stream: Stream) -> Node:
    """Read a sum or product over an index; its body is the product that follows."""
    sign = stream.take()
    with stream.binding(_index_name(stream)), stream.nested():
        below, upper = read_scripts(stream)
        if not below:
            raise stream.stop("This sum has no index.")
        if isinstance(below[0], Relation) and below[0].relation not in _INDEX_RELATIONS:
            raise stream.stop("The index of this sum is bounded in a way that cannot be read.")
        body = stream.product()
    index, lower = _index(below[0]), _lower(below[0])
    for extra in below[1:]:
        body = BigOperator(sign.text, body, _index(extra), _lower(extra))
    return BigOperator(sign.text, body, index, lower, upper)


def _lower(node: Node) -> Node | None:
    return node.right if isinstance(node, Relation) and node.relation is RelationKind.EQUAL else None


def _index_name(stream: Stream) -> str:
    """Return the letter that the subscript ahead binds: it is neither unknown nor the imaginary unit in the body."""
    ahead = 1 + (stream.peek().kind == "{")
    token = stream.peek(ahead)
    return token.text if token.kind == "name" and stream.kind == "_" else ""


# optima and limits


def read_optimum(stream: Stream) -> Node:
    r"""Read ``\arg\max_\theta f - g``: it reaches to the end of the sum, for what does not vary changes nothing."""
    word = stream.take()
    over: list[Node] = []
    with stream.binding(_index_name(stream)), stream.nested(stream.bars[-1]):
        while stream.kind in ("_", "^"):
            over = read_subscript(stream) if stream.kind == "_" else over
            if stream.skip("^"):
                stream.argument()
        if not over and not word.text.startswith("arg") and stream.kind == "open":
            return _smallest_or_largest(stream, word.text)
        body = stream.additive()
    if isinstance(body, SetLiteral) and len(body.items) == 1:
        body = body.items[0]
    return extreme_of_spectrum(Optimum(word.text, tuple(map(_ranging, over)), body))


def _ranging(node: Node) -> Node:
    """Return a variable of an optimum, with the interval it ranges over where one is written."""
    bounded = isinstance(node, Relation) and node.relation is RelationKind.MEMBER and isinstance(node.right, Interval)
    return node if bounded else _index(node)


def _smallest_or_largest(stream: Stream, word: str) -> Node:
    inner = read_brackets(stream)
    items = inner.items if isinstance(inner, SetLiteral | TupleLiteral) else (inner,)
    head = {"inf": "min", "sup": "max"}.get(word, word)
    return Call(head, items)


def read_limit(stream: Stream) -> Node:
    r"""Read ``\lim_{t \to \infty} f``."""
    stream.take()
    with stream.binding(_index_name(stream)), stream.nested():
        side, behind = _side(stream)
        below, _ = read_scripts(stream)
        if len(below) != 1 or not isinstance(below[0], Relation):
            raise stream.stop("A limit says what tends to what.")
        stream.index = behind or stream.index
        body = stream.product()
    return Limit(body, below[0].left, below[0].right, side)


def _side(stream: Stream) -> tuple[str, int]:
    r"""Return the side of ``\lim_{x \to 0^+}`` and where its subscript ends; its mark becomes the end."""
    tokens, end = stream.tokens, stream.index + 1
    depth = 0
    while stream.kind == "_" and tokens[end].kind != END:
        depth += (tokens[end].kind == "{") - (tokens[end].kind == "}")
        end += 1
        if depth <= 0:
            break
    marks = [token.kind for token in tokens[end - 5 : end]]
    for start, written in ((3, marks[2:4]), (5, [kind for kind in marks[:4] if kind not in "{}"])):
        if written in (["^", "+"], ["^", "-"]) and tokens[end - start].kind == "^":
            tokens[end - start] = tokens[end - 1]
            return written[1], end
    return "", 0
