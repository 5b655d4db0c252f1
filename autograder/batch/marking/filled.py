"""A filled-in marking.csv, read row by row; whatever is wrong in it is said with its line."""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from autograder.domain.errors import UsageError
from autograder.domain.points import parse_points, vulgar_to_plain
from autograder.reporting.spreadsheets import without_guards

_NEEDED = ("answer", "criterion", "points")


@dataclass(frozen=True, slots=True)
class FilledRow:
    """One decision as it was written.

    Parameters
    ----------
    line
        Line of the file, counted from 1.
    points
        The points given, or the sentence that says why they cannot be read.
    """

    line: int
    answer: str
    criterion: str
    points: Fraction | str
    why: str


def read_filled(path: Path) -> tuple[FilledRow, ...]:
    """Return the rows in which points were filled in.

    Raises
    ------
    UsageError
        If the file cannot be read or lacks a column.
    """
    reader = csv.DictReader(io.StringIO(_text(path), newline=""), dialect=_dialect(_text(path)))
    try:
        missing = [name for name in _NEEDED if name not in (reader.fieldnames or ())]
        if missing:
            raise UsageError(f'{path} has no column "{missing[0]}"; fill in the marking.csv of the class')
        return tuple(_rows(reader))
    except csv.Error as error:
        raise UsageError(f"{path}, line {reader.line_num}: {error}") from None


def filled_cells(path: Path) -> Mapping[tuple[str, str], tuple[str, str]]:
    """Return what was filled in, as it was written: answer and criterion to points and reason.

    A file that is not there, or no sheet, has nothing filled in.
    """
    try:
        reader = csv.DictReader(io.StringIO(_text(path), newline=""), dialect=_dialect(_text(path)))
        return {
            (row.get("answer") or "", row.get("criterion") or ""): (row.get("points") or "", row.get("why") or "")
            for row in reader
            if row.get("points") or row.get("why")
        }
    except (UsageError, csv.Error):
        return {}


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise UsageError(f"cannot read {path}: {error.strerror or error}") from None
    except UnicodeDecodeError:
        raise UsageError(f'{path} is not UTF-8; save it as "CSV UTF-8"') from None


def _dialect(text: str) -> type[csv.Dialect]:
    # spreadsheets of half of Europe save semicolons, because the comma is their decimal sign
    head = text.partition("\n")[0]

    class Saved(csv.excel):
        delimiter = max(",;\t", key=head.count)

    return Saved


def _rows(reader: "csv.DictReader[str]") -> Iterator[FilledRow]:
    # rows as a spreadsheet counts them: a cell of several lines is one row
    for number, row in enumerate(reader, start=2):
        cells: Mapping[str, str] = {name: (row.get(name) or "").strip() for name in (*_NEEDED, "why")}
        if cells["points"]:
            yield FilledRow(
                number,
                cells["answer"],
                cells["criterion"],
                read_points(cells["points"]),
                without_guards(cells["why"]),
            )


def read_points(written: str) -> Fraction | str:
    """Read points as people write them, ``1½`` or ``1,5``, or say why they cannot be read."""
    try:
        return parse_points(vulgar_to_plain(written.replace(",", ".")))
    except ValueError as error:
        return str(error)
