"""CSV that any spreadsheet opens as it is meant, and in which nothing a student wrote is run."""

import csv
import io
from collections.abc import Iterable

from autograder.reporting.visible import visible

_RUN_BY_SPREADSHEETS = ("=", "+", "-", "@", "\t", "\r")


def csv_bytes(header: Iterable[str], rows: Iterable[Iterable[str]]) -> bytes:
    """Return a table as UTF-8 with the mark by which spreadsheets know it for UTF-8.

    Cells that a spreadsheet would take for a formula get an apostrophe before them, unless they are numbers.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([_safe(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _safe(cell: str) -> str:
    shown = visible(cell)
    return f"'{shown}" if shown.startswith(_RUN_BY_SPREADSHEETS) and not _is_number(shown) else shown


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True
