"""Read a zip file's central directory and refuse what no honest tool writes.

Not `zipfile`: it builds every entry before it can be asked how many there are, decodes names by guess, cuts them at a
NUL, and which of its seven exceptions a bad file meets changes with the Python version.
"""

import stat
import struct
from dataclasses import dataclass
from itertools import pairwise

from autograder.domain.errors import UnreadableSubmission
from autograder.intake.archive.end_record import CentralDirectory, damaged, too_many_entries
from autograder.intake.archive.entries import check_collisions, clean_name, is_left_over, plain_name, quoted
from autograder.intake.archive.limits import ArchiveLimits

_RECORD = struct.Struct("<4s6H3L5H2L")
_LOCAL_HEADER_BYTES = 30
_ENCRYPTED = 0x1 | 0x40 | 0x2000
_UNSET = 0xFFFFFFFF
_ZIP64_FIELD = 1


@dataclass(frozen=True, slots=True)
class ZipMember:
    """One file as the central directory declares it; nothing of it is true before it has been inflated."""

    name: str
    raw_name: bytes
    flags: int
    method: int
    crc: int
    packed_bytes: int
    size_bytes: int
    offset: int
    mode: int
    """Unix file type and permissions; 0 where the zip was made on another system."""
    odd: bool = False
    """True if its real name is one that not every system can store."""
    left_over: bool = False
    """True if a system or an editor left it behind."""

    @property
    def least_end(self) -> int:
        """Position before which the member cannot end."""
        return self.offset + _LOCAL_HEADER_BYTES + len(self.raw_name) + self.packed_bytes


def read_members(directory: bytes, where: CentralDirectory, limits: ArchiveLimits) -> list[ZipMember]:
    """Return the files of a zip, without folders and what a system left behind, in the order of the directory.

    Raises
    ------
    UnreadableSubmission
        With one sentence for whatever is wrong with the directory as a whole or with one member.
    """
    everything = _read_records(directory, where, limits)
    if sum(member.size_bytes for member in everything) > limits.unpacked_bytes:
        raise _too_large(limits)
    _refuse_overlaps(everything, where)
    members = [member for member in everything if not _is_folder(member) and not member.left_over]
    for member in members:
        _refuse_special(member)
    check_collisions(member.name for member in members if not member.odd)
    packed = sum(member.packed_bytes for member in members)
    if limits.explodes(sum(member.size_bytes for member in members), packed):
        raise _too_large(limits)
    return members


def _read_records(directory: bytes, where: CentralDirectory, limits: ArchiveLimits) -> list[ZipMember]:
    members: list[ZipMember] = []
    at = 0
    while at < len(directory):
        if len(members) == limits.entries:
            raise too_many_entries(limits)
        member, at = _read_record(directory, at, where.shift, limits)
        members.append(member)
    if len(members) != where.entries:
        raise damaged(f"it declares {where.entries} entries and lists {len(members)}")
    return members


def _read_record(directory: bytes, at: int, shift: int, limits: ArchiveLimits) -> tuple[ZipMember, int]:
    if at + _RECORD.size > len(directory) or directory[at : at + 4] != b"PK\x01\x02":
        raise damaged("its directory cannot be read")
    fields = _RECORD.unpack_from(directory, at)
    _, _, _, flags, method, _, _, crc, packed, size, name_length, extra_length, comment_length = fields[:13]
    attributes, offset = fields[15:]
    name_end = at + _RECORD.size + name_length
    extra_end = name_end + extra_length
    end = extra_end + comment_length
    if end > len(directory):
        raise damaged("its directory is cut off")
    raw_name = directory[at + _RECORD.size : name_end]
    size, packed, offset = _widen((size, packed, offset), directory[name_end:extra_end])
    name = _decode_name(raw_name)
    slash = "/" if name.endswith("/") else ""
    member = ZipMember(
        name=clean_name(plain_name(name), limits) + slash,
        raw_name=raw_name,
        flags=flags,
        method=method,
        crc=crc,
        packed_bytes=packed,
        size_bytes=size,
        offset=offset + shift,
        mode=attributes >> 16,
        odd=plain_name(name) != name,
        left_over=is_left_over(name),
    )
    return member, end


def _decode_name(raw: bytes) -> str:
    # names are read as UTF-8 with or without the flag that says so: common tools write it without
    name = raw.decode(errors="surrogateescape")
    # and older tools of Windows write its own separator, which `clean_name` then judges like any other
    return name if "/" in name else name.replace("\\", "/")


def _widen(values: tuple[int, int, int], extra: bytes) -> tuple[int, int, int]:
    """Replace the values that 32 bits could not hold by those of the 64-bit extra field, in its fixed order."""
    if _UNSET not in values:
        return values
    field = _extra_field(extra, _ZIP64_FIELD)
    if len(field) < 8 * values.count(_UNSET):
        raise damaged("a 64-bit size is missing")
    wide = iter(struct.unpack(f"<{len(field) // 8}Q", field[: len(field) // 8 * 8]))
    size, packed, offset = (next(wide) if value == _UNSET else value for value in values)
    return size, packed, offset


def _extra_field(extra: bytes, wanted: int) -> bytes:
    at = 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<HH", extra, at)
        if kind == wanted:
            return extra[at + 4 : at + 4 + length]
        at += 4 + length
    return b""


def _is_folder(member: ZipMember) -> bool:
    return not member.name or member.name.endswith("/")


def _refuse_special(member: ZipMember) -> None:
    kind = stat.S_IFMT(member.mode)
    if kind not in (0, stat.S_IFREG):
        what = "a link" if kind == stat.S_IFLNK else "not a plain file"
        raise UnreadableSubmission(
            f"{quoted(member.name)} in the zip is {what}; replace it by the file itself and zip again."
        )
    if member.flags & _ENCRYPTED:
        raise UnreadableSubmission(
            f"{quoted(member.name)} in the zip is encrypted; zip your files again without a password."
        )


def _refuse_overlaps(members: list[ZipMember], where: CentralDirectory) -> None:
    ordered = sorted(members, key=lambda member: member.offset)
    for first, second in pairwise(ordered):
        if first.least_end > second.offset:
            raise damaged(f"{quoted(first.name)} and {quoted(second.name)} share the same bytes")
    if ordered and ordered[-1].least_end > where.start:
        raise damaged(f"{quoted(ordered[-1].name)} reaches beyond the end")


def _too_large(limits: ArchiveLimits) -> UnreadableSubmission:
    return UnreadableSubmission(
        f"The zip unpacks to far more than a submission can be (at most {limits.unpacked_bytes // 2**20} MiB and"
        f" {limits.ratio} times its own size); hand in only answers.tex, solution.py and what they use."
    )
