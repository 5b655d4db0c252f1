"""How much all results of a job may take: each may be large, but a hundred of the largest would fill a machine."""

_MOST_LARGE = 4
_SMALL_SHARE = 64
_BYTES_A_BRACKET = 64
"""What an empty list takes in memory, of which the record of one holds two bytes."""


class Allowance:
    """Adds up what the large results of one job take in memory, where they are held until all are judged.

    Parameters
    ----------
    result_bytes
        The limit of one result. Four of that size are held, and small ones without end: a function that returns too
        much costs no other function anything.
    """

    def __init__(self, result_bytes: int) -> None:
        self.limit_bytes = _MOST_LARGE * result_bytes
        self._small_bytes = result_bytes // _SMALL_SHARE
        self._left = self.limit_bytes

    def takes(self, message: bytes) -> bool:
        """Take in an encoded result, or say that there is no room left for it."""
        size_bytes = len(message) + _BYTES_A_BRACKET * (message.count(b"[") + message.count(b"{"))
        if size_bytes <= self._small_bytes:
            return True
        if size_bytes > self._left:
            return False
        self._left -= size_bytes
        return True
