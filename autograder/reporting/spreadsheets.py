"""CSV that any spreadsheet opens as it is meant, and in which nothing a student wrote is run."""

import csv
import io
import re
from collections.abc import Iterable

from autograder.reporting.visible import visible

# an apostrophe goes before each of these at the start of a cell; the wide ones are for Japanese keyboards
_FORMULA = r"(?=[=+\-@\t\r\uff1d\uff0b\uff0d\uff20])"
# where the comma is the decimal sign a semicolon ends a cell, and quotation marks in the middle of one hold nothing
# together: what follows a semicolon or a new line may be a cell of its own
_CELL_MAY_BEGIN = r"(?:^|(?<=[;\n]))"
_GUARDED = re.compile(_CELL_MAY_BEGIN + _FORMULA)
_GUARD = re.compile(f"{_CELL_MAY_BEGIN}'{_FORMULA}")


def csv_bytes(header: Iterable[str], rows: Iterable[Iterable[str]]) -> bytes:
    """Return a table as UTF-8 with the mark by which spreadsheets know it for UTF-8.

    Cells that a spreadsheet would take for a formula get an apostrophe before them, unless they are numbers.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([_safe(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def without_guards(cell: str) -> str:
    """Return what a cell said before it was kept from being run."""
    return _GUARD.sub("", cell)


def _safe(cell: str) -> str:
    shown = visible(cell)
    return shown if _is_number(shown) else _GUARDED.sub("'", shown)


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True
