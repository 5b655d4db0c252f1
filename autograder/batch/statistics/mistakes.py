"""What kept one part from full marks, as a signature that is the same wherever the same mistake was made."""

import hashlib
import re
from collections.abc import Iterable, Sequence

from autograder.domain.evidence import (
    CaseOutcome,
    CaseResult,
    Derivation,
    DerivationLine,
    Difference,
    Evidence,
    LineMark,
    MaskPicture,
    Note,
    Reading,
)
from autograder.domain.faults import Fault, FaultKind
from autograder.domain.graded import GradedCriterion, GradedPart
from autograder.domain.marks import MARKED
from autograder.domain.mistakes import CHOSE, NOT_EQUAL, Mistake, MistakeKind
from autograder.domain.verdicts import Judged, Undecided

WHOLE_FILE = frozenset({FaultKind.SYNTAX_ERROR, FaultKind.LOAD_ERROR})
"""Faults of a file, which say nothing about the part that they happen to empty."""
_LONGEST = 400
_EXCEPTION = re.compile(r"\b[A-Z]\w*(?:Error|Exception|Iteration|Warning|Exit)\b")
_OF_ONE_CHAIN = re.compile(r"(?:Two slips cancel|The derivative hides)[^.]*\.")
"""Sentences of a remark that hang on where in its chain a step stands."""


def mistake_of(part: GradedPart) -> Mistake | None:
    """Return what an answer to `part` has wrong, or None if there is no answer or nothing is known to be wrong."""
    handed = [one for one in part.criteria if one.counted is not None]
    lossy = [one for one in handed if isinstance(one.verdict, Judged) and one.verdict.credit < 1]
    judged = [one for one in lossy if _remark(one) is None]
    if judged:
        return _wrong(part, judged)
    if lossy:
        return _marked(lossy)
    open_ones = [one for one in handed if isinstance(one.verdict, Undecided)]
    return _undecided(open_ones) if open_ones else None


def evidence_of(criteria: Sequence[GradedCriterion]) -> tuple[Evidence, ...]:
    """Return the evidence of several criteria in order, each piece once."""
    return tuple(dict.fromkeys(item for one in criteria for item in one.verdict.evidence))


def _wrong(part: GradedPart, lossy: Sequence[GradedCriterion]) -> Mistake | None:
    verdicts = [one.verdict for one in lossy if isinstance(one.verdict, Judged)]
    fault = next((verdict.fault for verdict in verdicts if verdict.fault is not None), None)
    if fault is not None:
        return None if fault.fault in WHOLE_FILE | {FaultKind.MISSING} else _faulty(fault, str(lossy[0].counted))
    evidence = evidence_of(lossy)
    slips = sorted({verdict.slip for verdict in verdicts if verdict.slip is not None})
    if slips:
        notes = dict.fromkeys(_first_note(verdict.evidence) for verdict in verdicts if verdict.slip is not None)
        return _mistake(MistakeKind.SLIP, slips, " ".join(notes), evidence)
    kinds = {alternative.name: alternative.answer_kind for alternative in part.alternatives}
    match kinds.get(str(lossy[0].counted)):
        case "derivation":
            return _derived(lossy, evidence)
        case "choice":
            return _chosen(evidence)
        case _:
            return _valued(str(lossy[0].counted), evidence)


def _marked(lossy: Sequence[GradedCriterion]) -> Mistake | None:
    """Equate what people took points off for by the reason; who gave none said nothing that could be shared."""
    remarks = list(dict.fromkeys(filter(None, map(_remark, lossy))))
    return _mistake(MistakeKind.REMARK, remarks, " ".join(remarks), ()) if remarks else None


def _remark(criterion: GradedCriterion) -> str | None:
    """Return the reason that a person gave for a mark, "" for none; None if the machine judged it."""
    note = _first_note(criterion.verdict.evidence[:1])
    return note.removeprefix(MARKED).lstrip(":. ") if note.startswith(MARKED) else None


def _faulty(fault: Fault, alternative: str) -> Mistake:
    """Equate faults by kind, and by the exception where there is one: messages hold lines and values."""
    exception = _EXCEPTION.search(fault.message)
    key = [fault.fault, exception.group()] if exception else [fault.fault, _without_numbers(fault.message)]
    return _mistake(MistakeKind.FAULT, [alternative, *key], fault.message, ())


def _derived(lossy: Sequence[GradedCriterion], evidence: Sequence[Evidence]) -> Mistake:
    lines = [line for item in evidence if isinstance(item, Derivation) for line in item.lines]
    broken = next((line for line in lines if line.mark is LineMark.BROKEN), None)
    if broken is not None:
        return _broken(broken)
    titles = "; ".join(one.title for one in lossy)
    said = f"No step is wrong, but this is not shown: {titles}."
    return _mistake(MistakeKind.LACKING, [one.id for one in lossy], said, ())


def _broken(line: DerivationLine) -> Mistake:
    """Equate broken steps by the slip that explains them; by what stands in the line where none does."""
    cause = " ".join(_OF_ONE_CHAIN.sub("", line.remark).split())
    key = ["cause", cause] if cause else ["line", line.likeness or line.latex or line.source]
    said = cause or "This step does not follow from the one before, and no single slip explains it."
    return _mistake(MistakeKind.STEP, key, said, (Reading("Line", latex=line.latex, text=line.source),))


def _chosen(evidence: Sequence[Evidence]) -> Mistake:
    chosen = next((item.text for item in evidence if isinstance(item, Reading)), "")
    options = sorted(option.strip() for option in chosen.split(","))
    return _mistake(MistakeKind.CHOICE, options, f"{CHOSE}{chosen or 'nothing'}.", evidence)


def _valued(alternative: str, evidence: Sequence[Evidence]) -> Mistake:
    cases = [item for item in evidence if isinstance(item, CaseResult) and item.outcome is not CaseOutcome.RIGHT]
    if cases:
        return _called(alternative, cases)
    mask = next((item for item in evidence if isinstance(item, MaskPicture)), None)
    if mask is not None:
        return _mistake(MistakeKind.MASK, map(str, (mask.missing, mask.extra)), _say_mask(mask), evidence)
    likeness = next((item.likeness for item in evidence if isinstance(item, Reading) and item.likeness), "")
    if likeness:
        said = _first_note(evidence) or NOT_EQUAL
        return _mistake(MistakeKind.EXPRESSION, [likeness], said, evidence)
    shown = [f"{item.where}: {item.found}" for item in evidence if isinstance(item, Difference)]
    notes = [item.text for item in evidence if isinstance(item, Note)]
    said = " ".join(notes) or "; ".join(shown) or "The answer is not right."
    return _mistake(MistakeKind.VALUES, [*shown, *notes], said, evidence)


def _called(alternative: str, cases: Sequence[CaseResult]) -> Mistake:
    """Equate functions by what they returned: six digits of the worst entry of every case that went wrong."""
    first = cases[0]
    if all(case.fault is not None for case in cases):
        fault = Fault(first.fault or FaultKind.UNREADABLE, first.message)
        return _faulty(fault, alternative)
    key = [f"{case.name} {case.outcome} {case.found} {case.fault or ''}" for case in cases]
    said = f"On the case “{first.name}”: {first.found or first.message or 'not right'}."
    return _mistake(MistakeKind.VALUES, [alternative, *key], said, ())


def _undecided(criteria: Sequence[GradedCriterion]) -> Mistake:
    evidence = evidence_of(criteria)
    verdict = criteria[0].verdict
    assert isinstance(verdict, Undecided)  # the caller chose these
    likeness = next((item.likeness for item in evidence if isinstance(item, Reading) and item.likeness), "")
    faults = [item.message for item in evidence if isinstance(item, Fault)]
    texts = [item.text for item in evidence if isinstance(item, Reading) and item.text]
    key = [likeness] if likeness else [_without_numbers(verdict.reason), *(faults or texts)]
    unread = _unread_line(evidence)
    shown = (*evidence, *((Reading("Line", text=unread.source),) if unread is not None else ()))
    return _mistake(MistakeKind.UNDECIDED, [*(one.id for one in criteria), *key], verdict.reason, shown)


def _unread_line(evidence: Sequence[Evidence]) -> DerivationLine | None:
    lines = (line for item in evidence if isinstance(item, Derivation) for line in item.lines)
    return next((line for line in lines if line.mark in (LineMark.UNREAD, LineMark.UNDECIDED)), None)


def _mistake(kind: MistakeKind, key: Iterable[str], said: str, evidence: Sequence[Evidence]) -> Mistake:
    words = "\x1f".join((kind, *key)).encode("utf-8", "backslashreplace")
    reading = next((item for item in evidence if isinstance(item, Reading)), None)
    return Mistake(
        signature=hashlib.sha256(words).hexdigest()[:16],
        kind=kind,
        said=said[:_LONGEST],
        # half a formula would be typeset as another one
        latex=reading.latex if reading is not None and len(reading.latex) <= 2 * _LONGEST else "",
        text=reading.text[:_LONGEST] if reading is not None else "",
        mask=next((item for item in evidence if isinstance(item, MaskPicture)), None),
    )


def _first_note(evidence: Sequence[Evidence]) -> str:
    return next((item.text for item in evidence if isinstance(item, Note)), "")


def _without_numbers(message: str) -> str:
    return re.sub(r"\d+", "#", message)


def _say_mask(mask: MaskPicture) -> str:
    wrong = (("lacks", mask.missing), ("wrongly has", mask.extra))
    said = [f"{word} {', '.join(map(_cell, cells))}" for word, cells in wrong if cells]
    return f"The field {' and '.join(said)}." if said else "The field is not right."


def _cell(cell: tuple[int, int]) -> str:
    row, column = cell
    return f"{row}{column}" if max(cell) < 10 else f"({row}, {column})"
