"""The stand-in's image and runs, made once for all tests, and for all workers of pytest-xdist together."""

import fcntl
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
from pydantic import TypeAdapter

from autograder.assignment import load_assignment, shipped_folder
from autograder.delivery.gradescope.package import build_package
from tests.gradescope.handed_in import HANDED_IN, HandedIn
from tests.gradescope.stand_in import Image, Ran, build_image, missing_tools

SECRET = "a secret of the tests"
AT_ONCE = 4  # of half a processor each
RANS = TypeAdapter(dict[str, Ran], config={"ser_json_bytes": "base64", "val_json_bytes": "base64"})
POLICY = '\n[late]\npolicy = "deduct"\npercent_per_day = 10\n\n[gradescope]\nsubmissions_per_day = 1\n'


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all workers of this run share."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "stand-in"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def course(shared: Path) -> Path:
    """The shipped assignment with a late policy and a rate limit."""
    source, folder = shipped_folder("reference"), shared / "course"
    with _alone(shared):
        if not folder.exists():
            folder.mkdir()
            for question in load_assignment(source).questions:
                (folder / question.folder.name).symlink_to(question.folder)
            (folder / "assignment.toml").write_text((source / "assignment.toml").read_text() + POLICY)
    return folder


@pytest.fixture(scope="session")
def image(shared: Path, course: Path) -> Image:
    lacks = missing_tools()
    if lacks:
        say = pytest.fail if os.environ.get("CI") == "true" and lacks[0] != "root on Linux" else pytest.skip
        say(f"the stand-in for Gradescope needs {', '.join(lacks)}")
    package = shared / "autograder.zip"
    with _alone(shared):
        if not package.exists():
            package.write_bytes(build_package(load_assignment(course), SECRET))
        return build_image(package, shared)


@pytest.fixture(scope="session")
def ran(image: Image, shared: Path) -> dict[str, Ran]:
    """Every submission, graded in a container of its own."""
    kept = shared / "ran.json"
    with _alone(shared):
        if not kept.exists():
            with ThreadPoolExecutor(AT_ONCE) as pool:
                rans = pool.map(lambda handed_in: _grade(image, handed_in), HANDED_IN.values())
                kept.write_bytes(RANS.dump_json(dict(zip(HANDED_IN, rans, strict=True))))
    return RANS.validate_json(kept.read_bytes())


def _grade(image: Image, handed_in: HandedIn) -> Ran:
    return image.grade(handed_in.files, handed_in.metadata)


@contextmanager
def _alone(shared: Path) -> Iterator[None]:
    """Keep the other workers waiting."""
    with (shared / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
