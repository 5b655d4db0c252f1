"""What is worth fixing first: where the most points went, each with one sentence on what to do."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
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
from autograder.domain.faults import Fault, FaultKind
from autograder.domain.graded import GradedCriterion, GradedPart, GradedSubmission, GradedSubquestion
from autograder.domain.verdicts import Judged
from autograder.reporting.condensing import LOAD_FAULTS

_MOST = 3


@dataclass(frozen=True, slots=True)
class Fix:
    """One thing that lost points although something was handed in for it."""

    subquestion: GradedSubquestion
    part: GradedPart
    """The part of it that lost most."""
    lost: Fraction
    """Points lost by the whole subquestion, or by all that waits for the same file."""
    advice: str
    """What to do about that part, or "" where only its evidence can tell."""
    effort: str = ""
    """How little it takes, in a few words, where that is known."""
    waiting: tuple[GradedSubquestion, ...] = ()
    """All subquestions that a file which cannot be loaded should have answered; empty for any other fix."""


def is_missing(subquestion: GradedSubquestion) -> bool:
    """Say whether nothing at all was handed in for a subquestion."""
    return all(part.missing for part in subquestion.parts)


def worth_fixing(graded: GradedSubmission) -> tuple[Fix, ...]:
    """Return at most three fixes, those worth most first; what was not handed in is not among them."""
    candidates = [found for found in graded.subquestions() if found.tally.lost and not is_missing(found)]
    fixes = [_fix(found) for found in candidates if _load_fault(_costliest(found)) is None]
    waiting = [found for found in candidates if any(_load_fault(part) for part in found.parts)]
    if waiting:
        fixes.insert(0, _fix_of_file(waiting))
    fixes.sort(key=lambda fix: -fix.lost)  # stable: ties stay in the assignment's order
    return tuple(_each_said_once(fixes[:_MOST]))


def _each_said_once(fixes: Iterable[Fix]) -> Iterator[Fix]:
    first: dict[str, Fix] = {}
    for fix in fixes:
        said = first.setdefault(fix.advice, fix)
        yield fix if said is fix or not fix.advice else replace(fix, advice=f"As in {said.subquestion.id}.")


def reason(subquestion: GradedSubquestion) -> str:
    """Return in a few words why a subquestion lost points, for a line of a table; "" if nothing short can be said."""
    lossy = [part for part in subquestion.parts if part.tally.lost and not part.missing]
    if not lossy:
        return ""
    part = max(lossy, key=lambda one: one.tally.lost)
    lost = [criterion for criterion in part.criteria if _judged_short(criterion)]
    unseen = [criterion.title for criterion in lost if criterion.counted is None]
    said = next(_facts([criterion.verdict for criterion in lost if isinstance(criterion.verdict, Judged)]), "")
    return said or (f"not shown: {unseen[0]}" if unseen else "")


def _judged_short(criterion: GradedCriterion) -> bool:
    return isinstance(criterion.verdict, Judged) and criterion.verdict.credit < 1


def _fix(subquestion: GradedSubquestion) -> Fix:
    part = _costliest(subquestion)
    return Fix(subquestion, part, subquestion.tally.lost, next(_sayings(part), ""), _effort(part))


def _fix_of_file(waiting: Sequence[GradedSubquestion]) -> Fix:
    parts = [(part, fault) for found in waiting for part in found.parts if (fault := _load_fault(part)) is not None]
    part, fault = parts[0]
    lost = sum((one.tally.lost for one, _ in parts), Fraction(0))
    return Fix(waiting[0], part, lost, _say_fault(fault), "one error in the file", tuple(waiting))


def _costliest(subquestion: GradedSubquestion) -> GradedPart:
    return max(subquestion.parts, key=lambda one: one.tally.lost)  # the first of equals


def _load_fault(part: GradedPart) -> Fault | None:
    faults = [verdict.fault for verdict in _lossy(part) if verdict.fault is not None]
    return next((fault for fault in faults if fault.fault in LOAD_FAULTS), None)


def _lossy(part: GradedPart) -> list[Judged]:
    """Return the verdicts that cost points, the costliest first."""
    return [
        criterion.verdict
        for criterion in sorted(part.criteria, key=lambda one: one.earned - one.points)
        if isinstance(criterion.verdict, Judged) and criterion.verdict.credit < 1
    ]


def _effort(part: GradedPart) -> str:
    lossy = _lossy(part)
    if part.missing:
        return "one answer to hand in"
    if any(verdict.fault is not None and verdict.fault.fault is not FaultKind.MISSING for verdict in lossy):
        return "one error to mend"
    if any(verdict.slip is not None for verdict in lossy):
        return "a known slip"
    chains = (item for verdict in lossy for item in verdict.evidence if isinstance(item, Derivation))
    broken = [sum(line.mark is LineMark.BROKEN for line in chain.lines) for chain in chains]
    return "one step of a derivation" if broken and max(broken) == 1 else ""


def _sayings(part: GradedPart) -> Iterator[str]:
    """Yield what could be said, the most particular first: a fault, a slip, what the evidence names, a hint."""
    lossy = _lossy(part)
    yield from _certain(lossy)
    yield from _summaries(verdict for verdict in lossy if _is_telling(verdict))
    yield from filter(None, part.hints)
    yield from _summaries(lossy)
    if len(part.criteria) > 1 and not part.missing:
        yield f"Not earned in full: {'; '.join(one.title for one in part.criteria if _judged_short(one))}."


def _is_telling(verdict: Judged) -> bool:
    """Say whether the evidence names the mistake; a picture shows it, and a hint says more than its cells."""
    if any(isinstance(item, MaskPicture) for item in verdict.evidence):
        return False
    return any(isinstance(item, Note | Derivation) or _says_why(item) for item in verdict.evidence)


def _says_why(item: Evidence) -> bool:
    return isinstance(item, CaseResult) and bool(item.message)


def _facts(lossy: Sequence[Judged]) -> Iterator[str]:
    yield from _certain(lossy)
    yield from _summaries(lossy)


def _certain(lossy: Sequence[Judged]) -> Iterator[str]:
    faults = (verdict.fault for verdict in lossy if verdict.fault is not None)
    yield from (_say_fault(fault) for fault in faults if fault.fault is not FaultKind.MISSING)
    yield from _summaries(verdict for verdict in lossy if verdict.slip is not None)


def _summaries(verdicts: Iterable[Judged]) -> Iterator[str]:
    yield from filter(None, (summarise(item) for verdict in verdicts for item in verdict.evidence))


def sentence(text: str) -> str:
    """Return a message with its full stop, ready for what follows it."""
    return text if not text or text.endswith((".", "?", "!", ":")) else f"{text}."


def _say_fault(fault: Fault) -> str:
    return f"{sentence(fault.message)} {fault.hint}".strip()


def summarise(item: Evidence) -> str:
    """Return one sentence that says what a piece of evidence shows, or "" where it takes looking at."""
    match item:
        case Note(text=text):
            return text
        case Fault():
            return _say_fault(item)
        case Difference(where=where, found=found):
            return f"{where}: you have {found}."
        case MaskPicture():
            return _summarise_mask(item)
        case Derivation(lines=lines):
            broken = next((line for line in lines if line.mark is LineMark.BROKEN), None)
            return "" if broken is None else f"Line {broken.number} does not follow. {broken.remark}".strip()
        case CaseResult(outcome=outcome, name=name) if outcome is not CaseOutcome.RIGHT:
            return item.message or f"In the call “{name}”, {item.found or 'the answer is wrong'}."
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
