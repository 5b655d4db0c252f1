"""Constants of which nothing is said: one that a line leaves out, or one that stands there and is wrong."""

from collections.abc import Iterator
from fractions import Fraction

from autograder.mathematics.derivation.ground import Ground, Truth
from autograder.mathematics.tree import Negate, Node, Number, Sum

_NOTHING = Number(Fraction(0))


def writes_new_constant(before: Node, line: Node, ground: Ground) -> bool:
    """Say whether a line has a term free of what is varied that is no term of the line before, with its sign."""
    kept = [term for term in _signed_terms(before) if _is_constant(term, ground)]
    written = (term for term in _signed_terms(line) if _is_constant(term, ground))
    return any(all(ground.same(term, one).truth is not Truth.YES for one in kept) for term in written)


def _is_constant(term: Node, ground: Ground) -> bool:
    return ground.same_up_to_constant(term, _NOTHING).truth is Truth.YES


def _signed_terms(node: Node, negative: bool = False) -> Iterator[Node]:
    if isinstance(node, Sum):
        for term in node.terms:
            yield from _signed_terms(term, negative)
    elif isinstance(node, Negate):
        yield from _signed_terms(node.operand, not negative)
    else:
        yield Negate(node) if negative else node
