"""Human marks laid over a graded submission; the machine's own record stays as it was."""

import hashlib
from collections.abc import Iterator, Mapping, Set
from dataclasses import fields, is_dataclass, replace
from fractions import Fraction
from typing import assert_never

from autograder.domain.evidence import Note
from autograder.domain.graded import (
    Alert,
    AlertLevel,
    GradedCriterion,
    GradedPart,
    GradedQuestion,
    GradedSubmission,
    GradedSubquestion,
)
from autograder.domain.marks import MARKED, CriterionKey, Mark
from autograder.domain.points import format_points
from autograder.domain.verdicts import Judged, Pending, Undecided, Ungraded, Verdict
from autograder.scoring.tally import add_tallies, tally_criteria


def apply_marks(graded: GradedSubmission, marks: Mapping[CriterionKey, Mark]) -> GradedSubmission:
    """Return the submission as the marks leave it: what they decide is `Judged`, and every tally follows.

    Marks of other answers, and of criteria that the assignment does not have, change nothing. What the machine had
    judged itself and a human changed, and what does not hold any more, is said in an alert: nothing changes silently.
    """
    if not marks:
        return graded
    of_these = dict(_holding(graded, marks))
    questions = tuple(_question(question, of_these) for question in graded.questions)
    alerts = [_override(found, mark) for found, mark in _overridden(graded, of_these)]
    alerts += _outlived(graded, marks.keys() - of_these.keys())
    tally = add_tallies(question.tally for question in questions)
    return replace(graded, questions=questions, tally=tally, alerts=(*graded.alerts, *alerts))


def answer_sha256(part: GradedPart) -> str:
    """Return what tells one answer to a part from another: all that a person is shown of it, but not where it stood."""
    return hashlib.sha256(repr(_shown(part.alternatives)).encode("utf-8", "surrogatepass")).hexdigest()


def holds(mark: Mark, submission_sha256: str, looked_at: str) -> bool:
    """Say whether a mark is about a submission, or about the same answer to its part in an earlier one."""
    return mark.submission_sha256 == submission_sha256 or mark.answer_sha256 == looked_at


def state_of(criterion: GradedCriterion) -> str:
    """Say what a criterion's verdict comes to: ``pending``, ``undecided``, ``ungraded``, or ``½ of 2``."""
    match criterion.verdict:
        case Judged():
            return f"{format_points(criterion.earned)} of {format_points(criterion.points)}"
        case Pending() | Undecided() | Ungraded():
            return criterion.verdict.kind
        case _:
            assert_never(criterion.verdict)


def _holding(graded: GradedSubmission, marks: Mapping[CriterionKey, Mark]) -> Iterator[tuple[CriterionKey, Mark]]:
    for found, part in graded.parts():
        looked_at = answer_sha256(part)
        for one in part.criteria:
            key = CriterionKey(found.id, part.id, one.id)
            if key in marks and holds(marks[key], graded.submission_sha256, looked_at):
                yield key, marks[key]


def _shown(value: object) -> object:
    if isinstance(value, tuple):
        return tuple(map(_shown, value))
    if not is_dataclass(value):
        return str(value)
    content = (_shown(getattr(value, one.name)) for one in fields(value) if one.name != "place")
    return (type(value).__name__, *content)


def _outlived(graded: GradedSubmission, keys: Set[CriterionKey]) -> list[Alert]:
    """Say which decisions were about answers that are others now."""
    known = (CriterionKey(found.id, part.id, one.id) for found, part, one in graded.criteria())
    named = ", ".join(str(key) for key in known if key in keys)
    if not named:
        return []
    message = "What a person decided about an earlier answer does not count for this one, which is another"
    return [Alert(AlertLevel.NOTICE, f"{message}: {named}.")]


def _question(question: GradedQuestion, marks: Mapping[CriterionKey, Mark]) -> GradedQuestion:
    subquestions = tuple(_subquestion(found, marks) for found in question.subquestions)
    return replace(question, subquestions=subquestions, tally=add_tallies(found.tally for found in subquestions))


def _subquestion(found: GradedSubquestion, marks: Mapping[CriterionKey, Mark]) -> GradedSubquestion:
    parts = tuple(_part(part, found.id, marks) for part in found.parts)
    return replace(found, parts=parts, tally=add_tallies(part.tally for part in parts))


def _part(part: GradedPart, subquestion: str, marks: Mapping[CriterionKey, Mark]) -> GradedPart:
    criteria = tuple(_criterion(one, marks.get(CriterionKey(subquestion, part.id, one.id))) for one in part.criteria)
    return replace(part, criteria=criteria, tally=tally_criteria(criteria))


def _criterion(criterion: GradedCriterion, mark: Mark | None) -> GradedCriterion:
    if mark is None:
        return criterion
    return replace(criterion, earned=mark.points, verdict=_verdict(criterion.verdict, criterion.points, mark))


def _verdict(verdict: Verdict, points: Fraction, mark: Mark) -> Judged:
    said = f"{MARKED}: {mark.why}" if mark.why else f"{MARKED}."
    # a criterion worth nothing has no share of it to earn
    credit = mark.points / points if points else Fraction(0)
    return Judged(credit, (Note(said), *verdict.evidence))


def _overridden(graded: GradedSubmission, marks: Mapping[CriterionKey, Mark]) -> list[tuple[GradedCriterion, Mark]]:
    return [
        (criterion, marks[key])
        for found, part, criterion in graded.criteria()
        if (key := CriterionKey(found.id, part.id, criterion.id)) in marks
        and isinstance(criterion.verdict, Judged)
        and criterion.earned != marks[key].points
    ]


def _override(criterion: GradedCriterion, mark: Mark) -> Alert:
    changed = f"from {state_of(criterion)} to {format_points(mark.points)}"
    message = f"{mark.key.subquestion}, {criterion.title}: a person changed the points {changed}."
    return Alert(AlertLevel.NOTICE, message, mark.why)
