"""The folder of a batch: what is ours in it, and that only one batch works there at a time."""

import errno
import fcntl
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path

from autograder.batch.ledger import LEDGER
from autograder.domain.errors import UsageError

ROOM = ".autograde"
STUDENTS = "students"
STAGED = "staged"
OUTBOX = "outbox"
NAMES = "names.csv"
LOGS = "workers"
_DISK_TROUBLE = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO, errno.EACCES, errno.EPERM})
# human work is never ours to remove: marks.jsonl stays
_MADE = ("index.html", "class.json", "marking.csv", "questions", "clusters", "pairs", STUDENTS, "tables", "marking")


class Start(StrEnum):
    """What to do with what is there."""

    EITHER = "either"
    """Go on where there is something to go on with."""
    RESUME = "resume"
    FRESH = "fresh"


@contextmanager
def open_room(out: Path, start: Start) -> Iterator[Path]:
    """Make or enter the folder of a batch, and keep every other batch out of it.

    Raises
    ------
    UsageError
        If the folder is somebody else's, there is nothing to resume, another batch is at work there, or the disk
        fails while it is open.
    """
    room = out / ROOM
    _refuse_foreign(out, room)
    if start is Start.RESUME and not (room / LEDGER).exists():
        raise UsageError(f"there is nothing to resume in {out}; leave --resume out to begin")
    try:
        room.mkdir(parents=True, exist_ok=True)
        lock = (room / "lock").open("w")
    except OSError as error:
        raise UsageError(f"cannot write into {out}: {error.strerror or error}") from None
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise UsageError(f"another batch is at work in {out}; wait for it, or choose another --out") from None
        with _said_of_the_disk(out):
            if start is Start.FRESH:
                _clear(out, room)
            yield room


@contextmanager
def _said_of_the_disk(out: Path) -> Iterator[None]:
    """Say what only the operator can mend as such: what is recorded already is whole, and stays."""
    try:
        yield
    except (OSError, sqlite3.OperationalError) as error:
        if isinstance(error, OSError) and error.errno not in _DISK_TROUBLE:
            raise
        said = error.strerror if isinstance(error, OSError) else str(error)
        raise UsageError(
            f"cannot write into {out}: {said}; once that is mended, the same command goes on from here"
        ) from error


def remove(path: Path) -> None:
    """Remove a file, or a folder with all in it, if it is there."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _refuse_foreign(out: Path, room: Path) -> None:
    if out.exists() and not out.is_dir():
        raise UsageError(f"{out} is a file; --out takes a folder")
    if out.exists() and not room.is_dir() and any(out.iterdir()):
        raise UsageError(f"{out} holds files of something else; choose a new or empty folder for --out")


def _clear(out: Path, room: Path) -> None:
    for name in _MADE:
        remove(out / name)
    for path in room.iterdir():
        if path.name != "lock":
            remove(path)
