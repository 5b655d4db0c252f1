"""What a derivation has shown to tend to 0, by its solution or by a bound of it."""

from collections.abc import Iterator, Sequence

from autograder.domain.evidence import LineMark
from autograder.mathematics.derivation.ground import Ground
from autograder.mathematics.derivation.limits import decays
from autograder.mathematics.derivation.records import JudgedLine
from autograder.mathematics.tree import Limit, Node, Relation, RelationKind

NO_LARGER = frozenset({RelationKind.EQUAL, RelationKind.AT_MOST, RelationKind.LESS})


def has_shown_decay(lines: Sequence[JudgedLine], ground: Ground) -> bool:
    """Say whether a line holds with a formula that decays, or with the limit of one."""
    held = (one.node for one in lines if one.mark is LineMark.HOLDS and one.node is not None)
    return any(decays(node.body if isinstance(node, Limit) else node, ground) for node in held)


def found_to_fall(lines: Sequence[JudgedLine], ground: Ground) -> Iterator[tuple[Node, Node]]:
    """Yield what is equal to a formula that decays, or no larger, by lines that hold, each with that formula."""
    starts: dict[int, Node] = {}
    for one in lines:
        node = one.node
        if isinstance(node, Relation):
            if one.mark is LineMark.HOLDS and node.relation in NO_LARGER and decays(node.right, ground):
                yield node.left, node.right
        elif node is None or one.mark is LineMark.REMARK:
            continue
        elif one.mark is LineMark.GIVEN:
            starts[one.chain] = node
        elif one.mark is not LineMark.HOLDS or one.line.relation not in NO_LARGER:
            starts.pop(one.chain, None)
        elif one.chain in starts and decays(node, ground):
            yield starts[one.chain], node
