"""The Python template has every function of the assignment, and answers nothing."""

import ast
import inspect
import runpy
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def loaded(template: Path) -> dict[str, object]:
    return runpy.run_path(str(template / "solution.py"))


def _functions(loaded: dict[str, object]) -> dict[str, object]:
    return {name: found for name, found in loaded.items() if inspect.isfunction(found)}


def test_the_functions_and_their_arguments_are_those_of_the_assignment(loaded, promised):
    signatures = {name: list(inspect.signature(function).parameters) for name, function in _functions(loaded).items()}
    assert signatures == promised.signatures


def test_an_untouched_function_returns_none(loaded):
    for function in _functions(loaded).values():
        assert function(*[1] * len(inspect.signature(function).parameters)) is None


def test_every_argument_is_described(loaded):
    for name, function in _functions(loaded).items():
        text = inspect.getdoc(function)
        assert "Parameters\n----------" in text, name
        assert "Returns\n-------" in text, name
        for argument in inspect.signature(function).parameters:
            assert argument in text.split("Returns\n")[0], f"{name}: {argument}"


def test_importing_prints_nothing_and_answers_nothing(template, capsys):
    loaded = runpy.run_path(str(template / "solution.py"))
    assert capsys.readouterr() == ("", "")
    assert loaded["ANSWERS"] == {}


def test_the_keys_listed_for_answers_are_parts_of_the_assignment(template, promised):
    listed = [
        line.split('"')[1]
        for line in (template / "solution.py").read_text(encoding="utf-8").splitlines()
        if line.startswith('    # "')
    ]
    known = [f"{subquestion} {part}" for subquestion, part in promised.items]
    assert [key for key in listed if key not in known] == []
    valued = [
        key for key, command in zip(known, promised.items.values(), strict=True) if command in ("choice", "cells")
    ]
    assert [key for key in valued if key not in listed] == []


def test_the_options_listed_for_answers_are_those_of_the_assignment(template, promised):
    source = (template / "solution.py").read_text(encoding="utf-8")
    for (subquestion, part), options in promised.options.items():
        (line,) = (line for line in source.splitlines() if f'# "{subquestion} {part}":' in line)
        assert ", ".join(options) in line


def test_the_right_code_exemplar_fills_in_every_function(exemplars, promised):
    tree = ast.parse((exemplars / "perfect_code" / "solution.py").read_text(encoding="utf-8"))
    defined = {node.name: [a.arg for a in node.args.args] for node in tree.body if isinstance(node, ast.FunctionDef)}
    assert defined == promised.signatures
