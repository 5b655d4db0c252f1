"""marks.jsonl: every human decision on a class, one a line, only ever added to."""

import os
from collections import defaultdict
from collections.abc import Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from types import MappingProxyType
from typing import Annotated

from pydantic import BaseModel, ConfigDict, PlainSerializer, ValidationError, WithJsonSchema
from pydantic.functional_validators import BeforeValidator

from autograder.domain.errors import UsageError
from autograder.domain.marks import CriterionKey, Mark
from autograder.domain.points import parse_points

MARKS_FILE = "marks.jsonl"

MarksByParticipant = Mapping[str, Mapping[CriterionKey, Mark]]
"""Participant's key to the marks that count."""

_Points = Annotated[Fraction, BeforeValidator(parse_points), PlainSerializer(str), WithJsonSchema({"type": "string"})]


class _Row(BaseModel):
    """A mark as a line of the file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    participant: str
    submission_sha256: str
    subquestion: str
    part: str
    criterion: str
    was: str
    points: _Points
    by: str
    at: str
    why: str
    answer_sha256: str = ""


def append_marks(folder: Path, marks: Sequence[Mark]) -> None:
    """Add marks to the file of a class: all of them, on the disk when this returns.

    Raises
    ------
    UsageError
        If the file cannot be written.
    """
    lines = b"".join(_row(mark).model_dump_json().encode() + b"\n" for mark in marks)
    path = folder / MARKS_FILE
    try:
        with path.open("ab") as file:
            # what an interrupted write left is no mark: it must not run into the next one
            whole = _whole_bytes(path.read_bytes())
            file.truncate(whole)
            file.write(lines)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise UsageError(f"cannot write {path}: {error.strerror or error}") from error


def read_marks(folder: Path) -> MarksByParticipant:
    """Return the marks of a class that count: of several about one criterion, the last.

    Raises
    ------
    UsageError
        If a line of the file is no mark.
    """
    path = folder / MARKS_FILE
    found: defaultdict[str, dict[CriterionKey, Mark]] = defaultdict(dict)
    content = path.read_bytes() if path.exists() else b""
    for number, line in enumerate(content[: _whole_bytes(content)].splitlines(), start=1):
        mark = _read_line(path, number, line)
        found[mark.participant][mark.key] = mark
    return MappingProxyType(dict(found))


def _whole_bytes(content: bytes) -> int:
    return content.rfind(b"\n") + 1


def _read_line(path: Path, number: int, line: bytes) -> Mark:
    try:
        row = _Row.model_validate_json(line)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"])) or "the line"
        raise UsageError(f"{path}, line {number} is no mark ({where}: {first['msg']}); restore the file") from None
    key = CriterionKey(row.subquestion, row.part, row.criterion)
    return Mark(
        row.participant, row.submission_sha256, key, row.was, row.points, row.by, row.at, row.why, row.answer_sha256
    )


def _row(mark: Mark) -> _Row:
    return _Row(
        participant=mark.participant,
        submission_sha256=mark.submission_sha256,
        subquestion=mark.key.subquestion,
        part=mark.key.part,
        criterion=mark.key.criterion,
        was=mark.was,
        points=str(mark.points),
        by=mark.by,
        at=mark.at,
        why=mark.why,
        answer_sha256=mark.answer_sha256,
    )
