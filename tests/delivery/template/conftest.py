"""Templates made for two assignments: the shipped one, and one of odd signs, sizes and numbers."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from autograder.assignment import Assignment, load_assignment, shipped_folder
from autograder.delivery.template import template_files


@pytest.fixture(scope="session")
def shipped() -> Path:
    return shipped_folder("student_template")


@pytest.fixture(scope="session")
def odds() -> Assignment:
    return load_assignment(Path(__file__).parent / "odds")


@pytest.fixture(scope="session")
def reference() -> Assignment:
    return load_assignment(shipped_folder("reference"))


@pytest.fixture(scope="session")
def made(odds: Assignment, shipped: Path) -> Mapping[str, str]:
    return template_files(odds, shipped)


@pytest.fixture(scope="session")
def remade(reference: Assignment, shipped: Path) -> Mapping[str, str]:
    return template_files(reference, shipped)
