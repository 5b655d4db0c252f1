"""Judging a chain line by line: each from the student's own line before, so that an error costs once."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from autograder.domain.evidence import LineMark, Witness
from autograder.domain.faults import FaultKind
from autograder.mathematics.decision.witness import find_witness
from autograder.mathematics.derivation.ground import Ground, Truth
from autograder.mathematics.derivation.limits import decays
from autograder.mathematics.derivation.lines import comparable, formula_of
from autograder.mathematics.derivation.records import JudgedLine
from autograder.mathematics.derivation.relating import claims_limit, decide_step, statement_holds
from autograder.mathematics.derivation.slips import explain
from autograder.mathematics.reading import ReadLine
from autograder.mathematics.traversal import names_in, substitute
from autograder.mathematics.tree import Logic, Node, Number, Optimum, Relation, RelationKind, Symbol

MARKS = {Truth.YES: LineMark.HOLDS, Truth.NO: LineMark.BROKEN, Truth.UNKNOWN: LineMark.UNDECIDED}
LIMIT_WITHOUT_RATE = "A limit is claimed here; it follows from a bound with its rate, and none was shown before."
FREE_LETTERS = "A letter may stand here for a matrix of another shape."
AFTER_UNREAD = "It differs from the last line that could be judged; what lies between could not."


@dataclass(frozen=True, slots=True)
class Rules:
    """What a student may do in one derivation.

    Parameters
    ----------
    letters
        Declared letters that may be defined anew.
    row_major
        True if rows are stacked by vec.
    bounds
        Formulas before which ``=`` may stand for ``≤``.
    """

    letters: frozenset[str] = frozenset()
    row_major: bool = False
    bounds: tuple[Node, ...] = ()


def judge_steps(lines: Sequence[ReadLine], ground: Ground, rules: Rules) -> tuple[JudgedLine, ...]:
    """Judge every line of a derivation.

    Parameters
    ----------
    lines
        As read; a line without a relation starts a chain.
    ground
        Where steps must hold.
    rules
        What the student may do.
    """
    judge = _StepJudge(ground, rules)
    for position, line in enumerate(lines):
        judge.take(line, lines[position + 1] if position + 1 < len(lines) else None)
    return tuple(judge.found)


@dataclass(slots=True)
class _StepJudge:
    ground: Ground
    rules: Rules
    found: list[JudgedLine] = field(default_factory=list)
    defined: dict[str, Node] = field(default_factory=dict)
    defining: str | None = None
    """The name whose definition the next line is."""
    chain: int = -1
    last: JudgedLine | None = None
    """The last line of the chain that could be judged."""
    gap: bool = False
    """True if a line since then could not."""

    def take(self, line: ReadLine, following: ReadLine | None) -> None:
        if line.relation is None or self.chain < 0:
            self.chain, self.last, self.gap = self.chain + 1, None, False
        judged = replace(self.judge(line, following), chain=self.chain)
        self.found.append(judged)
        if judged.mark in (LineMark.GIVEN, LineMark.HOLDS, LineMark.BROKEN):
            self.last, self.gap = judged, False
        elif judged.mark in (LineMark.UNDECIDED, LineMark.UNREAD):
            self.gap = True

    def judge(self, line: ReadLine, following: ReadLine | None) -> JudgedLine:
        if line.node is None:
            return JudgedLine(line, None, LineMark.UNREAD if line.faults else LineMark.REMARK)
        node = comparable(line.node, self.ground.notation, self.rules.row_major)
        name = self.introduced(line, node, following)
        if name is not None:
            self.defining = name
            return JudgedLine(line, node, LineMark.GIVEN)
        if any(fault.fault is not FaultKind.UNKNOWN_NAME for fault in line.faults):
            return JudgedLine(line, node, LineMark.UNREAD)
        node = substitute(node, self.defined)
        strangers = sorted(name for name in names_in(node) if self.is_unknown(name))
        if strangers:
            said = f"{strangers[0]} is not a name that the question declares or that was defined before."
            return JudgedLine(line, node, LineMark.UNDECIDED, said)
        if self.defining is not None:
            return self.definition(line, node)
        return self.step(line, node)

    def is_unknown(self, name: str) -> bool:
        return self.ground.notation.find(name) is None and name not in self.ground.worlds.bindings

    def introduced(self, line: ReadLine, node: Node, following: ReadLine | None) -> str | None:
        """Return the name that a line introduces: alone on the left of an equation, with no meaning of its own."""
        if line.relation is not None or not isinstance(node, Symbol) or following is None or following.node is None:
            return None
        free = self.is_unknown(node.name) or node.name in self.rules.letters
        equation = following.relation is RelationKind.EQUAL and node.name not in names_in(following.node)
        return node.name if free and equation and node.name not in self.defined else None

    def definition(self, line: ReadLine, node: Node) -> JudgedLine:
        name, self.defining = self.defining, None
        assert name is not None
        self.defined[name] = node
        return JudgedLine(line, node, LineMark.HOLDS, f"Taken as the definition of {name}.")

    def step(self, line: ReadLine, node: Node) -> JudgedLine:
        if self.last is None or self.last.node is None or line.relation is None:
            return self.start(line, node)
        if claims_limit(node, line.relation) or claims_limit(self.last.node, None):
            return self.limit(line, self.last.node, node)
        found = decide_step(self.last.node, line.relation, node, self.ground, self.rules.bounds)
        before = self.last.line.number
        if found.truth is Truth.NO and self.gap:
            return JudgedLine(line, node, LineMark.UNDECIDED, AFTER_UNREAD, before=before)
        if found.truth is Truth.NO and found.misfit and names_in(node) & self.rules.letters:
            return JudgedLine(line, node, LineMark.UNDECIDED, f"{_sentence(found.reason)} {FREE_LETTERS}", before=before)
        remark, witness = _sentence(found.reason), None
        if found.truth is Truth.NO:
            remark = " ".join(filter(None, (remark, explain(self.last.node, line.relation, node, self.ground))))
            witness = None if found.misfit else self.witness(self.last, node, line.relation)
        return JudgedLine(line, node, MARKS[found.truth], remark, before=before, witness=witness)

    def start(self, line: ReadLine, node: Node) -> JudgedLine:
        if isinstance(node, Relation | Logic):
            found = statement_holds(node, self.ground)
            mark = LineMark.HOLDS if found.truth is Truth.YES else LineMark.GIVEN
            return JudgedLine(line, node, mark)
        return JudgedLine(line, node, LineMark.UNDECIDED if self.gap else LineMark.GIVEN)

    def limit(self, line: ReadLine, before: Node, node: Node) -> JudgedLine:
        """Judge a claim that something tends to 0: it follows from an earlier formula that decays, and holds."""
        shown = any(
            one.mark is LineMark.HOLDS and one.node is not None and decays(one.node, self.ground) for one in self.found
        )
        holds = shown and _is_zero(node) and not _is_zero(before)
        number = self.found[-1].line.number
        if holds:
            return JudgedLine(line, node, LineMark.HOLDS, before=number)
        return JudgedLine(line, node, LineMark.REMARK, LIMIT_WITHOUT_RATE, before=number)

    def witness(self, last: JudgedLine, node: Node, relation: RelationKind) -> Witness | None:
        """Return small numbers for an equation that fails; an inequality or an argmax is explained in words alone."""
        assert last.node is not None
        if relation is not RelationKind.EQUAL or isinstance(node, Optimum | Relation | Logic):
            return None
        shown = find_witness(node, formula_of(last.node), self.ground.settings[0])
        if shown is None:
            return None
        return replace(shown, left_name="this line", right_name=f"line {last.line.number}")


def _is_zero(node: Node) -> bool:
    return isinstance(node, Number) and node.value == 0


def _sentence(reason: str) -> str:
    return f"{reason[0].upper()}{reason[1:]}." if reason else ""
