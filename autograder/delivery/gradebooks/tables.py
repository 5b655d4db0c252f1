"""A CSV file of another system, read and given back as it was: same encoding mark, separator, line ends and order."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.domain.errors import UsageError

_BOM = "\ufeff"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, with how the file wrote them.

    Parameters
    ----------
    path
        Where it came from, for messages.
    delimiter
        ``,``, ``;`` or a tab.
    """

    path: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    delimiter: str = ","
    line_end: str = "\r\n"
    marked: bool = False

    def column(self, name: str) -> int | None:
        """Return the position of a column, whatever the case and the spaces around it; None if there is none."""
        wanted = name.strip().casefold()
        return next((place for place, head in enumerate(self.header) if head.strip().casefold() == wanted), None)

    def encode(self, rows: Sequence[Sequence[str]]) -> bytes:
        """Return the file with other rows under the same header."""
        text = io.StringIO(newline="")
        writer = csv.writer(text, delimiter=self.delimiter, lineterminator=self.line_end)
        writer.writerow(self.header)
        writer.writerows(rows)
        return (_BOM * self.marked + text.getvalue()).encode("utf-8")


def read_table(path: Path) -> Table:
    """Read a CSV file.

    Raises
    ------
    UsageError
        If it cannot be read, is not UTF-8, or has no header.
    """
    try:
        text = path.read_bytes().decode("utf-8")
    except OSError as error:
        raise UsageError(f"cannot read {path}: {error.strerror or error}") from None
    except UnicodeDecodeError:
        raise UsageError(f'{path} is not UTF-8; export it again, or save it as "CSV UTF-8"') from None
    plain = text.removeprefix(_BOM)
    head = plain.partition("\n")[0]
    delimiter = max(",;\t", key=head.count)
    try:
        rows = [tuple(row) for row in csv.reader(io.StringIO(plain, newline=""), delimiter=delimiter, strict=True)]
    except csv.Error as error:
        raise UsageError(f"{path} is not well-formed CSV: {error}") from None
    if not rows or not any(rows[0]):
        raise UsageError(f"{path} is empty; give the gradebook's own export")
    width = len(rows[0])
    return Table(
        path=str(path),
        header=rows[0],
        rows=tuple((*row, *[""] * (width - len(row))) for row in rows[1:] if row),
        delimiter=delimiter,
        line_end="\r\n" if head.endswith("\r") else "\n",
        marked=text.startswith(_BOM),
    )
