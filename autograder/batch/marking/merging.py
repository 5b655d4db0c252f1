"""From filled-in rows to marks: all of a sheet or nothing of it, and nothing twice."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from autograder.batch.marking.filled import FilledRow
from autograder.batch.marking.items import answer_id
from autograder.batch.marking.store import MarksByParticipant
from autograder.domain.errors import UsageError
from autograder.domain.graded import GradedCriterion, GradedSubmission
from autograder.domain.marks import CriterionKey, Mark
from autograder.domain.points import format_points
from autograder.scoring import state_of

_MOST_SAID = 10


@dataclass(frozen=True, slots=True)
class Merged:
    """What a sheet comes to.

    Parameters
    ----------
    new
        The marks to keep, in the order of the sheet.
    known
        How many of its rows say what is kept already.
    """

    new: tuple[Mark, ...]
    known: int


@dataclass(frozen=True, slots=True)
class Decider:
    """Who decides, and when (ISO 8601, UTC)."""

    by: str
    at: str


def merge_marks(
    rows: Sequence[FilledRow],
    graded: Mapping[str, GradedSubmission],
    marks: MarksByParticipant,
    decider: Decider,
) -> Merged:
    """Match the rows of a sheet with what was graded.

    Parameters
    ----------
    graded
        Participant's key to the submission as the machine graded it.
    marks
        What humans have decided so far.

    Raises
    ------
    UsageError
        If any row fits nothing, gives points that are not to be had, or contradicts another row; every such row is
        named, and nothing is to be kept.
    """
    answers = {answer_id(key, one.submission_sha256): (key, one) for key, one in graded.items()}
    found: dict[tuple[str, CriterionKey], Mark] = {}
    problems: list[str] = []
    known = 0
    for row in rows:
        mark = _mark(row, answers, marks, decider)
        if isinstance(mark, str):
            problems.append(f"line {row.line}: {mark}")
        elif mark is None:
            known += 1
        elif _contradicts(found.setdefault((mark.participant, mark.key), mark), mark):
            problems.append(f"line {row.line}: gives {row.criterion} of {row.answer} other points than a line above")
    if problems:
        raise UsageError(_say(problems))
    return Merged(tuple(found.values()), known)


def override(graded: GradedSubmission, participant: str, row: FilledRow, decider: Decider) -> Mark:
    """Return the mark that changes one criterion of one participant, whatever stood there.

    Raises
    ------
    UsageError
        If there is no such criterion, the points are not to be had, or no reason is given.
    """
    if not row.why:
        raise UsageError("an override needs its reason, which the student is shown: add --why")
    mark = _decide(row, participant, graded, {}, decider)
    if isinstance(mark, str):
        raise UsageError(mark)
    assert mark is not None  # nothing is known of it yet
    return mark


def _contradicts(first: Mark, second: Mark) -> bool:
    return (first.points, first.why) != (second.points, second.why)


def _mark(
    row: FilledRow,
    answers: Mapping[str, tuple[str, GradedSubmission]],
    marks: MarksByParticipant,
    decider: Decider,
) -> Mark | str | None:
    """Return the mark of one row, None if it is kept already, or what is wrong with the row."""
    if row.answer not in answers:
        return f'there is no answer "{row.answer}" in this class; it may have been handed in anew since'
    participant, graded = answers[row.answer]
    return _decide(row, participant, graded, marks.get(participant, {}), decider)


def _decide(
    row: FilledRow,
    participant: str,
    graded: GradedSubmission,
    kept: Mapping[CriterionKey, Mark],
    decider: Decider,
) -> Mark | str | None:
    criteria = dict(_criteria(graded))
    key = next((key for key in criteria if str(key) == row.criterion), None)
    if key is None:
        return f'there is no criterion "{row.criterion}"; they are written like {next(iter(criteria), "4.1/A/matrix")}'
    if isinstance(row.points, str):
        return row.points
    criterion = criteria[key]
    if row.points > criterion.points:
        return f"{format_points(row.points)} points for {key}, which is worth {format_points(criterion.points)}"
    last = kept.get(key)
    of_these = last is not None and last.submission_sha256 == graded.submission_sha256
    if last is not None and of_these and (last.points, last.why) == (row.points, row.why):
        return None
    was = (
        f"{format_points(last.points)} of {format_points(criterion.points)}"
        if last and of_these
        else state_of(criterion)
    )
    return Mark(participant, graded.submission_sha256, key, was, row.points, decider.by, decider.at, row.why)


def _criteria(graded: GradedSubmission) -> Iterable[tuple[CriterionKey, GradedCriterion]]:
    for question in graded.questions:
        for found in question.subquestions:
            for part in found.parts:
                for criterion in part.criteria:
                    yield CriterionKey(found.id, part.id, criterion.id), criterion


def _say(problems: Sequence[str]) -> str:
    more = f"; and {len(problems) - _MOST_SAID} more" if len(problems) > _MOST_SAID else ""
    return f"nothing was merged: {'; '.join(problems[:_MOST_SAID])}{more}"
