"""What a student's code prints: the beginning is kept."""

from collections.abc import Callable


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
        self._cut = False

    def feed(self, chunk: bytes) -> None:
        """Take in what was printed."""
        room = self._limit_bytes - len(self._kept)
        self._kept += chunk[:room]
        self._cut = self._cut or len(chunk) > room

    def text(self, clean: Callable[[str], str] = str) -> str:
        """Return what was kept as text, cleaned, with a last line where some was not kept."""
        kept = clean(self._kept.decode("utf-8", errors="replace"))
        # not how much: of what is printed until the time is up it would be another number on every run
        return f"{kept}\n[more was printed and is not shown]\n" if self._cut else kept
