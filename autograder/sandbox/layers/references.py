"""The references must be out of reach: not by what the other layers promise, but by trying to open them."""

import os
from collections.abc import Iterable
from pathlib import Path

from autograder.sandbox.layers.kernel import Unavailable


def try_them(secrets: Iterable[str]) -> None:
    """Try to open every secret as this process now is.

    Raises
    ------
    Unavailable
        If one of them can be read; the text says what to do about it.
    """
    for secret in secrets:
        try:
            os.close(os.open(secret, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC))
        except OSError:
            continue
        folder = secret if Path(secret).is_dir() else Path(secret).parent
        raise Unavailable(f"students' code can read {secret}; close its folder to others: chmod -R go-rwx {folder}")
