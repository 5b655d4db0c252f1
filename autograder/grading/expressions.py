"""Judge an expression by what it means: against the target, row by row where rows earn points, then the known slips."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import assert_never

from autograder.answers import ExpressionAnswer, ExpressionSpec
from autograder.assignment import SlipTable
from autograder.domain.errors import ReferenceFailure
from autograder.domain.evidence import Evidence, Note
from autograder.domain.verdicts import Judged, Undecided, Verdict
from autograder.grading.alternatives import Way
from autograder.grading.formulas import read_answer, read_target, reading_of
from autograder.mathematics import decision
from autograder.mathematics.decision import Decision, Options, answer_alone, decide, strip_label
from autograder.mathematics.decision.lists import expanded
from autograder.mathematics.decision.sides import linear_equations, listed, points
from autograder.mathematics.likeness import likeness
from autograder.mathematics.meaning import Meaning
from autograder.mathematics.reading import Macros
from autograder.mathematics.traversal import free_names_in
from autograder.mathematics.tree import (
    Applied,
    MatrixLiteral,
    Node,
    Number,
    Product,
    Relation,
    SetLiteral,
    Symbol,
    TupleLiteral,
)

MOST_PAIRS = 100
"""Of members given and asked, each compared with each."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything that deciding about one answer needs."""

    way: Way
    spec: ExpressionSpec
    meaning: Meaning
    student: Node
    linear_map: tuple[str, ...]
    evidence: tuple[Evidence, ...]

    def decide(self, target: Node, row: int | None = None) -> Decision:
        """Compare with a target, whole or in one row."""
        student = self.student
        if row is not None:
            student, target = _row(row, self._matrix(self.student), target), _row(row, target, target)
        return decide(student, target, self.meaning.notation, self.meaning.world, _options(self.spec, self.linear_map))

    def foreign_names(self) -> tuple[str, ...]:
        """Return the names in the answer itself, labels and conditions aside, that the question does not allow."""
        if not self.spec.in_terms_of:
            return ()
        alone = answer_alone(self.student, self.meaning.notation, self.meaning.world)
        used = {name for item in listed(self._matrix(alone)) for name in free_names_in(item)}
        return tuple(sorted(used - set(self.spec.in_terms_of)))

    def _matrix(self, answer: Node) -> Node:
        equations = linear_equations(answer, self.linear_map) if self.linear_map else None
        return strip_label(answer) if equations is None else equations[0]


def judge_expression(way: Way, answer: ExpressionAnswer, macros: Macros) -> Mapping[str, Verdict]:
    """Judge every criterion that an expression can earn.

    What cannot be read, or uses a name that nobody declared, is undecided: a human looks at it, with the reading
    beside it.
    """
    spec, meaning = way.table.answer, way.question.meaning
    assert isinstance(spec, ExpressionSpec)  # the kind read it
    assert meaning is not None  # the assignment was checked for it
    read = read_answer(answer, meaning.notation, macros)
    asked = None if read.node is None else _as_asked(read.node, spec)
    alike = "" if asked is None else likeness(asked, meaning, _options(spec, answer.linear_map))
    evidence: tuple[Evidence, ...] = (reading_of(read, answer, alike), *read.faults)
    if asked is None or read.faults:
        reason = read.faults[0].message if read.faults else "the expression could not be read"
        return {one.id: Undecided(reason, evidence) for one in way.criteria}
    comparison = Comparison(way, spec, meaning, asked, answer.linear_map, evidence)
    foreign = comparison.foreign_names()
    if foreign:
        return _not_in_terms(comparison, foreign)
    return _judge(comparison, read_target(answer.target, meaning.notation, way.place))


def _options(spec: ExpressionSpec, linear_map: tuple[str, ...]) -> Options:
    return Options(spec.multiplicity, coordinates=spec.coordinates, linear_map=linear_map)


def _as_asked(student: Node, spec: ExpressionSpec) -> Node:
    """Take a list of values however it was bracketed, and coordinates side by side as a point."""
    bare = strip_label(student)
    if spec.multiplicity and isinstance(bare, TupleLiteral):
        return SetLiteral(bare.items)
    if spec.multiplicity and isinstance(bare, MatrixLiteral) and (len(bare.rows) == 1 or len(bare.rows[0]) == 1):
        return SetLiteral(tuple(entry for row in bare.rows for entry in row))
    if spec.coordinates and isinstance(bare, SetLiteral) and len(bare.items) == len(spec.coordinates):
        plain = not any(isinstance(item, TupleLiteral | Relation) for item in bare.items)
        return TupleLiteral(bare.items) if plain and not bare.braced else student
    return student


def _not_in_terms(comparison: Comparison, foreign: Sequence[str]) -> Mapping[str, Verdict]:
    """Refuse the mere name of what is asked; leave anything else in other letters to a human."""
    asked = ", ".join(comparison.spec.in_terms_of)
    said = f"The answer is asked in terms of {asked}; it uses {', '.join(foreign)}."
    if isinstance(strip_label(comparison.student), Symbol | Applied):
        verdict: Verdict = Judged(Fraction(0), (*comparison.evidence, Note(said)))
    else:
        verdict = Undecided(said, comparison.evidence)
    return {one.id: verdict for one in comparison.way.criteria}


def _judge(comparison: Comparison, target: Node) -> Mapping[str, Verdict]:
    found = _decide_any(comparison, target)
    whole = _verdict(found, comparison.evidence)
    verdicts: dict[str, Verdict] = {one.id: whole for one in comparison.way.criteria}
    if not isinstance(found, decision.Different):
        return verdicts
    for criterion, rows in comparison.way.table.rows.items():
        verdicts[criterion] = _rows_verdict(comparison, target, rows, whole)
    slip = next((slip for slip in comparison.way.table.slips if _shows(comparison, slip)), None)
    if slip is not None:
        return {name: _with_slip(verdict, slip, name) for name, verdict in verdicts.items()}
    credit = _credit_for_extra(comparison, target)
    if credit:
        said = "named more than once" if credit == 1 else "among these, and others that are not right"
        note = Note(f"The right answer is {said}.")
        return {name: Judged(credit, (*comparison.evidence, note)) for name in verdicts}
    return verdicts


def _decide_any(comparison: Comparison, target: Node) -> Decision:
    """Compare with the target; if that fails, with the other right answers."""
    found = comparison.decide(target)
    for source in comparison.spec.also:
        if isinstance(found, decision.Equal):
            break
        other = comparison.decide(read_target(source, comparison.meaning.notation, comparison.way.place))
        found = other if isinstance(other, decision.Equal) else found
    return found


def _verdict(found: Decision, evidence: tuple[Evidence, ...]) -> Verdict:
    match found:
        case decision.Equal(notes=notes):
            return Judged(Fraction(1), (*evidence, *map(Note, notes)))
        case decision.Different(reason=reason, witness=witness, notes=notes):
            said = (*map(Note, filter(None, (reason, *notes))), *((witness,) if witness is not None else ()))
            return Judged(Fraction(0), (*evidence, *said))
        case decision.Undecided(reason=reason):
            return Undecided(reason, evidence)
        case _:
            assert_never(found)


def _rows_verdict(comparison: Comparison, target: Node, rows: tuple[int, ...], whole: Verdict) -> Verdict:
    if all(isinstance(comparison.decide(target, row), decision.Equal) for row in rows):
        return Judged(Fraction(1), comparison.evidence)
    return whole


def _row(row: int, matrix: Node, like: Node) -> Node:
    """Return one row of a matrix expression: a unit row times the matrix."""
    if not isinstance(like, MatrixLiteral):
        raise ReferenceFailure("rows earn points, so the target must be written as a matrix")
    unit = tuple(Number(Fraction(int(index == row))) for index in range(len(like.rows)))
    return Product((MatrixLiteral((unit,)), matrix))


def _shows(comparison: Comparison, slip: SlipTable) -> bool:
    if slip.target is None:
        raise ReferenceFailure(f"{comparison.way.place}: a slip in an expression needs a target, not a variant")
    target = read_target(slip.target, comparison.meaning.notation, comparison.way.place)
    return isinstance(comparison.decide(target), decision.Equal)


def _with_slip(verdict: Verdict, slip: SlipTable, criterion: str) -> Verdict:
    if not isinstance(verdict, Judged):
        return verdict
    # the slip explains the difference better than a witness does
    evidence = (Note(slip.message), *verdict.evidence)
    return Judged(slip.credit.get(criterion, verdict.credit), evidence, slip=slip.id)


def _credit_for_extra(comparison: Comparison, target: Node) -> Fraction:
    """Return what an answer is worth that holds all that is asked, and more: all of it if it only says it twice."""
    spec = comparison.spec
    if not spec.extra_members_credit:
        return spec.extra_members_credit
    members, asked = (_members(node, spec) for node in (comparison.student, target))
    if len(members) < 2 or len(members) * len(asked) > MOST_PAIRS:
        return Fraction(0)
    notation, world = comparison.meaning.notation, comparison.meaning.world
    equal = [[isinstance(decide(one, other, notation, world), decision.Equal) for other in asked] for one in members]
    free = set(range(len(members)))
    for wanted in range(len(asked)):
        # a value that is asked twice must be given twice where that counts
        found = next((k for k in sorted(free) if equal[k][wanted]), None)
        if found is None:
            return Fraction(0)
        free -= {found} if spec.multiplicity else set()
    more = bool(free) if spec.multiplicity else not all(map(any, equal))
    return spec.extra_members_credit if more else Fraction(1)


def _members(node: Node, spec: ExpressionSpec) -> tuple[Node, ...]:
    return expanded(points(node, spec.coordinates) if spec.coordinates else listed(node))
