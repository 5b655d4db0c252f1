"""What a batch knows, on disk: who takes part, what was graded, and what failed.

One SQLite file in WAL mode, written by one process: a result is a row under a key that says everything it depends on,
so that recording it twice changes nothing, and being killed at any moment loses at most what was not yet recorded.
Workers open it for reading only.
"""

import os
import sqlite3
import zlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, ClassVar, Self

from pydantic import ConfigDict, TypeAdapter

from autograder.domain.errors import UsageError
from autograder.domain.roster import Participant

LEDGER = "ledger.sqlite"
_FORMAT = "1"
_PATIENCE_SECONDS = 60.0
_PARTICIPANT = TypeAdapter(Participant)
_SCHEMA = """
CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS participants (
    key TEXT PRIMARY KEY, record TEXT NOT NULL, folder TEXT NOT NULL, submission TEXT NOT NULL, path BLOB NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS results (
    submission TEXT, assignment TEXT, engine TEXT, secret TEXT,
    verdicts BLOB NOT NULL, sources BLOB NOT NULL, run TEXT NOT NULL, final INTEGER NOT NULL,
    PRIMARY KEY (submission, assignment, engine, secret));
CREATE TABLE IF NOT EXISTS failures (
    submission TEXT, assignment TEXT, engine TEXT, secret TEXT, reason TEXT NOT NULL,
    PRIMARY KEY (submission, assignment, engine, secret));
"""
_RECORD = """
INSERT INTO results VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET
    verdicts = excluded.verdicts, sources = excluded.sources, run = excluded.run, final = excluded.final
WHERE NOT results.final
"""


@dataclass(frozen=True, slots=True)
class Version:
    """What a grade depends on besides the submission; `secret` is a fingerprint of the secret."""

    assignment: str
    engine: str
    secret: str

    @property
    def columns(self) -> tuple[str, str, str]:
        """The three as the ledger's key has them."""
        return self.assignment, self.engine, self.secret


@dataclass(frozen=True, slots=True)
class Result:
    """One graded submission as it is stored.

    Parameters
    ----------
    submission
        Fingerprint of all that grading sees of it.
    verdicts
        The bytes of verdicts.json.
    sources
        Name to content of the files that were read.
    run
        What may differ from run to run: times and host.
    final
        False if some of it could not be graded: it is tried again when the batch is.
    """

    submission: str
    verdicts: bytes
    sources: Mapping[str, bytes]
    run: Mapping[str, Any]
    final: bool = True

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(ser_json_bytes="base64", val_json_bytes="base64")


@dataclass(frozen=True, slots=True)
class Entry:
    """One participant in the ledger; `submission` and `path` are empty where nothing was handed in.

    Parameters
    ----------
    folder
        Name of the participant's folder: the key, or what stands for it in a class without names.
    """

    participant: Participant
    folder: str
    submission: str = ""
    path: str = ""


_SOURCES: TypeAdapter[Mapping[str, bytes]] = TypeAdapter(
    Mapping[str, bytes], config={"ser_json_bytes": "base64", "val_json_bytes": "base64"}
)
_RUN: TypeAdapter[Mapping[str, Any]] = TypeAdapter(Mapping[str, Any])


class Ledger:
    """The ledger of one batch, to be used in a ``with`` statement.

    Parameters
    ----------
    path
        The file; it is made if it does not exist.
    read_only
        True for a worker: it must exist, and nothing can be changed.

    Raises
    ------
    UsageError
        If the file is no ledger, or of another format.
    """

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        mode = "ro" if read_only else "rwc"
        self._database = sqlite3.connect(f"{path.absolute().as_uri()}?mode={mode}", uri=True, timeout=_PATIENCE_SECONDS)
        try:
            self._prepare(path, read_only=read_only)
        except BaseException:  # whatever cut it short, nobody else could close the file
            self.close()
            raise

    def _prepare(self, path: Path, *, read_only: bool) -> None:
        try:
            if not read_only:
                self._database.execute("PRAGMA journal_mode = WAL")
                self._database.executescript(_SCHEMA)
            known = self.fact("format")
        except sqlite3.DatabaseError as error:
            raise UsageError(
                f"{path} cannot be used as the ledger of a batch ({error}); start over with --fresh"
            ) from None
        if known not in ("", _FORMAT):
            raise UsageError(f"{path} was written by another version of autograde; start over with --fresh")
        if not known and not read_only:
            self.state({"format": _FORMAT})

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def fact(self, name: str) -> str:
        """Return what is stated about the batch as a whole; empty if nothing is."""
        row = self._database.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
        return str(row[0]) if row else ""

    def state(self, facts: Mapping[str, str]) -> None:
        """State facts about the batch as a whole."""
        with self._database:
            self._database.executemany("INSERT OR REPLACE INTO facts VALUES (?, ?)", facts.items())

    def enter(self, entries: Sequence[Entry]) -> None:
        """Make `entries` the participants of the batch, in place of those before."""
        rows = [
            (
                entry.participant.key,
                _PARTICIPANT.dump_json(entry.participant).decode(),
                entry.folder,
                entry.submission,
                os.fsencode(entry.path),  # a name on disk may be no text
            )
            for entry in entries
        ]
        with self._database:
            self._database.execute("DELETE FROM participants")
            self._database.executemany("INSERT INTO participants VALUES (?, ?, ?, ?, ?)", rows)

    def entries(self) -> Iterator[Entry]:
        """Walk through the participants by key."""
        for row in self._database.execute("SELECT record, folder, submission, path FROM participants ORDER BY key"):
            yield _entry(row)

    def entry(self, key: str) -> Entry:
        """Return one participant."""
        query = "SELECT record, folder, submission, path FROM participants WHERE key = ?"
        return _entry(self._database.execute(query, (key,)).fetchone())

    def known(self, version: Version) -> frozenset[str]:
        """Return the submissions that are graded to the end under a version."""
        query = "SELECT submission FROM results WHERE final AND assignment = ? AND engine = ? AND secret = ?"
        return frozenset(row[0] for row in self._database.execute(query, version.columns))

    def record(self, version: Version, results: Sequence[Result]) -> None:
        """Record results; what is recorded already stays as it is, unless it was not final."""
        rows = [
            (
                result.submission,
                *version.columns,
                zlib.compress(result.verdicts),
                zlib.compress(_SOURCES.dump_json(result.sources)),
                _RUN.dump_json(result.run).decode(),
                result.final,
            )
            for result in results
        ]
        with self._database:
            self._database.executemany(_RECORD, rows)

    def reopen(self, version: Version, submissions: Collection[str]) -> None:
        """Have results, final until now, graded again; they stand until then."""
        query = "UPDATE results SET final = 0 WHERE submission = ? AND assignment = ? AND engine = ? AND secret = ?"
        with self._database:
            self._database.executemany(query, [(submission, *version.columns) for submission in submissions])

    def fail(self, version: Version, failures: Mapping[str, str]) -> None:
        """Make `failures`, submission to reason, all that failed under a version."""
        rows = [(submission, *version.columns, reason) for submission, reason in failures.items()]
        with self._database:
            self._database.execute(
                "DELETE FROM failures WHERE assignment = ? AND engine = ? AND secret = ?", version.columns
            )
            self._database.executemany("INSERT INTO failures VALUES (?, ?, ?, ?, ?)", rows)

    def result(self, version: Version, submission: str) -> Result | None:
        """Return one result, final or not, or None if there is none."""
        query = (
            "SELECT verdicts, sources, run, final FROM results"
            " WHERE submission = ? AND assignment = ? AND engine = ? AND secret = ?"
        )
        row = self._database.execute(query, (submission, *version.columns)).fetchone()
        if row is None:
            return None
        sources = _SOURCES.validate_json(zlib.decompress(row[1]))
        return Result(submission, zlib.decompress(row[0]), sources, _RUN.validate_json(row[2]), bool(row[3]))

    def failure(self, version: Version, submission: str) -> str:
        """Return why a submission could not be graded; empty if it could, or was not tried."""
        query = "SELECT reason FROM failures WHERE submission = ? AND assignment = ? AND engine = ? AND secret = ?"
        row = self._database.execute(query, (submission, *version.columns)).fetchone()
        return str(row[0]) if row else ""


def _entry(row: tuple[str, str, str, bytes]) -> Entry:
    record, folder, submission, path = row
    return Entry(_PARTICIPANT.validate_json(record), folder, submission, os.fsdecode(path))
