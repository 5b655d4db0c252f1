"""A judged derivation as coverage looks at it: formulas, steps, and the words around them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from autograder.domain.evidence import LineMark
from autograder.mathematics.derivation.ground import Ground
from autograder.mathematics.derivation.records import Entry, JudgedLine, Step
from autograder.mathematics.tree import Logic, Node, Relation


@dataclass(frozen=True, slots=True)
class Trail:
    """A judged derivation as coverage looks at it.

    Parameters
    ----------
    entries
        Formulas in order.
    steps
        Neighbours within a chain, lines that could not be judged left out.
    words
        Everything said around the formulas.
    unread
        Number of the first line that could not be read; None if there is none.
    """

    entries: tuple[Entry, ...]
    steps: tuple[Step, ...]
    words: str
    unread: int | None
    ground: Ground


def trail_of(lines: Sequence[JudgedLine], ground: Ground) -> Trail:
    """Return what coverage looks at; a whole statement counts as a chain of its two sides."""
    entries: list[Entry] = []
    steps: list[Step] = []
    by_number: dict[int, Entry] = {}
    chains = 1 + max((line.chain for line in lines), default=0)
    for judged in lines:
        if judged.node is None:
            continue
        for relation in _statements(judged.node):
            left = Entry(judged.line.number, chains, relation.left, None, LineMark.GIVEN)
            right = replace(left, node=relation.right, relation=relation.relation, mark=judged.mark)
            entries += [left, right]
            steps.append(Step(left, right))
            chains += 1
        if not isinstance(judged.node, Relation | Logic):
            line = judged.line
            entry = Entry(line.number, judged.chain, judged.node, line.relation, judged.mark)
            entry = replace(entry, flaw=judged.flaw, explained=judged.explained)
            entries.append(entry)
            by_number[entry.number] = entry
            before = by_number.get(judged.before or 0)
            if before is not None:
                steps.append(Step(before, entry))
    words = " ".join(remark for judged in lines for remark in judged.line.remarks)
    unread = next((one.line.number for one in lines if one.mark is LineMark.UNREAD), None)
    return Trail(tuple(entries), tuple(steps), words, unread, ground)


def _statements(node: Node) -> Iterator[Relation]:
    if isinstance(node, Relation):
        yield node
    elif isinstance(node, Logic) and node.operation == "and":
        for part in node.operands:
            yield from _statements(part)
