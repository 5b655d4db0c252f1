"""Zips whose bytes depend on nothing but their content."""

import io
import stat
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest date a zip can hold
_LEFT_OUT = frozenset({"__pycache__", ".DS_Store"})


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of a zip."""

    name: str
    content: bytes
    executable: bool = False


def zip_bytes(entries: Iterable[Entry]) -> bytes:
    """Return a zip of the entries, in the order given."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for entry in entries:
            described = zipfile.ZipInfo(entry.name, _EPOCH)
            described.create_system = 3  # Unix, whose modes follow
            described.external_attr = (stat.S_IFREG | (0o755 if entry.executable else 0o644)) << 16
            described.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(described, entry.content)
    return buffer.getvalue()


def folder_files(folder: Path) -> dict[str, bytes]:
    """Return the files below a folder by their names in it, sorted, without what a machine leaves behind."""
    found = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        if path.is_file() and not _LEFT_OUT & set(name.parts) and path.suffix != ".pyc":
            found[name.as_posix()] = path.read_bytes()
    return found
