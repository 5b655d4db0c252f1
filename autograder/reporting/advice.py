"""What is worth fixing first: where the most points went, each with one sentence on what to do."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from autograder.domain.evidence import (
    CaseOutcome,
    CaseResult,
    Derivation,
    Difference,
    Evidence,
    LineMark,
    MaskPicture,
    Note,
    Witness,
)
from autograder.domain.faults import Fault
from autograder.domain.graded import GradedCriterion, GradedPart, GradedSubmission, GradedSubquestion
from autograder.domain.verdicts import Judged

_MOST = 3


@dataclass(frozen=True, slots=True)
class Fix:
    """One subquestion that lost points although something was handed in for it."""

    subquestion: GradedSubquestion
    lost: Fraction
    advice: str


def subquestions(graded: GradedSubmission) -> Iterator[GradedSubquestion]:
    """Yield every subquestion in the assignment's order."""
    for question in graded.questions:
        yield from question.subquestions


def is_missing(subquestion: GradedSubquestion) -> bool:
    """Say whether nothing at all was handed in for a subquestion."""
    return all(part.missing for part in subquestion.parts)


def worth_fixing(graded: GradedSubmission) -> tuple[Fix, ...]:
    """Return at most three fixes, those worth most first; what was not handed in is not among them."""
    candidates = [found for found in subquestions(graded) if found.tally.lost and not is_missing(found)]
    candidates.sort(key=lambda found: -found.tally.lost)  # stable: ties stay in the assignment's order
    return tuple(Fix(found, found.tally.lost, _advise(found)) for found in candidates[:_MOST])


def _advise(subquestion: GradedSubquestion) -> str:
    costly = sorted((part for part in subquestion.parts if part.tally.lost), key=lambda part: -part.tally.lost)
    return next((said for part in costly for said in _sayings(part)), "")


def _sayings(part: GradedPart) -> Iterator[str]:
    yield from (hint for hint in part.hints if hint)
    if part.missing:
        yield f"The part “{part.title}” was not handed in."
        return
    for criterion in sorted(part.criteria, key=lambda one: one.earned - one.points):
        yield from filter(None, _of_criterion(criterion))


def _of_criterion(criterion: GradedCriterion) -> Iterator[str]:
    verdict = criterion.verdict
    if not isinstance(verdict, Judged) or verdict.credit == 1:
        return
    if verdict.fault is not None:
        yield verdict.fault.hint or verdict.fault.message
    for item in verdict.evidence:
        yield summarise(item)
    yield f"“{criterion.title}” is where the points went."


def summarise(item: Evidence) -> str:
    """Return one sentence that says what a piece of evidence shows, or "" where it takes looking at."""
    match item:
        case Note(text=text):
            return text
        case Fault(message=message, hint=hint):
            return hint or message
        case Difference(where=where, found=found):
            return f"{where}: you have {found}."
        case MaskPicture():
            return _summarise_mask(item)
        case Derivation(lines=lines):
            broken = next((line for line in lines if line.mark is LineMark.BROKEN), None)
            return "" if broken is None else f"Line {broken.number} does not follow. {broken.remark}".strip()
        case CaseResult(outcome=outcome, name=name, message=message) if outcome is not CaseOutcome.RIGHT:
            return message or f"The call “{name}” went wrong."
        case Witness(left_name=left, right_name=right):
            return f"{left} and {right} differ."
        case _:
            return ""


def _summarise_mask(mask: MaskPicture) -> str:
    said = [
        f"{word} {', '.join(cell_name(cell) for cell in cells)}"
        for word, cells in (("lacks", mask.missing), ("wrongly has", mask.extra))
        if cells
    ]
    return f"Your field {' and '.join(said)}." if said else ""


def cell_name(cell: tuple[int, int]) -> str:
    """Return a cell as the assignment prints it: row and column side by side, with a comma past nine."""
    row, column = cell
    return f"{row}{column}" if max(cell) <= 9 else f"({row}, {column})"
