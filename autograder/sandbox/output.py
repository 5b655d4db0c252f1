"""What a student's code prints: the beginning is kept, the rest counted."""


class OutputTape:
    """Keeps the first bytes of everything that is fed to it.

    Parameters
    ----------
    limit_bytes
        How much is kept.
    """

    def __init__(self, limit_bytes: int) -> None:
        self._limit_bytes = limit_bytes
        self._kept = bytearray()
        self._dropped_bytes = 0

    def feed(self, chunk: bytes) -> None:
        """Take in what was printed."""
        room = self._limit_bytes - len(self._kept)
        self._kept += chunk[:room]
        self._dropped_bytes += len(chunk[room:])

    def text(self) -> str:
        """Return what was kept as text, with a last line about what was dropped."""
        kept = self._kept.decode("utf-8", errors="replace")
        if not self._dropped_bytes:
            return kept
        return f"{kept}\n[{self._dropped_bytes:,} more bytes were printed and are not shown]\n"
