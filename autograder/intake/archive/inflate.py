"""Inflate one member of a zip file, counting every byte that comes out."""

import struct
import zlib
from typing import BinaryIO

from autograder.domain.errors import UnreadableSubmission
from autograder.intake.archive.end_record import damaged
from autograder.intake.archive.entries import quoted
from autograder.intake.archive.limits import ArchiveLimits
from autograder.intake.archive.zip_directory import ZipMember

_LOCAL = struct.Struct("<4s5H3L2H")
_STORED, _DEFLATED = 0, 8


def inflate_member(stream: BinaryIO, member: ZipMember, limits: ArchiveLimits) -> bytes:
    """Return the content of one member, at most `limits.file_bytes` of it.

    Raises
    ------
    UnreadableSubmission
        If the member is larger than the limit or than it declares, damaged, or packed in an unknown way.
    """
    shown = quoted(member.name)
    if member.size_bytes > limits.file_bytes:
        raise too_large_to_read(member.name, limits)
    if member.method not in (_STORED, _DEFLATED):
        raise UnreadableSubmission(
            f"{shown} in the zip is packed by a method that cannot be read (number {member.method});"
            " zip your files again with your system's own zip tool."
        )
    stream.seek(_content_start(stream, member))
    packed = stream.read(member.packed_bytes)
    content = packed if member.method == _STORED else _inflate(packed, member)
    if len(content) != member.size_bytes:
        raise damaged(f"{shown} is not of the size it declares")
    if zlib.crc32(content) != member.crc:
        raise damaged(f"{shown} fails its checksum")
    if limits.explodes(len(content), len(packed)):
        raise too_large_to_read(member.name, limits)
    return content


def too_large_to_read(name: str, limits: ArchiveLimits) -> UnreadableSubmission:
    """Return the error for an answer beyond the limit of one file."""
    return UnreadableSubmission(
        f"{quoted(name)} is larger than an answer can be (at most {limits.file_bytes / 2**20:g} MiB and"
        f" {limits.ratio} times its packed size); shorten it and hand in again."
    )


def _content_start(stream: BinaryIO, member: ZipMember) -> int:
    stream.seek(member.offset)
    header = stream.read(_LOCAL.size)
    if len(header) < _LOCAL.size or not header.startswith(b"PK\x03\x04"):
        raise damaged(f"{quoted(member.name)} is not where the directory says")
    name_length: int
    extra_length: int
    *_, name_length, extra_length = _LOCAL.unpack(header)
    if stream.read(name_length) != member.raw_name:
        raise damaged(f"{quoted(member.name)} has another name inside")
    return member.offset + _LOCAL.size + name_length + extra_length


def _inflate(packed: bytes, member: ZipMember) -> bytes:
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        # one byte more than declared shows a lie; no more than that is ever allocated
        content = inflater.decompress(packed, member.size_bytes + 1)
    except zlib.error:
        raise damaged(f"{quoted(member.name)} cannot be unpacked") from None
    if not inflater.eof and len(content) <= member.size_bytes:
        raise damaged(f"{quoted(member.name)} is cut off")
    return content
