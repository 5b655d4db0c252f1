"""The references must be out of reach: not by what the other layers promise, but by trying to open them.

What counts is what stands in the files. Landlock's right to list a folder reaches all folders below it, so where an
interpreter's own packages hold the references, their names can be listed; they tell nothing that is asked.
"""

import os
import stat
from collections.abc import Iterable
from pathlib import Path

from autograder.sandbox.layers.kernel import Unavailable


def try_them(secrets: Iterable[str]) -> None:
    """Try to open every file among the secrets as this process now is.

    Raises
    ------
    Unavailable
        If one of them can be read; the text says what to do about it.
    """
    for secret in secrets:
        if _can_be_read(secret):
            folder = Path(secret).parent
            raise Unavailable(f"students' code can read {secret}; close its folder to others: chmod -R go-rwx {folder}")


def _can_be_read(secret: str) -> bool:
    try:
        descriptor = os.open(secret, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return False
    try:
        return not stat.S_ISDIR(os.fstat(descriptor).st_mode)
    finally:
        os.close(descriptor)
