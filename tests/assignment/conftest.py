"""A copy of the shipped assignment that a test may break."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.assignment import shipped_folder

Breaker = Callable[[str, str, str], Path]


@pytest.fixture
def broken(tmp_path: Path) -> Breaker:
    """Return a function that copies the assignment with one text replaced in one file."""

    def break_it(file: str, old: str, new: str) -> Path:
        folder = tmp_path / "reference"
        ignore = shutil.ignore_patterns("exemplars", "__pycache__")
        shutil.copytree(shipped_folder("reference"), folder, ignore=ignore, dirs_exist_ok=True)
        path = folder / file
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{file} no longer holds {old}"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return folder

    return break_it
