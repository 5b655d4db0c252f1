"""The folder in which a student's files lie while they are run."""

import os
import secrets
import shutil
import tempfile
import weakref
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from autograder.domain.errors import SandboxFailure

_PREFIX = "autograde-"
_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC


class Root:
    """A new folder for the jobs of one sandbox; others may pass through it, but not list it.

    It is gone when it is removed, or when this process ends in any way but by being killed.
    """

    def __init__(self) -> None:
        self.path = Path(tempfile.gettempdir()).resolve() / f"{_PREFIX}{secrets.token_hex(8)}"
        # before it is made: a signal may end this process between any two lines
        self.remove = weakref.finalize(self, _remove_if_there, self.path)
        try:
            self.path.mkdir(mode=0o700)
            self.path.chmod(0o711)
        except OSError as error:
            raise SandboxFailure(f"no temporary folder can be made: {error}") from error


def _remove_if_there(folder: Path) -> None:
    if folder.exists():
        remove(folder)


@contextmanager
def job_folder(root: Path, files: Mapping[str, bytes], user: int | None) -> Iterator[Path]:
    """Write a job's files to a read-only folder of its own, owned by the user who will run them; remove it at the end.

    Raises
    ------
    SandboxFailure
        If they cannot be written.
    """
    folder = root / secrets.token_hex(8)
    folder.mkdir(0o700 if user is None else 0o500)
    try:
        _lay_out(folder, files, user)
        yield folder
    finally:
        _remove_flat(folder, files, user)


def _lay_out(folder: Path, files: Mapping[str, bytes], user: int | None) -> None:
    # each file has its permissions from the beginning, since every call counts: this is done for every job
    made: dict[Path, None] = {}
    try:
        for name, content in files.items():
            path = folder / name
            if "/" in name:
                path.parent.mkdir(parents=True, exist_ok=True)
                made |= dict.fromkeys(above for above in path.parents if above.is_relative_to(folder))
            _write(path, content, user)
        for above in made | {folder: None}:
            if user is None or above != folder:
                above.chmod(0o500)
            if user is not None:
                os.chown(above, user, user)
    except OSError as error:
        raise SandboxFailure(f"a submission's files cannot be laid out: {error}") from error


def _write(path: Path, content: bytes, user: int | None) -> None:
    with open(os.open(path, _NEW_FILE, 0o400), "wb") as file:  # noqa: PTH123 - with its permissions
        file.write(content)
        if user is not None:
            os.fchown(file.fileno(), user, user)


def _remove_flat(folder: Path, names: Iterable[str], user: int | None) -> None:
    """Remove a job's folder by the names of its files, or, where there is more to it, with a look at everything."""
    try:
        if user is None:  # else we are root, whom permissions do not hold
            folder.chmod(0o700)
        for name in names:
            if "/" not in name:  # a folder below may be a link by now
                (folder / name).unlink()
        folder.rmdir()
    except OSError:
        remove(folder)


def remove(folder: Path) -> None:
    """Remove a folder, whatever its permissions have become."""
    folder.chmod(0o700)
    for path, names, _ in os.walk(folder):
        for name in names:
            child = Path(path, name)
            if not child.is_symlink():
                child.chmod(0o700)
    shutil.rmtree(folder)
