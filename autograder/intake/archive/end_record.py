"""Find a zip file's central directory from its end, reading nothing else.

Format: PKWARE's APPNOTE 6.3.10, sections 4.3.14 to 4.3.16.
"""

import struct
from dataclasses import dataclass
from typing import BinaryIO

from autograder.domain.errors import UnreadableSubmission
from autograder.intake.archive.limits import ArchiveLimits

_END = struct.Struct("<4s4H2LH")
_LOCATOR = struct.Struct("<4sLQL")
_END64 = struct.Struct("<4sQ2H2L4Q")
_END_SIGNATURE = b"PK\x05\x06"
_LONGEST_COMMENT = 0xFFFF
# the smallest record of an entry, and room for a long name and extra fields in each
_BYTES_AN_ENTRY = 1024

_FORMATS = (
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"%PDF", "a PDF document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"<!DOCTYPE", "a web page"),
    (b"<html", "a web page"),
)


@dataclass(frozen=True, slots=True)
class CentralDirectory:
    """Where the directory is.

    Parameters
    ----------
    start, size_bytes
        Position in the file and length.
    entries
        Number of entries as declared.
    shift
        Bytes put before the archive: every offset in it is short by as many.
    """

    start: int
    size_bytes: int
    entries: int
    shift: int


def damaged(what: str) -> UnreadableSubmission:
    """Return the error for a zip file that contradicts itself."""
    return UnreadableSubmission(f"The zip file is damaged ({what}); zip your files again and hand in the new file.")


def find_directory(stream: BinaryIO, size_bytes: int, limits: ArchiveLimits) -> CentralDirectory:
    """Return the place of the central directory of a zip file of `size_bytes`.

    Raises
    ------
    UnreadableSubmission
        If it is no zip file, is cut off, or declares more entries than the limit.
    """
    tail_start = max(0, size_bytes - _END.size - _LONGEST_COMMENT)
    stream.seek(tail_start)
    tail = stream.read(size_bytes - tail_start)
    at = _find_end(tail)
    if at is None:
        raise _not_a_zip(stream)
    _, disk, directory_disk, _, entries, length, offset, _ = _END.unpack_from(tail, at)
    end = tail_start + at
    if 0xFFFF in (disk, directory_disk, entries) or 0xFFFFFFFF in (length, offset):
        found = _read_end64(stream, end)
        if found is not None:
            disk, directory_disk, entries, length, offset, end = found
    if disk or directory_disk:
        raise UnreadableSubmission("The zip file is one of several volumes; zip your files again into a single file.")
    # both are checked: the count can say one where the directory holds a million
    if entries > limits.entries or length > limits.entries * _BYTES_AN_ENTRY:
        raise too_many_entries(limits)
    if offset + length > end:
        raise damaged("its directory is cut off")
    return CentralDirectory(end - length, length, entries, end - length - offset)


def too_many_entries(limits: ArchiveLimits) -> UnreadableSubmission:
    """Return the error for more files than the limit."""
    return UnreadableSubmission(
        f"The submission holds more than {limits.entries} files;"
        " hand in only answers.tex, solution.py and what they use."
    )


def _find_end(tail: bytes) -> int | None:
    """Return where the end record starts: the last one whose comment ends the file, else the last one whole."""
    last = None
    at = tail.rfind(_END_SIGNATURE)
    while at >= 0:
        if at + _END.size <= len(tail):
            if at + _END.size + _END.unpack_from(tail, at)[-1] == len(tail):
                return at
            last = at if last is None else last
        at = tail.rfind(_END_SIGNATURE, 0, at)
    return last


def _read_end64(stream: BinaryIO, end: int) -> tuple[int, int, int, int, int, int] | None:
    """Return disk, directory's disk, entries, length, offset and own place of the 64-bit record, if there is one."""
    if end < _LOCATOR.size:
        return None
    stream.seek(end - _LOCATOR.size)
    signature, _, place, _ = _LOCATOR.unpack(stream.read(_LOCATOR.size))
    if signature != b"PK\x06\x07":
        return None
    if place + _END64.size > end:
        raise damaged("its 64-bit end record is not where it says")
    stream.seek(place)
    signature, _, _, _, disk, directory_disk, _, entries, length, offset = _END64.unpack(stream.read(_END64.size))
    if signature != b"PK\x06\x06":
        raise damaged("its 64-bit end record is not where it says")
    return disk, directory_disk, entries, length, offset, place


def _not_a_zip(stream: BinaryIO) -> UnreadableSubmission:
    stream.seek(0)
    head = stream.read(16)
    if head.startswith(b"PK\x03\x04") and _END_SIGNATURE in stream.read():
        return UnreadableSubmission(
            "The zip file goes on after its end with bytes that are not its own;"
            " zip your files again and hand in the new file."
        )
    if head.startswith(b"PK\x03\x04"):
        return UnreadableSubmission(
            "The zip file is cut off before its end, as after an interrupted upload; hand it in again."
        )
    found = next((name for magic, name in _FORMATS if head.startswith(magic)), "something else")
    return UnreadableSubmission(
        f"The file handed in is not a zip file but {found}; hand in a zip of answers.tex and solution.py."
    )
