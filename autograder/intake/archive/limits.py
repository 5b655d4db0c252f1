"""How much a submission may hold; all of it is checked before it is allocated."""

from dataclasses import dataclass

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class ArchiveLimits:
    """Largest submission that is accepted.

    Parameters
    ----------
    archive_bytes
        Size of the zip file itself.
    entries
        Files and folders in it.
    depth
        Folders inside folders.
    name_bytes
        Length of one path, in UTF-8.
    unpacked_bytes
        Declared size of everything unpacked, read or not.
    ratio
        Unpacked over packed size, for whatever unpacks to more than a mebibyte.
    file_bytes
        Size of one file that is read; a larger one is an error if it is an answer and is only listed otherwise.
    read_bytes
        Size of all files that are read, together.
    """

    archive_bytes: int = 64 * MEBIBYTE
    entries: int = 2_000
    depth: int = 12
    name_bytes: int = 500
    unpacked_bytes: int = 512 * MEBIBYTE
    ratio: int = 200
    file_bytes: int = 2 * MEBIBYTE
    read_bytes: int = 8 * MEBIBYTE

    def explodes(self, unpacked: int, packed: int) -> bool:
        """Say whether so much out of so little is a bomb; text of honest size is never accused."""
        return unpacked > MEBIBYTE and unpacked > self.ratio * max(packed, 1)
