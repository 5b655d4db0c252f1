r"""Lines that can be read in two ways: ``\log \frac{a}{b} |J|`` may be ``log(a/b |J|)`` or ``log(a/b) |J|``."""

import re
from collections.abc import Callable, Iterator

from autograder.mathematics.traversal import map_children
from autograder.mathematics.tree import Call, Node, Product

_BARE = re.compile(r"\\(?:log|ln)\s*(?!\s|\\left|\\[Bb]ig|[(\[{])")
"""A logarithm without brackets around its argument."""
READ_NARROWLY = "Read with the logarithm of its first factors alone, under which it follows."


def narrower_readings(node: Node, source: str) -> Iterator[Node]:
    """Yield other readings of a line: each bare logarithm ends behind its first factor, or before an absolute value.

    Parameters
    ----------
    node
        The line, read with every logarithm as long as it can be.
    source
        What was written; with brackets around every argument there is only one reading.
    """
    if not _BARE.search(source):
        return
    for end in (_before_modulus, _first):
        other = _narrowed(node, end)
        if other != node:
            yield other


def _first(factors: tuple[Node, ...]) -> int:
    del factors
    return 1


def _before_modulus(factors: tuple[Node, ...]) -> int:
    moduli = (index for index, part in enumerate(factors) if isinstance(part, Call) and part.head in ("abs", "det"))
    return next(moduli, len(factors))


def _narrowed(node: Node, end: Callable[[tuple[Node, ...]], int]) -> Node:
    node = map_children(node, lambda child: _narrowed(child, end))
    match node:
        case Call("log", (Product(factors),)) if 0 < (size := end(factors)) < len(factors):
            inside = factors[0] if size == 1 else Product(factors[:size])
            return Product((Call("log", (inside,)), *factors[size:]))
        case _:
            return node
