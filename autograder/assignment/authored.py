"""The author's own functions, whose mistakes are told with their place: file, line and function."""

import traceback
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

from autograder.domain.errors import AutogradeError, ReferenceFailure


def telling(function: Callable[..., Any], folder: Path) -> Callable[..., Any]:
    """Return the same function, which says where in a question's folder it failed if it does."""

    @wraps(function)
    def call(*arguments: Any, **named: Any) -> Any:
        try:
            return function(*arguments, **named)
        except (AutogradeError, MemoryError):
            raise
        except Exception as error:  # the author's code may raise anything
            raise ReferenceFailure(failure_in(folder, error) or str(error)) from error

    return call


def failure_in(folder: Path, error: Exception) -> str:
    """Say which line of the files in a folder an error came from; empty if from none of them."""
    home = str(folder.resolve())
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if _inside(frame.filename, home)]
    if not frames:
        return ""
    last = frames[-1]
    file = Path(last.filename)
    what = f"{type(error).__name__}: {error}".removesuffix(": ")
    return f"{file.parent.name}/{file.name}, line {last.lineno}, in {last.name}: {what}"


def _inside(file: str, home: str) -> bool:
    return Path(file).resolve().is_relative_to(home)
