"""Put one submission where it can be graded: as it lies on disk, or copied into a file of its own."""

import hashlib
import os
import shutil
import warnings
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from autograder.batch.sources.plain import ANSWERS, suffix
from autograder.batch.sources.records import HandedIn
from autograder.batch.sources.shelves import Shelf
from autograder.domain.errors import UsageError
from autograder.intake import ArchiveLimits

_LIMITS = ArchiveLimits()
_EPOCH = (1980, 1, 1, 0, 0, 0)
_BLOCK = 1 << 20
# what the library raises of a member that is damaged, encrypted (RuntimeError) or packed in a way it does not know
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError)


def stage(shelf: Shelf, handed: HandedIn, room: Path) -> Path:
    """Return the path at which a submission can be opened.

    What lies on disk stays there. Anything else becomes a zip in `room` with the names that the student gave, however
    bad: a zip is judged by the intake, and its faults cost its author alone.

    Raises
    ------
    UsageError
        If the download cannot be read at this place.
    """
    names = tuple(handed.files.values())
    if shelf.top is not None and handed.folder:
        return shelf.top / handed.folder
    if shelf.top is not None and len(names) == 1 and _keeps_its_name(handed):
        return shelf.top / names[0]
    target = room / f"{hashlib.sha256(handed.label.encode('utf-8', 'surrogateescape')).hexdigest()[:24]}.zip"
    room.mkdir(parents=True, exist_ok=True)
    try:
        if len(names) == 1 and suffix(names[0]) not in ANSWERS:
            _copy(shelf, names[0], target)
        else:
            _pack(shelf, handed.files, target)
    except _DAMAGE as error:
        raise UsageError(f'the download is damaged at "{handed.label}" ({error}); download it again') from None
    return target


def _keeps_its_name(handed: HandedIn) -> bool:
    """Say whether the only file may be graded under the name it has on disk; that of a zip tells nothing."""
    ((inner, name),) = handed.files.items()
    return suffix(name) not in ANSWERS or PurePosixPath(name).name == inner


def _copy(shelf: Shelf, name: str, target: Path) -> None:
    with shelf.open(name) as source, target.open("wb") as copy:
        left = _LIMITS.archive_bytes + 1  # one more than may be, so that it is still too large
        while left and (block := source.read(min(_BLOCK, left))):
            copy.write(block)
            left -= len(block)


def _pack(shelf: Shelf, files: Mapping[str, str], target: Path) -> None:
    left = _LIMITS.unpacked_bytes
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a name that is there twice is for the intake to refuse
        for inner, name in sorted(files.items()):
            member = zipfile.ZipInfo(inner, _EPOCH)
            member.compress_type = zipfile.ZIP_DEFLATED
            with shelf.open(name) as source, archive.open(member, "w") as copy:
                while left > 0 and (block := source.read(_BLOCK)):
                    copy.write(block)
                    left -= len(block)
            if left <= 0:
                break
    if left <= 0:
        # beyond the limit of what is unpacked: say so by the limit of the whole, without keeping it
        os.truncate(target, 0)
        os.truncate(target, _LIMITS.archive_bytes + 1)


def clear(room: Path) -> None:
    """Remove every copy."""
    shutil.rmtree(room, ignore_errors=True)
