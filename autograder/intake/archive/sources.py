"""Open what was handed in, a zip file, a folder or one file, as entries under the same limits."""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from autograder.domain.errors import UnreadableSubmission
from autograder.intake.archive.end_record import find_directory, too_many_entries
from autograder.intake.archive.entries import Entry, check_collisions, clean_name, is_left_over, quoted
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
            Entry(member.name, member.size_bytes, partial(inflate_member, stream, member, limits)) for member in members
        ]


def _folder_entries(top: Path, limits: ArchiveLimits) -> list[Entry]:
    entries = [_file_entry(top / name, name, limits) for name in _walk(top, limits)]
    check_collisions(entry.name for entry in entries)
    if sum(entry.size_bytes for entry in entries) > limits.unpacked_bytes:
        raise UnreadableSubmission(
            f"The folder holds more than {limits.unpacked_bytes // 2**20} MiB;"
            " hand in only answers.tex, solution.py and what they use."
        )
    return entries


def _walk(top: Path, limits: ArchiveLimits) -> list[str]:
    names: list[str] = []
    waiting = [""]
    seen = 0
    while waiting:
        folder = waiting.pop()
        with os.scandir(top / folder) as found:
            for item in found:
                seen += 1
                if seen > limits.entries:
                    raise too_many_entries(limits)
                name = clean_name(f"{folder}{item.name}", limits)
                if is_left_over(name):
                    continue
                if item.is_dir(follow_symlinks=False):
                    waiting.append(f"{name}/")
                elif item.is_file(follow_symlinks=False):
                    names.append(name)
                else:
                    raise UnreadableSubmission(
                        f"{quoted(name)} in the folder is a link or not a plain file; replace it by the file itself."
                    )
    return sorted(names)


def _file_entry(path: Path, name: str, limits: ArchiveLimits) -> Entry:
    return Entry(name, path.stat().st_size, partial(_read_file, path, name, limits))


def _read_file(path: Path, name: str, limits: ArchiveLimits) -> bytes:
    with path.open("rb") as stream:
        content = stream.read(limits.file_bytes + 1)
    if len(content) > limits.file_bytes:
        raise too_large_to_read(name, limits)
    return content
