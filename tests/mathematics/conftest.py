"""The questions' own notations and worlds, and judging written mathematics against each other."""

import importlib.util
import tomllib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import pytest

from autograder.mathematics.decision import Decision, Options, decide
from autograder.mathematics.notation import Notation
from autograder.mathematics.notation_tables import notation_from_table
from autograder.mathematics.reading import read_latex, read_text
from autograder.mathematics.tree import Node

REFERENCE = Path(__file__).resolve().parents[2] / "reference"
ANY_REALS = Notation(undeclared_are_real=True)


class Question(NamedTuple):
    """A question's worlds and notation, as the engine loads them."""

    worlds: ModuleType
    notation: Notation

    def read(self, latex: str) -> Node:
        """Read LaTeX that must be readable without a fault."""
        read = read_latex(latex, self.notation)
        assert not read.faults, f"{latex}: {read.faults[0].message}"
        assert read.node is not None
        return read.node

    def decide(self, student: str, target: str, world: str = "world", **options: Any) -> Decision:
        """Decide two pieces of LaTeX in one of the question's kinds of worlds."""
        return decide(
            self.read(student), self.read(target), self.notation, getattr(self.worlds, world), Options(**options)
        )


@cache
def load_question(name: str) -> Question:
    spec = importlib.util.spec_from_file_location(f"{name}_world", REFERENCE / name / "world.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return Question(module, notation_from_table(tomllib.loads((REFERENCE / name / "notation.toml").read_text())))


@pytest.fixture(scope="session")
def question() -> Callable[[str], Question]:
    """Load a question of the shipped assignment by the name of its folder."""
    return load_question


@pytest.fixture(scope="session")
def text() -> Callable[[str], Node]:
    """Read plain text whose names are real numbers."""

    def read(source: str) -> Node:
        found = read_text(source, ANY_REALS)
        assert not found.faults, f"{source}: {found.faults[0].message}"
        assert found.node is not None
        return found.node

    return read


@pytest.fixture(scope="session")
def decide_text(text: Callable[[str], Node]) -> Callable[..., Decision]:
    """Decide two pieces of plain text about real numbers."""
    return lambda one, other, **options: decide(text(one), text(other), ANY_REALS, None, Options(**options))
