r"""What a formula is at a value: ``\left. x^2 \right|_{x=2}``, ``F(x)\big|_0^1``, ``\left[x^2\right]_0^1``."""

from autograder.mathematics.differentiation import NoRule, differentiated
from autograder.mathematics.reading.operators import read_scripts
from autograder.mathematics.reading.stream import Stream
from autograder.mathematics.traversal import map_children, names_in, substitute
from autograder.mathematics.tree import Derivative, Negate, Node, Relation, RelationKind, Sum, Symbol


def stands_at(stream: Stream) -> bool:
    """Say whether a bar with a subscript stands here, and closes no absolute value."""
    return stream.kind == "|" and stream.peek().kind == "_" and stream.bars[-1] == "plain"


def read_at(stream: Stream, node: Node) -> Node:
    r"""Read the scripts behind a bar or square bracket, and put their values in.

    Raises
    ------
    Unreadable
        If they do not say which name gets a value, or what stands there has none.
    """
    below, above = read_scripts(stream)
    try:
        settled = _differentiated(node)
    except NoRule:
        raise stream.stop("What stands before this bar cannot be differentiated here.") from None
    if above is not None and len(below) == 1:
        name = _only_name(stream, below[0], settled)
        low, high = (substitute(settled, {name: value}) for value in (_value(below[0]), _value(above)))
        return Sum((high, Negate(low)))
    values = {
        part.left.name: part.right
        for part in below
        if isinstance(part, Relation) and part.relation is RelationKind.EQUAL and isinstance(part.left, Symbol)
    }
    if above is not None or not below or len(values) != len(below) or not values.keys() <= names_in(node):
        raise stream.stop("It cannot be told which name gets a value here.")
    return substitute(settled, values)


def _value(node: Node) -> Node:
    return node.right if isinstance(node, Relation) else node


def _only_name(stream: Stream, below: Node, body: Node) -> str:
    if isinstance(below, Relation) and isinstance(below.left, Symbol):
        return below.left.name
    names = names_in(body)
    if len(names) != 1:
        raise stream.stop("It cannot be told which name gets a value here.")
    return min(names)


def _differentiated(node: Node) -> Node:
    """Return a formula without derivatives: they are taken before a value is put in."""
    node = map_children(node, _differentiated)
    match node:
        case Derivative(body, Symbol(name)):
            if name not in names_in(body):
                raise NoRule
            return differentiated(body, name)
        case _:
            return node
