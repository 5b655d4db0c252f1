"""Where submissions lie: a folder, or a zip of them that is read through and never unpacked as a whole."""

import os
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Protocol

from autograder.domain.errors import UnreadableSubmission, UsageError
from autograder.intake.archive.end_record import find_directory
from autograder.intake.archive.entries import is_left_over
from autograder.intake.archive.limits import MEBIBYTE, ArchiveLimits

MOST_FILES = 200_000
_UTF8_NAME = 0x800
_DOWNLOAD = ArchiveLimits(archive_bytes=65_536 * MEBIBYTE, entries=MOST_FILES)


class Shelf(Protocol):
    """A tree of files.

    Attributes
    ----------
    names
        Relative paths with forward slashes, sorted; one that ends in a slash is a folder at the top.
    top
        The folder on disk, or None where files have to be copied out before they can be graded.
    """

    names: tuple[str, ...]
    top: Path | None

    def open(self, name: str) -> IO[bytes]:
        """Open one file for reading."""
        ...


class FolderShelf:
    """A folder on disk."""

    def __init__(self, top: Path) -> None:
        self.top: Path | None = top
        self._folder = top
        self.names = tuple(sorted(name for name in _walk(top) if not is_left_over(name)))

    def open(self, name: str) -> IO[bytes]:
        """Open one file; see `Shelf`."""
        return (self._folder / name).open("rb")


class ArchiveShelf:
    """A zip file, as it was downloaded from a learning platform; to be closed.

    Raises
    ------
    UsageError
        If it is no zip file, is damaged, or holds more files than a class can.
    """

    top: Path | None = None

    def __init__(self, path: Path) -> None:
        self._path = path
        with path.open("rb") as stream:
            try:
                find_directory(stream, path.stat().st_size, _DOWNLOAD)
            except UnreadableSubmission:
                # its sentence is for a student with one submission
                raise UsageError(_damaged(path)) from None
        try:
            self._archive = zipfile.ZipFile(path)
        # each is a way in which the library says that it cannot make sense of a directory
        except (zipfile.BadZipFile, ValueError, NotImplementedError):
            raise UsageError(_damaged(path)) from None
        members = {_decoded(member): member for member in self._archive.infolist()}
        kept = {name: member for name, member in members.items() if not is_left_over(name)}
        self._members = {name: member for name, member in kept.items() if not name.endswith("/")}
        folders = {f"{name.split('/', 1)[0]}/" for name in kept if "/" in name}
        self.names = tuple(sorted({*self._members, *folders}))

    def open(self, name: str) -> IO[bytes]:
        """Open one file; see `Shelf`."""
        return self._archive.open(self._members[name])

    def close(self) -> None:
        """Let go of the file."""
        self._archive.close()


class Under:
    """The part of a shelf below one folder."""

    def __init__(self, shelf: Shelf, folder: str) -> None:
        self._shelf = shelf
        self._prefix = f"{folder}/"
        self.top = None if shelf.top is None else shelf.top / folder
        inside = [name.removeprefix(self._prefix) for name in shelf.names if name.startswith(self._prefix)]
        folders = {f"{name.split('/', 1)[0]}/" for name in inside if "/" in name}
        self.names = tuple(sorted({*filter(None, inside), *folders}))

    def open(self, name: str) -> IO[bytes]:
        """Open one file; see `Shelf`."""
        return self._shelf.open(self._prefix + name)


def _walk(top: Path) -> Iterator[str]:
    waiting, seen = [""], 0
    while waiting:
        folder = waiting.pop()
        try:
            found = sorted(os.scandir(top / folder), key=lambda item: item.name)
        except OSError as error:
            raise UsageError(f"{top / folder} cannot be read ({error.strerror}); correct its permissions") from None
        for item in found:
            seen += 1
            if seen > MOST_FILES:
                raise UsageError(f"{top} holds more than {MOST_FILES:,} files; give the folder of submissions alone")
            name = f"{folder}{item.name}"
            # a link at the top was put there by the staff, one further down by a student
            if not item.is_dir(follow_symlinks=not folder):
                yield name
                continue
            waiting.append(f"{name}/")
            if not folder:
                yield f"{name}/"


def _decoded(member: zipfile.ZipInfo) -> str:
    """Return a name as UTF-8 where it is: common tools write it without the flag that says so."""
    if member.flag_bits & _UTF8_NAME:
        return member.filename
    try:
        return member.filename.encode("cp437").decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return member.filename


def _damaged(path: Path) -> str:
    return f"{path} is not a zip file that can be read, or was cut off on its way; download it again"
