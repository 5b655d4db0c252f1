"""The folder in which a student's files lie while they are run."""

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from autograder.domain.errors import SandboxFailure

_PREFIX = "autograde-"


def make_root() -> Path:
    """Return a new folder for the jobs of one sandbox; others may pass through it, but not list it."""
    try:
        root = Path(tempfile.mkdtemp(prefix=_PREFIX)).resolve()
        root.chmod(0o711)
    except OSError as error:
        raise SandboxFailure(f"no temporary folder can be made: {error}") from error
    return root


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
