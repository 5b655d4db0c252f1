"""One sentence on what kind of thing an answer lacks, where nothing that is shown says so; it names no value."""

from collections.abc import Sequence

from autograder.domain.evidence import (
    CaseOutcome,
    CaseResult,
    Derivation,
    Difference,
    Evidence,
    LineMark,
    MaskPicture,
    Note,
    Reading,
    Witness,
)
from autograder.domain.faults import Fault
from autograder.domain.verdicts import Judged, Verdict

_NEAR = "Nearly right: a sign, a factor or a transpose may be wrong, or there is something too much or too little."
_EXPLAINS = (Note, Difference, Witness, MaskPicture, Fault)


def nudge(verdict: Verdict) -> str:
    """Return what kind of thing a verdict that lost points lacks; "" where its evidence says it or shows nothing."""
    if not isinstance(verdict, Judged) or verdict.credit == 1 or verdict.fault is not None:
        return ""
    if any(isinstance(item, _EXPLAINS) for item in verdict.evidence):
        return ""
    chain = next((item for item in verdict.evidence if isinstance(item, Derivation)), None)
    if chain is not None:
        return _of_derivation(chain, has_credit=verdict.credit > 0)
    is_near = verdict.credit > 0 and _is_one_formula(verdict.evidence)
    return _NEAR if is_near else ""


def _is_one_formula(evidence: Sequence[Evidence]) -> bool:
    """Say whether a formula was written, or a function that is right nowhere: mixed calls speak for themselves."""
    outcomes = [item.outcome for item in evidence if isinstance(item, CaseResult)]
    if outcomes:
        return all(one is CaseOutcome.WRONG for one in outcomes)
    return any(isinstance(item, Reading) and item.latex for item in evidence)


def _of_derivation(chain: Derivation, *, has_credit: bool) -> str:
    breaks = any(line.mark is LineMark.BROKEN for line in chain.lines)
    if has_credit:
        return (
            "It is there in part: a step of this derivation does not follow."
            if breaks
            else "It is there in part: something on the way to it is used without being written out."
        )
    return "No line that holds shows it." if breaks else "No line shows it with what has to lead up to it."
