"""Human decisions added to those of a class: a filled-in sheet, or one criterion of one participant."""

from collections.abc import Sequence
from pathlib import Path

from autograder.batch.ledger import Entry
from autograder.batch.marking import (
    Decider,
    FilledRow,
    Merged,
    append_marks,
    markable,
    merge_marks,
    override,
    read_filled,
    read_marks,
)
from autograder.batch.recorded import graded_submissions, recorded_class
from autograder.domain.errors import UsageError
from autograder.domain.marks import Mark


def merge_sheet(out: Path, sheet: Path, decider: Decider) -> Merged:
    """Add the decisions of a filled-in sheet to those of a class.

    Raises
    ------
    UsageError
        If the sheet does not fit the class; nothing of it is then kept.
    """
    try:
        return _merge(out, read_filled(sheet), decider)
    except UsageError as error:
        # of several sheets, those before this one are kept
        raise error if str(sheet) in str(error) else UsageError(f"{sheet}: {error}") from None


def _merge(out: Path, rows: Sequence[FilledRow], decider: Decider) -> Merged:
    wanted = {row.answer for row in rows}
    with recorded_class(out) as (ledger, setup):
        everybody = (
            markable(entry.participant.key, graded) for entry, graded in graded_submissions(ledger, setup.version)
        )
        submissions = {one.answer: one for one in everybody if one.answer in wanted}
        merged = merge_marks(rows, submissions, read_marks(out), decider)
        append_marks(out, merged.new)
    return merged


def change_points(out: Path, participant: str, row: FilledRow, decider: Decider) -> Mark | None:
    """Add one decision about one participant, whatever the machine said; None if it stands already.

    Raises
    ------
    UsageError
        If there is no graded submission of such a participant, no such criterion, or the points are not to be had.
    """
    with recorded_class(out) as (ledger, setup):
        everybody = graded_submissions(ledger, setup.version)
        found = next(((entry, graded) for entry, graded in everybody if participant in _names(entry)), None)
        if found is None:
            raise UsageError(
                f'nobody with a submission in {out} is known as "{participant}"; give the name of a student\'s folder'
            )
        entry, graded = found
        mark = override(row, markable(entry.participant.key, graded), read_marks(out), decider)
        append_marks(out, [mark] if mark else [])
    return mark


def _names(entry: Entry) -> tuple[str, ...]:
    one = entry.participant
    return tuple(filter(None, (one.key, entry.folder, one.sid, one.email)))
