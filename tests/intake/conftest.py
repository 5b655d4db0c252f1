"""Zip files written byte by byte, so that every field of theirs can lie."""

import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")


@dataclass
class Member:
    """One entry; whatever is None is what it honestly should be."""

    name: bytes
    content: bytes = b""
    method: int = 0
    flags: int = 0
    mode: int = 0
    packed: bytes | None = None
    local_name: bytes | None = None
    declared_size: int | None = None
    declared_packed: int | None = None
    crc: int | None = None
    offset: int | None = None
    extra: bytes = b""

    def packed_bytes(self) -> bytes:
        if self.packed is not None:
            return self.packed
        if self.method != 8:
            return self.content
        deflater = zlib.compressobj(9, zlib.DEFLATED, -15)
        return deflater.compress(self.content) + deflater.flush()


def pack(*members: Member, prefix: bytes = b"", comment: bytes = b"", **end: int) -> bytes:
    """Return a zip file; `end` replaces fields of its end record: disk, entries, length, offset."""
    body, directory = b"", b""
    for member in members:
        packed = member.packed_bytes()
        size = len(member.content) if member.declared_size is None else member.declared_size
        sizes = (
            zlib.crc32(member.content) if member.crc is None else member.crc,
            len(packed) if member.declared_packed is None else member.declared_packed,
            size,
        )
        name = member.name if member.local_name is None else member.local_name
        offset = len(body) if member.offset is None else member.offset
        head = (20, member.flags, member.method, 0, 0x21, *sizes)
        body += _LOCAL.pack(b"PK\x03\x04", *head, len(name), 0) + name + packed
        lengths = (len(member.name), len(member.extra), 0, 0, 0)
        directory += _CENTRAL.pack(b"PK\x01\x02", 0x031E, *head, *lengths, member.mode << 16, offset)
        directory += member.name + member.extra
    entries = end.get("entries", len(members))
    length, offset = end.get("length", len(directory)), end.get("offset", len(body))
    record = _END.pack(b"PK\x05\x06", end.get("disk", 0), 0, entries, entries, length, offset, len(comment))
    return prefix + body + directory + record + comment


@pytest.fixture
def member() -> type[Member]:
    """Return the maker of one entry."""
    return Member


@pytest.fixture
def zip_of(tmp_path: Path) -> Callable[..., Path]:
    """Return a function that writes a zip file of members and returns its path."""

    def write(*members: Member, **fields: int) -> Path:
        path = tmp_path / "submission.zip"
        path.write_bytes(pack(*members, **fields))  # type: ignore[arg-type]
        return path

    return write
