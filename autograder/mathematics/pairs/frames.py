"""Messages between a judge and its caller: four bytes of length, then JSON; read without a buffer to lose."""

import json
import os
import struct
from typing import Any

_LENGTH = struct.Struct(">I")
MAX_BYTES = 4_000_000


class BrokenFrame(Exception):
    """The other end closed or wrote something that is no message."""


def write_frame(descriptor: int, message: dict[str, Any]) -> None:
    """Write one message, whole."""
    body = json.dumps(message).encode()
    waiting = memoryview(_LENGTH.pack(len(body)) + body)
    while waiting:
        waiting = waiting[os.write(descriptor, waiting) :]


def _read_exactly(descriptor: int, count: int) -> bytes:
    parts = []
    while count:
        part = os.read(descriptor, count)
        if not part:
            raise BrokenFrame
        parts.append(part)
        count -= len(part)
    return b"".join(parts)


def read_frame(descriptor: int) -> dict[str, Any]:
    """Read one message.

    Raises
    ------
    BrokenFrame
        If the other end is closed, or what comes is no message.
    """
    (length,) = _LENGTH.unpack(_read_exactly(descriptor, _LENGTH.size))
    if length > MAX_BYTES:
        raise BrokenFrame
    message = json.loads(_read_exactly(descriptor, length))
    if not isinstance(message, dict):
        raise BrokenFrame
    return message
