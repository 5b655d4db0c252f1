"""Messages on a socket: four bytes of length, then so many bytes."""

import socket
import struct
import time

_LENGTH = struct.Struct(">I")
MOST_BYTES = 256 * 1024 * 1024
"""Larger is no message of ours but a stream out of step."""


class Closed(Exception):
    """The other end is gone, or what comes is no message."""


def send_frame(channel: socket.socket, message: bytes, deadline: float | None = None) -> None:
    """Send one message, whole.

    Parameters
    ----------
    deadline
        On the clock of `time.monotonic`; None to wait for ever.

    Raises
    ------
    Closed
        If the other end is gone.
    TimeoutError
        If the deadline passes first.
    """
    channel.settimeout(_left(deadline))
    try:
        channel.sendall(_LENGTH.pack(len(message)) + message)
    except (BrokenPipeError, ConnectionResetError):
        raise Closed from None


def receive_frame(channel: socket.socket, deadline: float | None = None) -> bytes:
    """Wait for one message; raises as `send_frame` does."""
    (length,) = _LENGTH.unpack(receive_exactly(channel, _LENGTH.size, deadline))
    if length > MOST_BYTES:
        raise Closed
    return receive_exactly(channel, length, deadline)


def receive_exactly(channel: socket.socket, count: int, deadline: float | None = None) -> bytes:
    """Wait for so many bytes; raises as `send_frame` does."""
    found = bytearray()
    while len(found) < count:
        channel.settimeout(_left(deadline))
        try:
            part = channel.recv(min(count - len(found), 1 << 20))
        except ConnectionResetError:
            part = b""
        if not part:
            raise Closed
        found += part
    return bytes(found)


def _left(deadline: float | None) -> float | None:
    if deadline is None:
        return None
    # zero would make the socket non-blocking, which is another thing than late
    return max(deadline - time.monotonic(), 1e-3)
