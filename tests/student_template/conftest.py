"""The template, what the assignment's own files promise it has, and pdflatex."""

import ast
import os
import re
import shutil
import subprocess
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

_ROOT = Path(__file__).parents[2]
_SECONDS = 120
_ITEMS = {
    "derivation": "derivation",
    "expression": "final",
    "choice": "choice",
    "mask": "cells",
    "text": "justification",
}


@dataclass(frozen=True, slots=True)
class Promised:
    """The names of the assignment: subquestion and part to the command that answers it, to options, functions."""

    items: dict[tuple[str, str], str]
    options: dict[tuple[str, str], tuple[str, ...]]
    points: dict[str, int]
    signatures: dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Typeset:
    """What pdflatex made of one file."""

    log: str
    pdf: bytes

    @property
    def errors(self) -> list[str]:
        return [line for line in self.log.splitlines() if line.startswith("!")]

    @property
    def warnings(self) -> list[str]:
        return re.findall(r"Package autograde Warning: (.*) on input line", self.log)

    @property
    def blanks(self) -> list[tuple[str, str]]:
        return re.findall(r"Package autograde Info: blank: (\S+) (\S+)\.", self.log)


@pytest.fixture(scope="session")
def template() -> Path:
    return _ROOT / "student_template"


@pytest.fixture(scope="session")
def exemplars() -> Path:
    return _ROOT / "reference" / "exemplars"


@pytest.fixture(scope="session")
def promised() -> Promised:
    names = Promised({}, {}, {}, {})
    for path in sorted(_ROOT.glob("reference/*/question.toml")):
        functions = _functions(path.with_name("solution.py"))
        for subquestion in tomllib.loads(path.read_text(encoding="utf-8"))["subquestions"]:
            names.points[subquestion["id"]] = subquestion["points"]
            for part in subquestion["parts"]:
                for alternative in part["alternatives"]:
                    _add(names, functions, (subquestion["id"], part["id"]), alternative)
    return names


def _add(names: Promised, functions: dict[str, list[str]], where: tuple[str, str], alternative: dict[str, Any]) -> None:
    if alternative["via"] == "code":
        names.signatures[alternative["name"]] = functions[alternative["reference"]]
        return
    key = (where[0], alternative.get("name", where[1]))
    names.items[key] = _ITEMS[alternative["answer"]["kind"]]
    if "options" in alternative["answer"]:
        names.options[key] = tuple(alternative["answer"]["options"])


def _functions(path: Path) -> dict[str, list[str]]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {
        node.name: [argument.arg for argument in node.args.args]
        for node in tree.body
        if isinstance(node, ast.FunctionDef)
    }


@pytest.fixture(scope="session")
def typeset(template: Path) -> Callable[..., Typeset]:
    """Return pdflatex as a student runs it, in a folder of its own beside the template's style."""
    if shutil.which("pdflatex") is None:
        reason = "pdflatex is missing: install texlive-latex-base and texlive-latex-recommended"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)

    def run(folder: Path, source: bytes, styled_by: Path = template) -> Typeset:
        shutil.copy(styled_by / "autograde.sty", folder)
        (folder / "answers.tex").write_bytes(source)
        # a log without line breaks can be searched
        environment = os.environ | {"max_print_line": "10000"}
        subprocess.run(
            ["pdflatex", "-interaction=nonstopmode", "-no-shell-escape", "answers.tex"],
            cwd=folder,
            env=environment,
            capture_output=True,
            check=False,
            timeout=_SECONDS,
        )
        pdf = folder / "answers.pdf"
        return Typeset(
            (folder / "answers.log").read_text(encoding="latin-1"), pdf.read_bytes() if pdf.exists() else b""
        )

    return run
