"""autograder.zip: everything that the platform needs to build the grader's image."""

import sys
from collections.abc import Mapping
from decimal import Decimal
from importlib.metadata import distribution
from importlib.resources import files
from pathlib import Path

import autograder
from autograder.assignment import Assignment
from autograder.delivery.gradescope.publishing import unfinished_results
from autograder.delivery.gradescope.requirements import pinned_requirements, refuse_outdated
from autograder.delivery.gradescope.wheel import wheel_bytes, wheel_name
from autograder.delivery.gradescope.zipping import Entry, folder_files, zip_bytes
from autograder.domain.errors import UsageError
from autograder.reporting.decimals import decimal_of

DISTRIBUTION = "autograde"
_EXECUTABLES = ("setup.sh", "run_autograder")


def build_package(assignment: Assignment, secret: str) -> bytes:
    """Return autograder.zip; the same installation, assignment and secret give the same bytes.

    Raises
    ------
    UsageError
        If the secret is empty, or this installation is older than its own checkout.
    """
    if not secret.strip():
        raise UsageError("the secret is empty; without one, students could work out the random cases beforehand")
    ours = distribution(DISTRIBUTION)
    refuse_outdated(ours, Path(str(autograder.__file__)).parent.parent)
    image = files("autograder.delivery.gradescope").joinpath("image")
    entries = [Entry(name, image.joinpath(name).read_bytes(), executable=True) for name in _EXECUTABLES]
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    contents = {
        wheel_name(ours): wheel_bytes(ours),
        "python-version": f"{version}\n".encode(),
        "requirements.txt": pinned_requirements(ours).encode(),
        "secret": f"{secret.strip()}\n".encode(),
        "unfinished.json": unfinished_results(Decimal(decimal_of(assignment.total_points))),
        **{f"assignment/{name}": content for name, content in _graded_files(assignment).items()},
    }
    return zip_bytes([*entries, *(Entry(name, content) for name, content in sorted(contents.items()))])


def _graded_files(assignment: Assignment) -> Mapping[str, bytes]:
    """Return what grading reads of an assignment: its exemplars, which answer everything, stay at home."""
    found = {"assignment.toml": (assignment.folder / "assignment.toml").read_bytes()}
    for question in assignment.questions:
        inner = folder_files(question.folder)
        found |= {f"{question.folder.name}/{name}": content for name, content in inner.items()}
    return found
