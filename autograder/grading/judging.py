"""Judge one alternative: read what was handed in, compare it, and look for the slip behind a wrong answer."""

from collections.abc import Mapping
from fractions import Fraction
from typing import assert_never

from autograder.answers import (
    ANSWER_KINDS,
    Answer,
    ChoiceAnswer,
    ChoiceSpec,
    DerivationAnswer,
    ExpressionAnswer,
    MaskAnswer,
    MaskSpec,
    TextAnswer,
)
from autograder.comparers import compare_choices, compare_masks, diagnose_mask
from autograder.domain.errors import ReferenceFailure
from autograder.domain.evidence import Evidence, Note, Quote
from autograder.domain.faults import Fault, FaultKind
from autograder.domain.handed import Handed, HandedCalls, HandedLatex, HandedValue
from autograder.domain.verdicts import Judged, Pending, Verdict
from autograder.grading.alternatives import Way
from autograder.grading.calls import judge_calls
from autograder.grading.derivations import judge_derivation
from autograder.grading.expressions import judge_expression
from autograder.grading.running import draw_cases
from autograder.grading.values import compare_values, field_cells
from autograder.mathematics.reading import Macros


def judge_alternative(
    way: Way, handed: Handed | Fault, macros: Macros, secret: str, version: str
) -> Mapping[str, Verdict]:
    """Judge one alternative that was handed in; every criterion it can earn gets a verdict."""
    match handed:
        case Fault():
            return _faulty(way, handed)
        case HandedCalls():
            return judge_calls(way, handed, lambda: draw_cases(way, secret, version))
        case HandedLatex() | HandedValue():
            answer = _read(way, handed)
            return _faulty(way, answer) if isinstance(answer, Fault) else _judge(way, answer, macros)
        case _:
            assert_never(handed)


def _read(way: Way, handed: HandedLatex | HandedValue) -> Answer | Fault:
    kind = ANSWER_KINDS[way.kind]
    if isinstance(handed, HandedLatex):
        return kind.read_latex[handed.command](handed, way.table.answer)
    if kind.read_value is None:
        return Fault(FaultKind.UNREADABLE, f"{way.part.title} cannot be answered by a value")
    return kind.read_value(handed, way.table.answer)


def _faulty(way: Way, fault: Fault) -> Mapping[str, Verdict]:
    return {one.id: Judged(Fraction(0), fault=fault) for one in way.criteria}


def _judge(way: Way, answer: Answer, macros: Macros) -> Mapping[str, Verdict]:
    match answer:
        case TextAnswer():
            return _pending(way, (Quote("In your words", answer.text),))
        case DerivationAnswer():
            return judge_derivation(way, answer, macros)
        case ChoiceAnswer():
            assert isinstance(way.table.answer, ChoiceSpec)  # the kind read it
            return _same_for_all(way, compare_choices(answer, way.table.answer))
        case MaskAnswer():
            return _same_for_all(way, _judge_mask(way, answer))
        case ExpressionAnswer():
            return judge_expression(way, answer, macros)
        case _:
            truth = way.question.solution[str(way.table.reference)]()
            return _same_for_all(way, compare_values(answer, truth, way.table.answer))


def _same_for_all(way: Way, judged: Judged) -> Mapping[str, Verdict]:
    return {one.id: judged for one in way.criteria}


def _pending(way: Way, evidence: tuple[Evidence, ...]) -> Mapping[str, Verdict]:
    return {one.id: Pending(one.rubric, evidence) for one in way.criteria}


def _judge_mask(way: Way, answer: MaskAnswer) -> Judged:
    assert isinstance(way.table.answer, MaskSpec)  # the kind read it
    compute = way.question.solution
    judged = compare_masks(answer, field_cells(compute[str(way.table.reference)]()), way.table.answer)
    if judged.credit == 1:
        return judged
    slips = {slip.id: slip for slip in way.table.slips}
    variants = {slip.id: field_cells(compute[_variant(way, slip.variant)]()) for slip in way.table.slips}
    found = diagnose_mask(answer, variants)
    if found is None:
        return judged
    return Judged(judged.credit, (Note(slips[found].message), *judged.evidence), slip=found)


def _variant(way: Way, variant: str | None) -> str:
    if variant is None:
        raise ReferenceFailure(f"{way.place}: a slip of this kind needs a variant, not a target")
    return variant
