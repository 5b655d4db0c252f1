"""A small class to grade: two who handed in the same, one in code, one unreadable, one absent."""

import hashlib
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.assignment import shipped_folder
from autograder.batch.progress import Counts
from autograder.batch.running import Order

EXEMPLARS = shipped_folder("reference") / "exemplars"


def zip_exemplar(path: Path, name: str) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        for file in sorted((EXEMPLARS / name).iterdir()):
            if file.name != "expected.toml":
                archive.write(file, file.name)


@pytest.fixture
def classroom(tmp_path: Path) -> Path:
    """A folder with ``submissions`` and ``roster.csv``."""
    submissions = tmp_path / "submissions"
    submissions.mkdir()
    zip_exemplar(submissions / "001.zip", "gan_bounded")
    zip_exemplar(submissions / "002.zip", "gan_bounded")
    zip_exemplar(submissions / "003.zip", "gan_alternating")
    (submissions / "004.zip").write_bytes(b"not a zip")
    roster = "name,sid\n" + "".join(f"Student {letter},00{number}\n" for number, letter in enumerate("ABCDE", start=1))
    (tmp_path / "roster.csv").write_text(roster)
    return tmp_path


@pytest.fixture
def order(classroom: Path) -> Order:
    """The order to grade it."""
    return Order(
        source=classroom / "submissions",
        out=classroom / "out",
        assignment=shipped_folder("reference"),
        look=shipped_folder("reports"),
        workers=1,
        roster=classroom / "roster.csv",
        secret="a secret",
    )


@pytest.fixture
def seen() -> list[Counts]:
    """What a batch told while it ran, if it was given ``seen.append``."""
    return []


@pytest.fixture
def fingerprints() -> Callable[[Path], dict[str, str]]:
    """Return a function that tells everything visible of a batch that must be the same however it was made."""

    def of(out: Path) -> dict[str, str]:
        return {
            path.relative_to(out).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(out.rglob("*"))
            if path.is_file() and path.name != "run.json" and ".autograde" not in path.parts
        }

    return of
