r"""Entropies whose law is a subscript: ``\mathcal H_q``, ``H_{q(z|x)}``, ``\mathcal{H}_q(z|x)``."""

from autograder.mathematics.notation import Role
from autograder.mathematics.reading.arguments import read_arguments
from autograder.mathematics.reading.operators import read_subscript
from autograder.mathematics.reading.stream import Stream
from autograder.mathematics.tree import Applied, Call, Node

_LAWS = frozenset([Role.DENSITY, Role.LAW])


def read_entropy_under_law(stream: Stream) -> Node | None:
    """Read an H, perhaps in braces of its own, whose subscript is a law; None and no step if it is not."""
    start, known = stream.index, dict(stream.unknown)
    stream.index += 1 if stream.kind == "name" else 3
    first = stream.peek(2) if stream.peek().kind == "{" else stream.peek()
    spec = stream.find(first.text)
    if stream.kind == "_" and spec is not None and spec.role in _LAWS:
        below = read_subscript(stream)
        if len(below) == 1 and isinstance(below[0], Applied):
            return Call("entropy", (_with_arguments(stream, below[0]),))
    stream.index, stream.unknown = start, known
    return None


def _with_arguments(stream: Stream, law: Applied) -> Applied:
    if law.arguments or law.given or stream.kind != "open":
        return law
    return Applied(law.function, *read_arguments(stream))
