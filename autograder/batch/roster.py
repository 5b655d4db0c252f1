"""Read a roster: a CSV with columns of our own, or an export of Gradescope, Canvas or Moodle."""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from autograder.batch.sources import Person
from autograder.domain.errors import UsageError

_MOST_BYTES = 32 * 1024 * 1024

_COLUMNS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "name": ("name", "full name", "student", "student name", "nom complet"),
        "first": ("first name", "given name", "given names", "prénom"),
        "last": ("last name", "surname", "family name", "nom", "nom de famille"),
        "sid": (
            "sid",
            "student id",
            "id number",
            "sis user id",
            "student number",
            "student no",
            "student no.",
            "matricule",
            "numéro d'identification",
        ),
        "email": ("email", "email address", "e-mail", "courriel", "adresse de courriel", "sis login id", "username"),
        "sections": ("sections", "section", "group", "groups"),
        "handle": ("identifier", "identifiant", "id"),
        "due": ("due", "due date", "extension", "extended to", "extended until"),
    }
)
"""What we look for to the headings under which it is found, in small letters, the best first."""

_MOODLE_HANDLE = re.compile(r"participant\s*(\d+)", re.IGNORECASE)
# the second row of a Canvas gradebook, and the student that Canvas makes up
_NO_STUDENTS = frozenset({"points possible", "student, test", "test student"})


def read_roster(path: Path) -> tuple[Person, ...]:
    """Return the people of a roster, in its order.

    Raises
    ------
    UsageError
        If it cannot be read, has no column that names people, or nobody in it, or somebody twice.
    """
    rows = list(_rows(path))
    headings = [heading.strip().casefold() for heading in rows[0]] if rows else []
    places = {field: place for field in _COLUMNS if (place := _place(headings, field)) is not None}
    if not {"name", "sid", "email", "last"} & set(places):
        raise UsageError(
            f"the roster {path} has no column that names people; its first line needs one of: name, sid, email"
            f" (it has: {', '.join(rows[0][:8]) if rows else 'nothing'})"
        )
    people = tuple(person for row in rows[1:] if (person := _person(row, places)) is not None)
    if not people:
        raise UsageError(f"the roster {path} names nobody: it has a first line with the columns, and no other")
    _refuse_twice(path, people)
    return people


def _rows(path: Path) -> Sequence[list[str]]:
    try:
        with path.open("rb") as stream:
            written = stream.read(_MOST_BYTES + 1)
    except OSError as error:
        raise UsageError(f"the roster {path} cannot be read: {error.strerror}") from None
    if len(written) > _MOST_BYTES:
        raise UsageError(f"the roster {path} is larger than any class; give a CSV of its people")
    text = _decoded(written)
    try:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
        return [row for row in rows if any(cell.strip() for cell in row)]
    except csv.Error as error:
        raise UsageError(f"the roster {path} is not a CSV that can be read: {error}") from None


def _decoded(written: bytes) -> str:
    if written.startswith((b"\xff\xfe", b"\xfe\xff")):
        return written.decode("utf-16", errors="replace")
    try:
        return written.decode("utf-8-sig")
    except UnicodeDecodeError:
        # what spreadsheets write in western Europe; it decodes any bytes
        return written.decode("latin-1")


def _delimiter(text: str) -> str:
    first = text.lstrip().split("\n", 1)[0]
    return max(",;\t", key=first.count)


def _place(headings: Sequence[str], field: str) -> int | None:
    return next((headings.index(name) for name in _COLUMNS[field] if name in headings), None)


def _person(row: Sequence[str], places: Mapping[str, int]) -> Person | None:
    cells = {field: row[place].strip() if place < len(row) else "" for field, place in places.items()}
    name = cells.get("name", "") or f"{cells.get('first', '')} {cells.get('last', '')}".strip()
    if name.casefold() in _NO_STUDENTS or not (name or cells.get("sid") or cells.get("email")):
        return None
    sections = tuple(filter(None, (part.strip() for part in re.split(r"[;,]| and ", cells.get("sections", "")))))
    handle, due = _handle(cells.get("handle", "")), cells.get("due", "")
    return Person(name, cells.get("sid", ""), cells.get("email", ""), sections, handle, due)


def _handle(written: str) -> str:
    match = _MOODLE_HANDLE.fullmatch(written)
    return match[1] if match else written


def _refuse_twice(path: Path, people: Sequence[Person]) -> None:
    for field in ("sid", "email", "handle"):
        seen: set[str] = set()
        for person in people:
            value = getattr(person, field).casefold()
            if value and value in seen:
                raise UsageError(f'the roster {path} has the {field} "{value}" twice; each student needs one line')
            seen.add(value)
