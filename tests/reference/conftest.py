"""The assignment's modules, loaded by path as the engine loads them."""

import importlib.util
from collections.abc import Callable
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from autograder.domain.cases import Case
from autograder.wire import Procedure, procedure_callable

_REFERENCE = Path(__file__).parents[2] / "reference"


@cache
def _load(question: str, file: str) -> ModuleType:
    path = _REFERENCE / question / f"{file}.py"
    spec = importlib.util.spec_from_file_location(f"assignment_{question}_{file}", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def load() -> Callable[[str, str], ModuleType]:
    """Return a loader: question folder and file stem to module."""
    return _load


def _call(function: Callable[..., Any], case: Case) -> Any:
    return function(
        *(procedure_callable(value) if isinstance(value, Procedure) else value for value in case.arguments.values())
    )


@pytest.fixture(scope="session")
def call() -> Callable[[Callable[..., Any], Case], Any]:
    """Return the way a function is called on a case: positionally, procedures as plain functions."""
    return _call
