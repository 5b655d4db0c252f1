"""What stands in brackets, item by item: lists, and arguments with a condition behind a bar."""

from autograder.mathematics.reading.stream import Stream
from autograder.mathematics.reading.tokens import END
from autograder.mathematics.tree import Node

_CLOSERS = {"(": (")",), "[": ("]",), "{": ("}",), "⌊": ("⌋",), "⌈": ("⌉",), "⟨": ("⟩",)}
BARS = frozenset(["|", "mid", "||"])
_SEPARATORS = frozenset([",", ";"])


def closers(opening: str) -> tuple[str, ...]:
    """Return the brackets that may close this one."""
    return _CLOSERS.get(opening, (")",))


def read_items(stream: Stream) -> tuple[list[Node], list[str]]:
    """Read relations up to something that is no separator; return them and the separators between."""
    items: list[Node] = []
    separators: list[str] = []
    while stream.kind not in ("close", END):
        items.append(stream.condition())
        if stream.kind not in _SEPARATORS:
            break
        separators.append(stream.take().kind)
    return items, separators


def read_arguments(stream: Stream) -> tuple[tuple[Node, ...], tuple[Node, ...]]:
    """Read the arguments in brackets: those before the bar, and those after it."""
    opened = stream.take()
    sides: list[list[Node]] = [[], []]
    side = 0
    with stream.nested("given"):
        while stream.kind not in ("close", END):
            if stream.kind == "*" and stream.peek().kind in ("close", *BARS):
                stream.take()  # the place holder of q(·|x)
            else:
                sides[side].append(stream.relation())
            if stream.kind in BARS and side == 0:
                stream.take()
                side = 1
            elif not (stream.skip(",") or stream.skip(";")):
                break
    stream.expect_close(closers(opened.text), opened.at)
    return tuple(sides[0]), tuple(sides[1])
