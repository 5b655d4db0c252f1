"""A judged derivation as coverage looks at it: formulas, steps, and the words around them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from autograder.domain.evidence import LineMark
from autograder.mathematics.derivation.asides import remarked_statements
from autograder.mathematics.derivation.ground import Ground, Truth
from autograder.mathematics.derivation.lines import formula_of
from autograder.mathematics.derivation.records import Entry, Flaw, JudgedLine, Step
from autograder.mathematics.derivation.relating import statement_holds
from autograder.mathematics.traversal import names_in
from autograder.mathematics.tree import Logic, Node, Relation, RelationKind


@dataclass(frozen=True, slots=True)
class Trail:
    """A judged derivation as coverage looks at it.

    Parameters
    ----------
    entries
        Formulas in order.
    steps
        Neighbours within a chain, lines that could not be judged left out, and what two chains say together.
    spans
        The first and the last formula of every chain whose steps all hold.
    words
        Everything said around the formulas.
    unread
        Number of the first line that could not be read; None if there is none.
    broken_chains
        Of each chain with a step that fails though shapes fit, and not for saying < in place of ≤: the numbers of its
        lines, and that of the first such.
    """

    entries: tuple[Entry, ...]
    steps: tuple[Step, ...]
    spans: tuple[Step, ...]
    words: str
    unread: int | None
    broken_chains: tuple[tuple[frozenset[int], int], ...]
    ground: Ground


def trail_of(lines: Sequence[JudgedLine], ground: Ground) -> Trail:
    """Return what coverage looks at; a whole statement counts as a chain of its two sides."""
    collected = _Collected(1 + max((line.chain for line in lines), default=0), ground)
    for judged in lines:
        if judged.node is not None:
            collected.take(judged, judged.node)
        collected.take_remarks(judged)
    words = " ".join(remark for judged in lines for remark in judged.line.remarks)
    unread = next((one.line.number for one in lines if one.mark is LineMark.UNREAD), None)
    entries = tuple(collected.entries)
    spans, broken = tuple(_spans(entries, ground)), tuple(_broken_chains(lines))
    return Trail(entries, tuple(collected.steps), spans, words, unread, broken, ground)


def _step(left: Entry, right: Entry, ground: Ground, inferred: bool = False) -> Step:
    """Return a step whose statement is planted, since forms look at it by the dozen."""
    assert right.relation is not None
    statement = ground.forest.plant(Relation(right.relation, formula_of(left.node), formula_of(right.node)))
    assert isinstance(statement, Relation)
    return Step(left, right, statement, inferred)


def _spans(entries: Sequence[Entry], ground: Ground) -> Iterator[Step]:
    for _, members in groupby(entries, key=lambda entry: entry.chain):
        first, *others = members
        equalities = all(one.mark is LineMark.HOLDS and one.relation is RelationKind.EQUAL for one in others)
        if others and equalities:
            yield _step(first, others[-1], ground)


class _Collected:
    """Entries and steps while they are collected."""

    def __init__(self, chains: int, ground: Ground) -> None:
        self.entries: list[Entry] = []
        self.steps: list[Step] = []
        self._chains = chains
        self._ground = ground
        self._by_number: dict[int, Entry] = {}
        self._said_of: dict[Node, Entry] = {}
        """What a formula was last said to be equal to, by its normal form."""
        self._starts: dict[int, Node] = {}

    def take(self, judged: JudgedLine, node: Node) -> None:
        for relation in _statements(node):
            self.statement(judged, relation)
        if isinstance(node, Relation | Logic):
            return
        line = judged.line
        entry = Entry(
            line.number, judged.chain, node, line.relation, judged.mark, judged.flaw, judged.cause, judged.own
        )
        self.entries.append(entry)
        self._by_number[entry.number] = entry
        before = self._by_number.get(judged.before or 0)
        if before is None:
            self._starts[entry.chain] = self._ground.forest.normal(node)
        else:
            self.steps.append(_step(before, entry, self._ground))
            self.equation(self._starts[entry.chain], entry, before.relation is None)

    def take_remarks(self, judged: JudgedLine) -> None:
        """Take what is said in passing and holds; what does not hold is left to who reads the words."""
        for relation in remarked_statements(judged.line, self._ground):
            known = all(name in self._ground.worlds.bindings for name in names_in(relation))
            if known and statement_holds(relation, self._ground).truth is Truth.YES:
                self.statement(replace(judged, mark=LineMark.HOLDS), relation)

    def statement(self, judged: JudgedLine, relation: Relation) -> None:
        left = Entry(judged.line.number, self._chains, relation.left, None, LineMark.GIVEN)
        right = replace(left, node=relation.right, relation=relation.relation, mark=judged.mark, flaw=judged.flaw)
        self.entries += [left, right]
        self.steps.append(_step(left, right, self._ground))
        self.equation(self._ground.forest.normal(relation.left), right, True)
        self._chains += 1

    def equation(self, start: Node, entry: Entry, second: bool) -> None:
        """Tie what a formula is said to be equal to, to what it was said to be equal to before, in another chain."""
        if entry.relation is not RelationKind.EQUAL:
            return
        known = self._said_of.get(start)
        if second and known is not None and known.chain != entry.chain:
            self.steps.append(_step(known, entry, self._ground, inferred=True))
        self._said_of[start] = entry


def _broken_chains(lines: Sequence[JudgedLine]) -> Iterator[tuple[frozenset[int], int]]:
    numbers: dict[int, list[int]] = {}
    broken: dict[int, int] = {}
    for one in lines:
        numbers.setdefault(one.chain, []).append(one.line.number)
        if one.mark is LineMark.BROKEN and not one.misfit and one.flaw is not Flaw.TOO_STRICT:
            broken.setdefault(one.chain, one.line.number)
    return ((frozenset(numbers[chain]), first) for chain, first in broken.items())


def _statements(node: Node) -> Iterator[Relation]:
    if isinstance(node, Relation):
        yield node
    elif isinstance(node, Logic) and node.operation == "and":
        for part in node.operands:
            yield from _statements(part)
