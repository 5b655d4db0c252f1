"""From filled-in rows to marks: all of a sheet or nothing of it, and nothing twice."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from autograder.batch.marking.filled import FilledRow
from autograder.batch.marking.items import answer_id
from autograder.batch.marking.store import MarksByParticipant
from autograder.domain.errors import UsageError
from autograder.domain.graded import GradedSubmission
from autograder.domain.marks import CriterionKey, Mark
from autograder.domain.points import format_points
from autograder.scoring import answer_sha256, holds, state_of

_MOST_SAID = 10
_AWAITING = frozenset({"pending", "undecided", "ungraded"})


@dataclass(frozen=True, slots=True)
class MarkableCriterion:
    """What a criterion is worth, the machine's own state of it, and what stands for the answer that was looked at."""

    points: Fraction
    state: str
    answer_sha256: str


@dataclass(frozen=True, slots=True)
class Markable:
    """What a mark can be about: a submission's criteria."""

    participant: str
    submission_sha256: str
    criteria: Mapping[CriterionKey, "MarkableCriterion"]

    @property
    def answer(self) -> str:
        """What stands for it on the sheets."""
        return answer_id(self.participant, self.submission_sha256)


def markable(participant: str, graded: GradedSubmission) -> Markable:
    """Return what can be marked of a submission as the machine graded it."""
    criteria = {
        CriterionKey(found.id, part.id, one.id): MarkableCriterion(one.points, state_of(one), looked_at)
        for found, part in graded.parts()
        for looked_at in [answer_sha256(part)]
        for one in part.criteria
    }
    return Markable(participant, graded.submission_sha256, criteria)


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
    submissions: Mapping[str, Markable],
    marks: MarksByParticipant,
    decider: Decider,
) -> Merged:
    """Match the rows of a sheet with what was graded.

    Parameters
    ----------
    submissions
        By what stands for them on the sheets.
    marks
        What humans have decided so far.

    Raises
    ------
    UsageError
        If any row fits nothing, is about what awaits nobody, gives points that are not to be had, or contradicts
        another row; every such row is named, and nothing is to be kept.
    """
    found: dict[tuple[str, CriterionKey], Mark] = {}
    problems: list[str] = []
    known = 0
    for row in rows:
        one = submissions.get(row.answer)
        mark = _unknown(row) if one is None else _not_asked(row, one, marks) or _decide(row, one, marks, decider)
        if isinstance(mark, str):
            problems.append(f"row {row.line}: {mark}")
        elif mark is None:
            known += 1
        elif _contradicts(found.setdefault((mark.participant, mark.key), mark), mark):
            problems.append(f"row {row.line}: gives {row.criterion} of {row.answer} other points than a row above")
    if problems:
        raise UsageError(_say(problems))
    return Merged(tuple(found.values()), known)


def override(row: FilledRow, submission: Markable, marks: MarksByParticipant, decider: Decider) -> Mark | None:
    """Return the mark that changes one criterion of one participant, whatever stood there; None if it stands already.

    Raises
    ------
    UsageError
        If there is no such criterion, the points are not to be had, or no reason is given.
    """
    if not row.why:
        raise UsageError("an override needs its reason, which the student is shown: add --why")
    mark = _decide(row, submission, marks, decider)
    if isinstance(mark, str):
        raise UsageError(mark)
    return mark


def _contradicts(first: Mark, second: Mark) -> bool:
    return (first.points, first.why) != (second.points, second.why)


def _unknown(row: FilledRow) -> str:
    return f'there is no answer "{row.answer}" in this class; it may have been handed in anew since'


def _not_asked(row: FilledRow, one: Markable, marks: MarksByParticipant) -> str:
    """Say that a row decides what awaits nobody, as after a slip in a spreadsheet; empty if it does not."""
    key = next((key for key in one.criteria if str(key) == row.criterion), None)
    if key is None or one.criteria[key].state in _AWAITING or key in marks.get(one.participant, {}):
        return ""
    return (
        f"{row.criterion} of {row.answer} is not on the sheet: the machine judged it, {one.criteria[key].state}; take "
        "the row out, or change the points with `autograde override`"
    )


def _decide(row: FilledRow, one: Markable, marks: MarksByParticipant, decider: Decider) -> Mark | str | None:
    """Return the mark of one row, None if it is kept already, or what is wrong with the row."""
    key = next((key for key in one.criteria if str(key) == row.criterion), None)
    if key is None:
        example = next(iter(one.criteria), "4.1/A/matrix")
        return f'there is no criterion "{row.criterion}"; they are written like {example}'
    if isinstance(row.points, str):
        return f"{row.points}; write 2, 1.5 or 1/2"
    criterion = one.criteria[key]
    possible, was = criterion.points, criterion.state
    if row.points > possible:
        return f"{format_points(row.points)} points for {key}, which is worth {format_points(possible)}"
    last = marks.get(one.participant, {}).get(key)
    if last is not None and holds(last, one.submission_sha256, criterion.answer_sha256):
        if (last.points, last.why) == (row.points, row.why):
            return None
        was = f"{format_points(last.points)} of {format_points(possible)}"
    return Mark(
        participant=one.participant,
        submission_sha256=one.submission_sha256,
        key=key,
        was=was,
        points=row.points,
        by=decider.by,
        at=decider.at,
        why=row.why,
        answer_sha256=criterion.answer_sha256,
    )


def _say(problems: Sequence[str]) -> str:
    more = f"; and {len(problems) - _MOST_SAID} more" if len(problems) > _MOST_SAID else ""
    return f"nothing was merged: {'; '.join(problems[:_MOST_SAID])}{more}"
