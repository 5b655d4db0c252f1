"""Why a person should look at a submission, told from its graded record alone."""

from collections.abc import Iterator, Sequence

from autograder.domain.classroom import Concern, Need
from autograder.domain.evidence import CaseResult
from autograder.domain.faults import Fault, FaultKind
from autograder.domain.graded import AlertLevel, GradedPart, GradedSubmission, Via
from autograder.domain.points import format_points
from autograder.domain.verdicts import Judged, Ungraded
from autograder.scoring import contradicted

DID_NOT_FINISH = frozenset(
    {
        FaultKind.SYNTAX_ERROR,
        FaultKind.LOAD_ERROR,
        FaultKind.EXCEPTION,
        FaultKind.CRASHED,
        FaultKind.EXITED,
        FaultKind.TIMED_OUT,
        FaultKind.OUT_OF_MEMORY,
        FaultKind.TOO_LARGE,
        FaultKind.REFUSED,
        FaultKind.PROTOCOL,
    }
)
"""Faults of a running program, as against answers that are no answers."""

_NEED_OF = {
    FaultKind.REFUSED: Need.TAMPERING,
    FaultKind.PROTOCOL: Need.TAMPERING,
    FaultKind.SYNTAX_ERROR: Need.CRASHED,
    FaultKind.LOAD_ERROR: Need.CRASHED,
    FaultKind.CRASHED: Need.CRASHED,
    FaultKind.EXITED: Need.CRASHED,
    FaultKind.OUT_OF_MEMORY: Need.CRASHED,
    FaultKind.TOO_LARGE: Need.CRASHED,
    FaultKind.TIMED_OUT: Need.TIMED_OUT,
}
_OF_THE_FILE = frozenset({FaultKind.SYNTAX_ERROR, FaultKind.LOAD_ERROR})
_LONGEST = 240


def concerns_of(graded: GradedSubmission) -> tuple[Concern, ...]:
    """Return every need of a submission once, the most pressing first, with the first thing there is to say of it."""
    found: dict[Need, str] = {}
    for need, said in _all(graded):
        found.setdefault(need, said[:_LONGEST])
    return tuple(Concern(need, found[need]) for need in Need if need in found)


def faults_in(part: GradedPart) -> Iterator[tuple[FaultKind, str]]:
    """Yield the faults of the code that a part was answered with, counted or not, with their messages."""
    for alternative in part.alternatives:
        if alternative.via is not Via.CODE:
            continue
        for _, verdict in alternative.verdicts:
            if isinstance(verdict, Judged) and verdict.fault is not None:
                yield verdict.fault.fault, verdict.fault.message
            for item in verdict.evidence:
                if isinstance(item, CaseResult | Fault) and item.fault is not None:
                    yield item.fault, item.message


def _all(graded: GradedSubmission) -> Iterator[tuple[Need, str]]:
    parts = [part for _, part in graded.parts()]
    problems = [alert.message for alert in graded.alerts if alert.level is AlertLevel.PROBLEM]
    yield from _empty(graded, problems)
    for part in parts:
        for kind, message in faults_in(part):
            if kind in _NEED_OF:
                # under an answer it only says that an alert, the last one, has the reason
                yield _NEED_OF[kind], problems[-1] if problems and kind in _OF_THE_FILE else message
        for criterion in part.criteria:
            if isinstance(criterion.verdict, Ungraded):
                yield Need.UNGRADED, criterion.verdict.failure
    for found, part in graded.parts():
        if contradicted(part):
            yield Need.CONTRADICTION, f"{found.id} {part.title}"
    for need, points in ((Need.UNDECIDED, graded.tally.undecided), (Need.PENDING, graded.tally.pending)):
        if points:
            yield need, f"{format_points(points)} of {format_points(graded.tally.possible)} points"


def _empty(graded: GradedSubmission, problems: Sequence[str]) -> Iterator[tuple[Need, str]]:
    if graded.unreadable:
        yield Need.NO_RESULT, graded.unreadable
    elif graded.is_blank and problems:
        yield Need.NO_RESULT, problems[0]
    elif graded.is_blank:
        named = ", ".join(file.name for file in graded.files)
        yield Need.BLANK, f"no answer in {named}" if named else "no answer in it"
