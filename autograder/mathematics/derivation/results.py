"""What a student has found for a quantity, right or wrong: a later chain about it is judged from that."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from autograder.domain.evidence import LineMark
from autograder.mathematics.derivation.flows import is_velocity, solves
from autograder.mathematics.derivation.ground import Ground, Truth
from autograder.mathematics.derivation.records import JudgedLine
from autograder.mathematics.derivation.relating import decide_step
from autograder.mathematics.tree import Call, Logic, Negate, Node, Optimum, Relation, RelationKind, Symbol


@dataclass(slots=True)
class OwnResults:
    """The chains of equations with a slip in them: where each starts, and its last line so far."""

    starts: dict[int, Node] = field(default_factory=dict)
    wrong: dict[int, JudgedLine] = field(default_factory=dict)

    def take(self, judged: JudgedLine) -> None:
        """Note a line."""
        node = judged.node
        if node is None or isinstance(node, Relation | Logic | Optimum):
            return
        slip = judged.mark is LineMark.BROKEN and not judged.misfit and judged.line.relation is RelationKind.EQUAL
        if judged.mark is LineMark.GIVEN:
            self.starts.setdefault(judged.chain, node)
        elif slip or (judged.mark is LineMark.HOLDS and judged.chain in self.wrong):
            self.wrong[judged.chain] = judged

    def leads_to(self, before: JudgedLine, relation: RelationKind, node: Node, ground: Ground) -> JudgedLine | None:
        """Return the wrong result from which a line follows that does not follow from what starts its chain.

        Parameters
        ----------
        before
            The line before; only the start of a chain is looked up: ``vec(W')`` where W' was found earlier.
        relation, node
            The line that does not follow.
        ground
            Where it must.
        """
        if before.mark is not LineMark.GIVEN or before.node is None or relation is not RelationKind.EQUAL:
            return None
        for chain, result in self.wrong.items():
            start = self.starts.get(chain)
            if start is None or result.node is None or chain == before.chain:
                continue
            for asked, found in zip(_turned(start), _turned(result.node), strict=True):
                same = ground.same(before.node, asked).truth is Truth.YES
                if same and decide_step(found, relation, node, ground).truth is Truth.YES:
                    return result
            if _is_solved(before.node, node, start, result.node, ground):
                return result
        return None


def _is_solved(asked: Node, node: Node, start: Node, found: Node, ground: Ground) -> bool:
    """Say whether a line gives over time what the student's own velocity makes of it: W(t) from their own dW/dt."""
    return (
        isinstance(asked, Symbol) and is_velocity(start, asked.name, ground) and solves(node, asked.name, found, ground)
    )


def _turned(node: Node) -> Iterator[Node]:
    """Yield a quantity, its negative, and both as vectors."""
    yield node
    yield Negate(node)
    yield Call("vec", (node,))
    yield Negate(Call("vec", (node,)))
