"""What all tests share: goldens, and where the look of the pages is."""

from collections.abc import Callable
from pathlib import Path

import hypothesis
import pytest

from autograder.assignment import shipped_folder
from autograder.reporting import Look

# a deadline measures the machine, not the code
hypothesis.settings.register_profile("autograde", deadline=None)
hypothesis.settings.load_profile("autograde")

_ROOT = Path(__file__).resolve().parent.parent
_GOLDEN = _ROOT / "tests" / "golden"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden", action="store_true", help="write the golden files anew, then look at their difference"
    )


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[..., None]:
    """A function that compares bytes with a golden file, or writes it under --update-golden."""

    def compare(name: str, content: bytes, folder: Path = _GOLDEN) -> None:
        path = folder / name
        if request.config.getoption("--update-golden"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        expected = path.read_bytes() if path.exists() else b""
        # lines, for a difference that a person can read
        assert content.decode().splitlines() == expected.decode().splitlines(), (
            f"{name} changed; if that is meant, run pytest --update-golden and commit the difference"
        )
        assert content == expected

    return compare


@pytest.fixture(scope="session")
def look() -> Look:
    """The shipped look, built once."""
    return Look(shipped_folder("reports"))


@pytest.fixture(scope="session")
def docs() -> Path:
    """The folder of published documents."""
    return _ROOT / "docs"
