"""Judging a chain line by line: each from the student's own line before, so that an error costs once."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import product

from autograder.domain.evidence import LineMark, Witness
from autograder.domain.faults import FaultKind
from autograder.mathematics.decision.witness import find_witness
from autograder.mathematics.derivation.ambiguity import READ_NARROWLY, narrower_readings
from autograder.mathematics.derivation.asides import remarked_definitions
from autograder.mathematics.derivation.constants import writes_new_constant
from autograder.mathematics.derivation.definitions import Definition, defined_name, written_out
from autograder.mathematics.derivation.differentials import with_differentials
from autograder.mathematics.derivation.ground import HOLDS, ORDERS, Finding, Ground, Truth
from autograder.mathematics.derivation.limits import (
    FALSE_LIMIT,
    NO_LIMIT,
    claims_limit,
    decide_limit,
    is_zero,
    runs_elsewhere,
)
from autograder.mathematics.derivation.lines import comparable, formula_of
from autograder.mathematics.derivation.records import Flaw, JudgedLine
from autograder.mathematics.derivation.relating import as_argument, decide_step, is_too_strict, statement_holds
from autograder.mathematics.derivation.results import OwnResults
from autograder.mathematics.derivation.slips import explain
from autograder.mathematics.derivation.vanishing import found_to_fall, has_shown_decay
from autograder.mathematics.evaluation import ShapeFault
from autograder.mathematics.reading import ReadLine
from autograder.mathematics.traversal import names_in
from autograder.mathematics.tree import Limit, Logic, Node, Number, Optimum, Product, Relation, RelationKind

TWO = Number(Fraction(2))
KNOWN = (LineMark.GIVEN, LineMark.HOLDS, LineMark.BROKEN)
MARKS = {Truth.YES: LineMark.HOLDS, Truth.NO: LineMark.BROKEN, Truth.UNKNOWN: LineMark.UNDECIDED}
LIMIT_WITHOUT_RATE = "A limit is claimed here; it follows from a bound with its rate, and none was shown before."
FREE_LETTERS = "A letter may stand here for a matrix of another shape."
UNDECLARED_CONSTANT = "The two differ by a term free of what is varied; that it is dropped is not said."
NOT_ALWAYS = "There are values that the letters may have for which it fails."
TOO_STRICT = "Not so: the two sides may be equal."
WRONG_CONSTANT = "The two differ by a term free of what is varied: the constant that stands here is another."
AFTER_UNREAD = "It differs from the last line that could be judged; what lies between could not."

_FREE = re.compile(r"constant|ind[eé]pend|(?:not|n.t) depend|free of|fixed|d[ée]pend(?:ent)? pas", re.IGNORECASE)


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
    judge = _StepJudge(ground, rules, remarked=remarked_definitions(lines, ground))
    for position, line in enumerate(lines):
        judge.take(line, lines[position + 1] if position + 1 < len(lines) else None)
    return tuple(judge.found)


@dataclass(slots=True)
class _StepJudge:
    ground: Ground
    rules: Rules
    remarked: Mapping[str, tuple[int, Definition]] = field(default_factory=dict)
    """What the words around the formulas define, and beside which line."""
    found: list[JudgedLine] = field(default_factory=list)
    defined: dict[str, Definition] = field(default_factory=dict)
    defining: tuple[str, tuple[str, ...]] | None = None
    """The name whose definition the next line is, with its arguments."""
    chain: int = -1
    last: JudgedLine | None = None
    """The last line of the chain that could be judged."""
    gap: bool = False
    """True if a line since then could not."""

    results: OwnResults = field(default_factory=OwnResults)
    chains: int = 0
    """How many there are."""

    def take(self, line: ReadLine, following: ReadLine | None) -> None:
        if line.relation is None or self.chain < 0:
            self.chain, self.last, self.gap, self.defining = self.chains, None, False, None
            self.chains += 1
        judged = self.judge(line, following)
        judged = judged if judged.chain == self.chain else replace(judged, chain=self.chain)
        self.found.append(judged)
        self.results.take(judged)
        if judged.mark in KNOWN:
            # what has no value cannot be gone on from: the next line is judged from the one before
            self.last = self.last if judged.mark is LineMark.BROKEN and self.is_misfit(judged) else judged
            self.gap = False
        elif judged.mark in (LineMark.UNDECIDED, LineMark.UNREAD):
            self.gap = True

    def judge(self, line: ReadLine, following: ReadLine | None) -> JudgedLine:
        if line.node is None:
            return JudgedLine(line, None, LineMark.UNREAD if line.faults else LineMark.REMARK)
        node = comparable(line.node, self.ground.notation, self.rules.row_major)
        if self.ground.moving:
            node = with_differentials(node, self.ground.moving, self.ground.worlds.bindings)
        introduced = self.introduced(line, node, following)
        if introduced is not None:
            self.defining = introduced
            return JudgedLine(line, None, LineMark.GIVEN)  # a mere name: the chain begins with what it stands for
        if any(fault.fault is not FaultKind.UNKNOWN_NAME for fault in line.faults):
            return JudgedLine(line, node, LineMark.UNREAD, before=self.number_before())
        node = self.ground.forest.plant(self.written_out(node))
        if any(self.is_unknown(name) for name in self.ground.forest.names(node)):
            said = "" if line.faults else "It uses a name that is not declared."
            return JudgedLine(line, node, LineMark.UNDECIDED, said, before=self.number_before())
        if self.defining is not None:
            return self.definition(line, node)
        if self.is_false_limit(line, node):
            return JudgedLine(line, node, LineMark.BROKEN, _said(FALSE_LIMIT), before=self.number_before())
        return self.step(line, node)

    def written_out(self, node: Node) -> Node:
        """Return a formula without the student's own names, of which one may be defined by others."""
        node = written_out(node, self.defined)
        for _ in self.remarked:
            unknown = [name for name in names_in(node) if self.is_unknown(name) and name in self.remarked]
            if not unknown:
                break
            node = written_out(node, {name: self.remarked[name][1] for name in unknown})
        return node

    def is_misfit(self, judged: JudgedLine) -> bool:
        node = judged.node
        return node is not None and isinstance(self.ground.value(formula_of(node)), ShapeFault)

    def number_before(self) -> int | None:
        return None if self.last is None else self.last.line.number

    def is_unknown(self, name: str) -> bool:
        return not self.ground.knows(name)

    def introduced(self, line: ReadLine, node: Node, following: ReadLine | None) -> tuple[str, tuple[str, ...]] | None:
        """Return the name that a line introduces: alone on the left of an equation, with no meaning of its own."""
        named = self.named(node)
        if line.relation is not None or named is None or following is None or following.node is None:
            return None
        name = named[0]
        if name in self.remarked and self.remarked[name][0] <= line.number:
            return None  # "Let J(u) = ..." went before
        equation = following.relation is RelationKind.EQUAL and name not in names_in(following.node)
        return named if equation and name not in self.defined else None

    def named(self, node: Node) -> tuple[str, tuple[str, ...]] | None:
        """Return the free name that a formula is, with its arguments: alone, or of some, as in ``G(θ)``."""
        named = defined_name(node)
        if named is None:
            return None
        name, arguments = named
        if not arguments:
            return named if self.is_unknown(name) or name in self.rules.letters else None
        return named if self.is_unknown(name) and not any(map(self.is_unknown, arguments)) else None

    def definition(self, line: ReadLine, node: Node) -> JudgedLine:
        assert self.defining is not None
        (name, arguments), self.defining = self.defining, None
        self.defined[name] = Definition(node, arguments)
        return JudgedLine(line, node, LineMark.HOLDS, f"Taken as the definition of {name}.")

    def step(self, line: ReadLine, node: Node) -> JudgedLine:
        if self.last is None or self.last.node is None or line.relation is None:
            return self.start(line, node)
        if claims_limit(node, line.relation) or claims_limit(self.last.node, None):
            return self.limit(line, self.last.node, node)
        found = decide_step(self.last.node, line.relation, node, self.ground, self.rules.bounds)
        if found.truth is not Truth.YES and not line.inline and self.is_aside() and self.goes_on(line, node):
            found = HOLDS
        if found.truth is Truth.NO and any(map(_FREE.search, line.remarks)):
            # max f = max (f + c) is false; "c is free of θ" says that the maximiser is meant
            maximisers = as_argument(self.last.node), as_argument(node)
            found = decide_step(maximisers[0], line.relation, maximisers[1], self.ground, self.rules.bounds)
        remark, before = _said(found), self.last.line.number
        if found.truth is Truth.NO:
            other = self.read_otherwise(line, node)
            if other is not None:
                return JudgedLine(line, other, LineMark.HOLDS, READ_NARROWLY, before=before)
        if found.truth is not Truth.NO:
            return JudgedLine(line, node, MARKS[found.truth], remark, before=before)
        own = self.results.leads_to(self.last, line.relation, node, self.ground)
        if own is not None:
            said = f"Judged from your own line {own.line.number}: its slip costs only once."
            return JudgedLine(line, node, LineMark.HOLDS, said, before=before, own=own.chain)
        if self.gap:
            return JudgedLine(line, node, LineMark.UNDECIDED, AFTER_UNREAD, before=before)
        if found.misfit and names_in(node) & self.rules.letters:
            return JudgedLine(line, node, LineMark.UNDECIDED, f"{remark} {FREE_LETTERS}", before=before)
        return self.broken(JudgedLine(line, node, LineMark.BROKEN, remark, before=before), found.misfit)

    def is_aside(self) -> bool:
        """Say whether the chain so far may be an aside: it stands in a sentence, or is a single equation that holds."""
        chain = [one for one in self.found if one.chain == self.chain]
        return chain[-1].line.inline or [one.mark for one in chain] == [LineMark.GIVEN, LineMark.HOLDS]

    def goes_on(self, line: ReadLine, node: Node) -> bool:
        """Go on with an earlier chain, if a display follows from it: what stands in sentences between is an aside."""
        ends = {one.chain: one for one in self.found if one.node is not None and one.mark in KNOWN}
        assert line.relation is not None
        for chain, end in reversed(ends.items()):
            if chain == self.chain or end.node is None:
                continue
            if decide_step(end.node, line.relation, node, self.ground, self.rules.bounds).truth is Truth.YES:
                self.chain, self.last, self.gap = chain, end, False
                return True
        return False

    def read_otherwise(self, line: ReadLine, node: Node) -> Node | None:
        """Return another reading of a line under which it follows, if what was written may mean that too."""
        assert self.last is not None
        assert self.last.node is not None
        assert line.relation is not None
        befores = [self.last.node]
        if self.last.mark is LineMark.GIVEN:
            befores += narrower_readings(self.last.node, self.last.line.source)
        for before, other in product(befores, (node, *narrower_readings(node, line.source))):
            found = decide_step(before, line.relation, other, self.ground, self.rules.bounds)
            if found.truth is Truth.YES:
                return self.ground.forest.plant(other)
        return None

    def broken(self, judged: JudgedLine, misfit: bool) -> JudgedLine:
        """Explain a broken step: what it undoes, under which change it would hold, and numbers that show it."""
        assert self.last is not None
        before, node, relation = self.last.node, judged.node, judged.line.relation
        assert before is not None
        assert node is not None
        assert relation is not None
        if is_too_strict(before, relation, node, self.ground):
            return replace(judged, remark=TOO_STRICT, flaw=Flaw.TOO_STRICT)
        maxima = as_argument(before) is not before and as_argument(node) is not node
        equation = relation is RelationKind.EQUAL and (maxima or not isinstance(node, Optimum | Relation | Logic))
        bodies = formula_of(before), formula_of(node)
        if equation and self.ground.has_constants and self.ground.same_up_to_constant(*bodies).truth is Truth.YES:
            if maxima or not writes_new_constant(before, node, self.ground):
                return replace(judged, remark=UNDECLARED_CONSTANT, flaw=Flaw.UNDECLARED_CONSTANT)
            return self.wrong_constant(judged, before, node)
        undone = self.undone(formula_of(node)) if equation else None
        recovery = "" if undone is None else f"Two slips cancel: this line is right again, as line {undone} was."
        cause = explain(before, relation, node, self.ground)
        unsaid = NOT_ALWAYS if relation in ORDERS and not (judged.remark or cause) else ""
        remark = " ".join(filter(None, (judged.remark, cause, recovery, unsaid)))
        witness = self.witness(formula_of(before), node) if equation and not misfit else None
        flaw = None if undone is None else self.undoing(formula_of(node))
        return replace(judged, remark=remark, witness=witness, flaw=flaw, cause=cause, misfit=misfit)

    def wrong_constant(self, judged: JudgedLine, before: Node, node: Node) -> JudgedLine:
        """Explain an equation in which a constant stands that is not the one it should be."""
        said = f"{WRONG_CONSTANT} {explain(before, RelationKind.EQUAL, node, self.ground)}".strip()
        return replace(judged, remark=said, cause=said, flaw=Flaw.WRONG_CONSTANT, witness=self.witness(before, node))

    def undone(self, node: Node) -> int | None:
        """Return the line before the chain's first slip, if a formula means the same as that one."""
        chain = [one for one in self.found if one.chain == self.chain and one.node is not None]
        slips = (index for index, one in enumerate(chain) if one.mark is LineMark.BROKEN)
        first = next(slips, 0)
        trusted = chain[first - 1] if first else None
        if trusted is None or trusted.node is None:
            return None
        same = self.ground.same(formula_of(trusted.node), node).truth is Truth.YES
        return trusted.line.number if same else None

    def undoing(self, node: Node) -> Flaw:
        """Say how a line undoes the slip of its chain: whether at once, and that lost a factor of the whole."""
        assert self.last is not None
        assert self.last.node is not None
        broken = [one for one in self.found if one.chain == self.chain and one.mark is LineMark.BROKEN]
        lost = formula_of(self.last.node)
        pairs = ((lost, node), (node, lost))
        doubled = any(self.ground.same(Product((TWO, one)), other).truth is Truth.YES for one, other in pairs)
        return Flaw.RESTORES_FACTOR if doubled and broken == [self.last] else Flaw.UNDOES_SLIP

    def start(self, line: ReadLine, node: Node) -> JudgedLine:
        if isinstance(node, Relation | Logic):
            return self.statement(line, node)
        return JudgedLine(line, node, LineMark.UNDECIDED if self.gap else LineMark.GIVEN)

    def statement(self, line: ReadLine, node: Relation | Logic) -> JudgedLine:
        """Judge a whole statement that something is to follow from; a false one is a slip, or a supposition."""
        found = statement_holds(node, self.ground)
        if found.truth is Truth.YES:
            return JudgedLine(line, node, LineMark.HOLDS)
        cause = ""
        if isinstance(node, Relation) and node.relation is RelationKind.EQUAL and found.truth is Truth.NO:
            cause = explain(node.left, node.relation, node.right, self.ground)
        return JudgedLine(line, node, LineMark.BROKEN if cause else LineMark.GIVEN, cause, cause=cause)

    def limit(self, line: ReadLine, before: Node, node: Node) -> JudgedLine:
        """Judge a claim about a limit: that it is 0 follows from an earlier formula that decays."""
        assert self.last is not None
        found = self.limit_found(line, before, node)
        if found.truth is Truth.NO:
            return JudgedLine(line, node, LineMark.BROKEN, _said(found), before=self.last.line.number)
        if isinstance(before, Limit) and isinstance(node, Limit) and found.truth is Truth.YES:
            return JudgedLine(line, node, LineMark.HOLDS, before=self.last.line.number)
        number, to_zero = self.found[-1].line.number, is_zero(node) and not is_zero(before)
        if to_zero and has_shown_decay(self.found, self.ground):
            return JudgedLine(line, node, LineMark.HOLDS, before=number)
        said = LIMIT_WITHOUT_RATE if to_zero else _said(NO_LIMIT)
        return JudgedLine(line, node, LineMark.REMARK, said, before=number)

    def limit_found(self, line: ReadLine, before: Node, node: Node) -> Finding:
        """Decide a claim about a limit by itself and by what was found to fall."""
        if runs_elsewhere(line.remarks):
            return NO_LIMIT
        return decide_limit(before, node, self.ground, found_to_fall(self.found, self.ground))

    def is_false_limit(self, line: ReadLine, node: Node) -> bool:
        """Say whether a whole statement claims a limit that is another one."""
        if not isinstance(node, Relation) or not (
            claims_limit(node.left, node.relation) or claims_limit(node.right, None)
        ):
            return False
        return self.limit_found(line, node.left, node.right).truth is Truth.NO

    def witness(self, before: Node, node: Node) -> Witness | None:
        assert self.last is not None
        shown = find_witness(node, before, self.ground.small)
        if shown is None:
            return None
        return replace(shown, left_name="this line", right_name=f"line {self.last.line.number}")


def _said(found: Finding) -> str:
    if not found.reason or found.truth is Truth.YES:
        return found.reason
    opening = "Not so" if found.truth is Truth.NO else "Not decided"
    # a reason may begin with a symbol, whose case means something
    return f"{'The shapes do not fit' if found.misfit else opening}: {found.reason}."
