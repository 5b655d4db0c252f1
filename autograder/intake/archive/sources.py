"""Open what was handed in, a zip file, a folder or one file, as entries under the same limits."""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from autograder.domain.errors import UnreadableSubmission
from autograder.intake.archive.end_record import find_directory, too_many_entries
from autograder.intake.archive.entries import Entry, check_collisions, clean_name, is_left_over, plain_name, quoted
from autograder.intake.archive.inflate import inflate_member, too_large_to_read
from autograder.intake.archive.limits import ArchiveLimits
from autograder.intake.archive.zip_directory import read_members

_SINGLE_FILES = frozenset({".tex", ".py"})


@contextmanager
def open_entries(path: Path, limits: ArchiveLimits) -> Iterator[list[Entry]]:
    """Yield the files at `path`; they can be read until the context ends.

    Raises
    ------
    UnreadableSubmission
        With one sentence saying what is wrong and what to do next.
    """
    try:
        kind = path.stat().st_mode
        if stat.S_ISDIR(kind):
            yield _folder_entries(path, limits)
        elif not stat.S_ISREG(kind):
            raise UnreadableSubmission(f"{quoted(path.name)} is not a file; hand in a zip file or a folder.")
        elif path.suffix.lower() in _SINGLE_FILES and path.is_symlink():
            raise UnreadableSubmission(f"{quoted(path.name)} is a link; hand in the file itself.")
        elif path.suffix.lower() in _SINGLE_FILES:
            yield [_file_entry(path, clean_name(path.name, limits), limits)]
        else:
            with _zip_entries(path, limits) as entries:
                yield entries
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        raise UnreadableSubmission(
            f"{quoted(path.name)} cannot be opened ({reason}); check the path and its permissions."
        ) from error


@contextmanager
def _zip_entries(path: Path, limits: ArchiveLimits) -> Iterator[list[Entry]]:
    size_bytes = path.stat().st_size
    if size_bytes == 0:
        raise UnreadableSubmission("The file handed in is empty, as after an interrupted upload; hand it in again.")
    if size_bytes > limits.archive_bytes:
        raise UnreadableSubmission(
            f"The file handed in is larger than {limits.archive_bytes // 2**20} MiB;"
            " hand in only answers.tex, solution.py and what they use."
        )
    with path.open("rb") as stream:
        where = find_directory(stream, size_bytes, limits)
        stream.seek(where.start)
        members = read_members(stream.read(where.size_bytes), where, limits)
        yield [
            Entry(member.name, member.size_bytes, partial(inflate_member, stream, member, limits), member.odd)
            for member in members
        ]


def _folder_entries(top: Path, limits: ArchiveLimits) -> list[Entry]:
    entries = sorted(_walk(top, limits), key=lambda entry: entry.name)
    check_collisions(entry.name for entry in entries if not entry.odd)
    if sum(entry.size_bytes for entry in entries) > limits.unpacked_bytes:
        raise UnreadableSubmission(
            f"The folder holds more than {limits.unpacked_bytes // 2**20} MiB;"
            " hand in only answers.tex, solution.py and what they use."
        )
    return entries


def _walk(top: Path, limits: ArchiveLimits) -> Iterator[Entry]:
    waiting = [""]
    seen = 0
    while waiting:
        folder = waiting.pop()
        with os.scandir(top / folder) as found:
            for item in found:
                seen += 1
                if seen > limits.entries:
                    raise too_many_entries(limits)
                raw = f"{folder}{item.name}"
                if is_left_over(raw):
                    continue
                name = clean_name(plain_name(raw), limits)
                if item.is_dir(follow_symlinks=False):
                    waiting.append(f"{raw}/")
                elif item.is_file(follow_symlinks=False):
                    yield _file_entry(top / raw, name, limits, odd=plain_name(raw) != raw)
                else:
                    raise UnreadableSubmission(
                        f"{quoted(name)} in the folder is a link or not a plain file; replace it by the file itself."
                    )


def _file_entry(path: Path, name: str, limits: ArchiveLimits, odd: bool = False) -> Entry:
    return Entry(name, path.lstat().st_size, partial(_read_file, path, name, limits), odd)


def _read_file(path: Path, name: str, limits: ArchiveLimits) -> bytes:
    with open(path, "rb", opener=_open_no_link) as stream:
        content = stream.read(limits.file_bytes + 1)
    if len(content) > limits.file_bytes:
        raise too_large_to_read(name, limits)
    return content


def _open_no_link(path: str, flags: int) -> int:
    # whatever it was a moment ago: a link to a secret must not be read into a report
    return os.open(path, flags | getattr(os, "O_NOFOLLOW", 0))
