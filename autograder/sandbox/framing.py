"""Records on a byte stream: four bytes of length, then so many bytes; the reader sets the cap."""

import os
import struct

_HEADER = struct.Struct(">I")


class Garbled(Exception):
    """What arrived is no record within the cap."""


def frame(message: bytes) -> bytes:
    """Return one record as it travels."""
    return _HEADER.pack(len(message)) + message


class FrameReader:
    """Cuts a stream into records as its bytes arrive, never holding more than one record and what follows it.

    Parameters
    ----------
    cap_bytes
        Largest record that is accepted.
    """

    def __init__(self, cap_bytes: int) -> None:
        self._cap_bytes = cap_bytes
        self._buffer = bytearray()

    def feed(self, chunk: bytes) -> None:
        """Take in what was read."""
        self._buffer += chunk

    def next(self) -> bytes | None:
        """Return the next whole record, or None until more has arrived.

        Raises
        ------
        Garbled
            If the announced length is over the cap; the stream is then of no further use.
        """
        if len(self._buffer) < _HEADER.size:
            return None
        (length,) = _HEADER.unpack_from(self._buffer)
        if length > self._cap_bytes:
            raise Garbled(f"a record of {length} bytes was announced; at most {self._cap_bytes} are accepted")
        end = _HEADER.size + length
        if len(self._buffer) < end:
            return None
        message = bytes(self._buffer[_HEADER.size : end])
        del self._buffer[:end]
        return message


def read_frame(descriptor: int) -> bytes | None:
    """Wait for one record on a blocking descriptor; None at the end of the stream."""
    header = _read_exactly(descriptor, _HEADER.size)
    return None if header is None else _read_exactly(descriptor, _HEADER.unpack(header)[0])


def _read_exactly(descriptor: int, size: int) -> bytes | None:
    parts = bytearray()
    while len(parts) < size:
        chunk = os.read(descriptor, min(size - len(parts), 1 << 20))
        if not chunk:
            return None
        parts += chunk
    return bytes(parts)


def write_frame(descriptor: int, message: bytes) -> None:
    """Write one record to a blocking descriptor."""
    remaining = memoryview(frame(message))
    while remaining:
        remaining = remaining[os.write(descriptor, remaining) :]
