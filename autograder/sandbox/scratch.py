"""The folder in which a student's files lie while they are run."""

import os
import secrets
import shutil
import tempfile
import weakref
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from autograder.domain.errors import SandboxFailure

_PREFIX = "autograde-"


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
    folder = Path(tempfile.mkdtemp(dir=root))
    try:
        _lay_out(folder, files, user)
        yield folder
    finally:
        remove(folder)


def _lay_out(folder: Path, files: Mapping[str, bytes], user: int | None) -> None:
    try:
        for name, content in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        for path in (*folder.rglob("*"), folder):
            path.chmod(0o500 if path.is_dir() else 0o400)
            if user is not None:
                os.chown(path, user, user)
    except OSError as error:
        raise SandboxFailure(f"a submission's files cannot be laid out: {error}") from error


def remove(folder: Path) -> None:
    """Remove a folder, whatever its permissions have become."""
    folder.chmod(0o700)
    for path, names, _ in os.walk(folder):
        for name in names:
            child = Path(path, name)
            if not child.is_symlink():
                child.chmod(0o700)
    shutil.rmtree(folder)
