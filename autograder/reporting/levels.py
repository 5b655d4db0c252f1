"""What a student is shown of what the marker knows: the one door through which every page of theirs is rendered.

A record is cut down before any template or sink sees it, so that none of them can show more. What the assignment
reveals (`GradedSubmission.reveal`) is shown at `FeedbackLevel.FULL` alone.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import assert_never

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
    Quote,
    Reading,
    Trajectory,
    Witness,
)
from autograder.domain.faults import Fault
from autograder.domain.feedback import FeedbackLevel
from autograder.domain.graded import (
    Alert,
    AlertLevel,
    GradedAlternative,
    GradedCriterion,
    GradedPart,
    GradedQuestion,
    GradedSubmission,
    GradedSubquestion,
)
from autograder.domain.verdicts import Judged, Pending, Undecided, Ungraded, Verdict

_Screen = Callable[[Evidence], Evidence | None]

_OWN_LINE = re.compile(r"line \d+")
# One number or truth value in a small world shows that two things differ; a matrix of them would show the answer.
_PLAIN_VALUE = re.compile(r"-?\d+(\.\d+)?(e[-+]?\d+)?|true|false")

_NOTICES: Mapping[FeedbackLevel, str] = MappingProxyType(
    {
        FeedbackLevel.FULL: "",
        FeedbackLevel.HINTS: "For now your course shows marks and hints, and nothing that would give an answer away.",
        FeedbackLevel.SCORES: "For now your course shows marks alone, and what could not be read.",
    }
)


def at_level(graded: GradedSubmission, level: FeedbackLevel) -> GradedSubmission:
    """Return the record with everything taken out that a student is not shown at `level`.

    At every level the failures of the engine are kept for the staff, since they may quote the reference, and so are
    the rubrics of what awaits a marker, unless the assignment reveals.
    """
    reveal = graded.reveal and level is FeedbackLevel.FULL
    screen = _shown_when_revealed if reveal else _SCREENS[level]
    questions = tuple(_question(one, _Cut(level, screen, reveal)) for one in graded.questions)
    notice = _NOTICES[level]
    said = (Alert(AlertLevel.NOTICE, notice),) if notice and not graded.unreadable else ()
    return replace(graded, questions=questions, alerts=(*graded.alerts, *said), reveal=reveal)


class _Cut:
    """What is kept of verdicts and parts at one level."""

    def __init__(self, level: FeedbackLevel, screen: _Screen, reveal: bool) -> None:
        self.full = level is FeedbackLevel.FULL
        self.hints = level is not FeedbackLevel.SCORES
        self.screen = screen
        self.reveal = reveal

    def verdict(self, verdict: Verdict) -> Verdict:
        evidence = tuple(self.evidence(verdict.evidence))
        match verdict:
            case Judged():
                return replace(verdict, evidence=evidence, slip=verdict.slip if self.full else None)
            case Pending():
                return replace(verdict, evidence=evidence, rubric=verdict.rubric if self.reveal else "")
            case Undecided():
                return replace(verdict, evidence=evidence, reason=verdict.reason if self.full else "")
            case Ungraded():
                return replace(verdict, evidence=evidence, failure="")
            case _:
                assert_never(verdict)

    def evidence(self, evidence: Iterable[Evidence]) -> Iterator[Evidence]:
        return (shown for item in evidence if (shown := self.screen(item)) is not None)


def _question(question: GradedQuestion, cut: _Cut) -> GradedQuestion:
    return replace(question, subquestions=tuple(_subquestion(one, cut) for one in question.subquestions))


def _subquestion(subquestion: GradedSubquestion, cut: _Cut) -> GradedSubquestion:
    return replace(subquestion, parts=tuple(_part(one, cut) for one in subquestion.parts))


def _part(part: GradedPart, cut: _Cut) -> GradedPart:
    return replace(
        part,
        criteria=tuple(_criterion(one, cut) for one in part.criteria),
        alternatives=tuple(_alternative(one, cut) for one in part.alternatives),
        disagreement=part.disagreement if cut.hints else "",
        hints=part.hints if cut.hints else (),
        reveal=part.reveal if cut.reveal else "",
    )


def _criterion(criterion: GradedCriterion, cut: _Cut) -> GradedCriterion:
    return replace(criterion, verdict=cut.verdict(criterion.verdict))


def _alternative(alternative: GradedAlternative, cut: _Cut) -> GradedAlternative:
    return replace(alternative, verdicts=tuple((name, cut.verdict(verdict)) for name, verdict in alternative.verdicts))


def _shown_when_revealed(item: Evidence) -> Evidence:
    return item


def _shown_in_full(item: Evidence) -> Evidence | None:
    match item:
        case Difference() | CaseResult():
            return replace(item, expected=None)
        case Witness():
            return _veiled(item)
        case Derivation(lines=lines):
            return Derivation(tuple(_with_veiled_witness(line) for line in lines))
        case Trajectory():
            return replace(item, asked=())
        case Note() | Reading() | Quote() | MaskPicture() | Fault():
            return item
        case _:
            assert_never(item)


def _with_veiled_witness(line: DerivationLine) -> DerivationLine:
    return line if line.witness is None else replace(line, witness=_veiled(line.witness))


def _veiled(witness: Witness) -> Witness:
    """Return a witness without the value of the right answer, unless that is too small to give the answer away."""
    # only a line of the student's own is known not to be the reference
    if _OWN_LINE.fullmatch(witness.right_name) or _PLAIN_VALUE.fullmatch(witness.right_value):
        return witness
    return replace(witness, right_value="")


def _shown_as_hint(item: Evidence) -> Evidence | None:
    match item:
        case Note() | Difference() | Witness() | Trajectory():
            return None  # what right eigenvalues do is what the next part asks
        case CaseResult(outcome=outcome, message=message):
            return replace(item, found="", expected=None, message=message if outcome is CaseOutcome.FAULT else "")
        case MaskPicture():
            return _own_field(item)
        case Derivation(lines=lines):
            return Derivation(tuple(map(_marked_line, lines)))
        case Reading() | Quote() | Fault():
            return item
        case _:
            assert_never(item)


def _marked_line(line: DerivationLine) -> DerivationLine:
    return replace(line, witness=None, remark=line.remark if line.mark is LineMark.UNREAD else "")


def _own_field(mask: MaskPicture) -> Reading:
    """Draw the student's own cells, with nothing said of which of them are right."""
    own = {*mask.right, *mask.extra}
    rows = range(1, mask.rows + 1)
    columns = range(1, mask.columns + 1)
    grid = "\n".join(" ".join("■" if (row, column) in own else "·" for column in columns) for row in rows)
    return Reading(mask.caption or "Your field", text=grid)


def _shown_as_score(item: Evidence) -> Evidence | None:
    return item if isinstance(item, Fault) else None


_SCREENS: Mapping[FeedbackLevel, _Screen] = MappingProxyType(
    {
        FeedbackLevel.FULL: _shown_in_full,
        FeedbackLevel.HINTS: _shown_as_hint,
        FeedbackLevel.SCORES: _shown_as_score,
    }
)
