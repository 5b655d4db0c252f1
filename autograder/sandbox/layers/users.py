"""A user of its own for a student's process, where the grader runs as root."""

import os
import stat
from collections.abc import Iterable
from pathlib import Path

from autograder.sandbox.interpreter import python_folders
from autograder.sandbox.layers.kernel import Unavailable

NO_OTHER = Unavailable("only root can become another user, and only one who can read Python's own files")

_FIRST = 58_000
_COUNT = 2_000


def spare_user(root: Path) -> int | None:
    """Return a user id that owns nothing, or None where this process cannot use one.

    It can only as root, and only if that user can reach the folder of jobs and Python's own library: an interpreter
    below a closed home folder would fail at the first late import.

    Parameters
    ----------
    root
        The folder of jobs.
    """
    if os.geteuid() != 0:
        return None
    needed = python_folders()
    if not _open_to_all([*needed, Path(os.path.realpath(needed[0]))]) or not _passable(root):
        return None
    return _FIRST + os.getpid() % _COUNT


def become(user: int) -> None:
    """Become a user, with the group of the same number and no other; there is no way back.

    Raises
    ------
    Unavailable
        If the user does not exist here, as in a container that maps few users.
    """
    try:
        os.setgroups([])
        os.setresgid(user, user, user)
        os.setresuid(user, user, user)
    except OSError as error:
        raise Unavailable(f"user {user} cannot be taken: {error.strerror}") from None


def _open_to_all(folders: Iterable[Path]) -> bool:
    return all(_passable(folder) and folder.stat().st_mode & stat.S_IROTH for folder in folders)


def _passable(folder: Path) -> bool:
    return all(part.stat().st_mode & stat.S_IXOTH for part in (folder, *folder.parents))
