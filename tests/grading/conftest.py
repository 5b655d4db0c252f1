"""One grader for all tests of a module: loading and the warm sandbox are paid once."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.assignment import load_assignment, shipped_folder
from autograder.grading import Grader
from autograder.sandbox import open_sandbox


@pytest.fixture(scope="module")
def grader() -> Iterator[Grader]:
    with open_sandbox() as sandbox, Grader(load_assignment(shipped_folder("reference")), sandbox) as grader:
        yield grader


@pytest.fixture
def submission(tmp_path: Path):
    """Return a function that writes files into a folder to hand in."""

    def write(**files: str | bytes) -> Path:
        folder = tmp_path / "submission"
        folder.mkdir(exist_ok=True)
        for name, content in files.items():
            path = folder / name.replace("_tex", ".tex").replace("_py", ".py")
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return folder

    return write
