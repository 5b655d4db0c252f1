"""Say once what would otherwise stand at every answer: that a file cannot be loaded, that a call always fails."""

from collections.abc import Iterable
from dataclasses import replace

from autograder.domain.evidence import CaseOutcome, CaseResult, Evidence
from autograder.domain.faults import Fault, FaultKind
from autograder.domain.graded import GradedAlternative, GradedPart, GradedSubmission
from autograder.domain.verdicts import Judged, Verdict

LOAD_FAULTS = frozenset({FaultKind.SYNTAX_ERROR, FaultKind.LOAD_ERROR})
"""Faults of a file as a whole; an alert at the top of every report says them."""


def condensed(graded: GradedSubmission) -> GradedSubmission:
    """Return the record without what it repeats; marks and the order of everything stay."""
    questions = tuple(
        replace(
            question,
            subquestions=tuple(
                replace(subquestion, parts=tuple(map(_part, subquestion.parts)))
                for subquestion in question.subquestions
            ),
        )
        for question in graded.questions
    )
    return replace(graded, questions=questions)


def is_unloaded(alternative: GradedAlternative) -> bool:
    """Say whether an alternative is only known to stand in a file that could not be loaded."""
    faults = [verdict.fault if isinstance(verdict, Judged) else None for _, verdict in alternative.verdicts]
    return bool(faults) and all(fault is not None and fault.fault in LOAD_FAULTS for fault in faults)


def _part(part: GradedPart) -> GradedPart:
    return replace(
        part,
        criteria=tuple(replace(one, verdict=_verdict(one.verdict)) for one in part.criteria),
        alternatives=tuple(map(_alternative, part.alternatives)),
    )


def _alternative(alternative: GradedAlternative) -> GradedAlternative:
    return replace(alternative, verdicts=tuple((name, _verdict(verdict)) for name, verdict in alternative.verdicts))


def _verdict(verdict: Verdict) -> Verdict:
    if not isinstance(verdict, Judged) or verdict.fault is None:
        return verdict
    return replace(verdict, fault=_brief(verdict.fault), evidence=tuple(_without(verdict.evidence, verdict.fault)))


def _brief(fault: Fault) -> Fault:
    if fault.fault not in LOAD_FAULTS:
        return fault
    file = fault.place.file if fault.place is not None else "the file"
    return Fault(fault.fault, f"{file} could not be loaded; the top of this report says why and where.")


def _without(evidence: Iterable[Evidence], fault: Fault) -> Iterable[Evidence]:
    """Return the evidence but for the calls that ended in the very fault that all of them ended in."""
    return (item for item in evidence if not _ended_in(item, fault))


def _ended_in(item: Evidence, fault: Fault) -> bool:
    if not isinstance(item, CaseResult) or item.outcome is not CaseOutcome.FAULT:
        return False
    return item.message.endswith(fault.message)  # "not called again after failing so 2 times: ..."
