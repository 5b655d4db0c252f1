"""The page for authors is true: its first assignment has no fault, its examples hold, and it names every field."""

import dataclasses
import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from autograder.answers import ANSWER_KINDS, Spec
from autograder.answers.derivation import Feature
from autograder.assignment import load_assignment, shipped_folder
from autograder.assignment.manifest import AssignmentTable
from autograder.domain.cases import Case, CaseKind
from autograder.domain.graded import GradedSubmission
from autograder.grading import check_assignment
from autograder.grading.exemplars import Expected, criteria_of, standing
from autograder.grading.pipeline import Grader
from autograder.mathematics.notation import Domain, Role, SymbolSpec
from autograder.mathematics.worlds import (
    FiniteDensity,
    FreeFunction,
    Functional,
    Map,
    Parameters,
    PointDensity,
    Quantity,
    Variable,
    Worlds,
)
from autograder.sandbox import open_sandbox

PAGE = (shipped_folder("docs") / "authoring.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
FILE = re.compile(r"[#%] hw/(\S+)\n")
SAID = {word for words in re.findall(r"`([^`\n]+)`", PAGE) for word in re.findall(r"\w+", words)}
CODE = {word for _, text in BLOCKS for word in re.findall(r"\w+", text)}


def write_first_assignment(folder: Path) -> Path:
    """Write the files that the page shows, each under the name in its first line."""
    for _, text in BLOCKS:
        named = FILE.match(text)
        if named is not None:
            path = folder / named.group(1)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text[named.end() :], encoding="utf-8")
    return folder


def other_blocks(language: str) -> list[str]:
    return [text for found, text in BLOCKS if found == language and FILE.match(text) is None]


def with_specs(table: Any) -> Iterator[dict[str, Any]]:
    """Yield every table that is the specification of an answer."""
    if isinstance(table, dict):
        if table.get("kind") in ANSWER_KINDS:
            yield table
        for inner in table.values():
            yield from with_specs(inner)


def written(kinds: set[type[Spec]]) -> set[type[Spec]]:
    """Return some schemas with all that occur in their fields."""
    inner = {
        found
        for kind in kinds
        for field in kind.model_fields.values()
        for found in map(globals_of_spec().get, re.findall(r"\w+", repr(field.annotation)))
        if found is not None
    }
    return kinds if inner <= kinds else written(kinds | inner)


def globals_of_spec() -> dict[str, type[Spec]]:
    """Return every schema that is loaded, by its name."""
    found, new = {}, [Spec]
    while new:
        new = [one for kind in new for one in kind.__subclasses__()]
        found.update({kind.__name__: kind for kind in new})
    return found


def grade(assignment: Path, answer: str, folder: Path) -> GradedSubmission:
    folder.mkdir()
    (folder / "answers.tex").write_text(f"\\begin{{answer}}{{1.2}}\n{answer}\n\\end{{answer}}\n", encoding="utf-8")
    with open_sandbox() as sandbox, Grader(load_assignment(assignment), sandbox) as grader:
        return grader.grade(folder).graded


def earned(graded: GradedSubmission, criterion: str) -> str:
    return standing(dict(criteria_of(graded))[criterion].verdict)


def test_the_first_assignment_has_no_fault(tmp_path: Path) -> None:
    folder = write_first_assignment(tmp_path)
    with open_sandbox() as sandbox:
        assert check_assignment(load_assignment(folder), folder / "template", sandbox, lambda _step: None) == ()


HALF_WAY = r"""\begin{derivation}{chain}
\[ \frac{ds}{dx} = \frac{e^{-x}}{(1 + e^{-x})^2} \]
\end{derivation}"""


@pytest.mark.parametrize(
    ("looks", "credit"), [("", "1"), (', line = { contains = ["s"], has_not = ["derivative"] }', "0")]
)
def test_a_target_that_says_nothing_of_its_looks_takes_any_line_of_its_value(
    tmp_path: Path, looks: str, credit: str
) -> None:
    folder = write_first_assignment(tmp_path / "hw")
    path = folder / "q1_logistic" / "question.toml"
    text = path.read_text(encoding="utf-8")
    changed, number = re.subn(r'forms = \[\{ at = "target".*', f'forms = [{{ at = "target"{looks} }}]', text)
    assert number == 1
    path.write_text(changed, encoding="utf-8")
    assert earned(grade(folder, HALF_WAY, tmp_path / "one"), "1.2/chain/end") == credit


def test_every_other_table_follows_the_schema() -> None:
    specs = [spec for text in other_blocks("toml") for spec in with_specs(tomllib.loads(text))]
    assert len(specs) >= 7
    for spec in specs:
        ANSWER_KINDS[spec["kind"]].spec.model_validate_json(json.dumps(spec))


def test_the_other_world_has_a_value_of_the_right_shape_for_every_letter() -> None:
    (text,) = other_blocks("python")
    names: dict[str, Any] = {}
    exec(text, names)
    worlds = names["world"](np.random.default_rng(0), 5)
    assert worlds.count == 5
    assert worlds.bindings["b"].array.shape == (5, 2)
    assert worlds.bindings["X"].array.shape == (5, 3, 2)
    assert worlds.bindings["J"].compute(()).array.shape == (5,)
    assert set(worlds.axes) == {"z", "sample"}


def test_every_kind_and_every_field_is_named() -> None:
    kinds = {kind.spec for kind in ANSWER_KINDS.values()}
    schemas = written({AssignmentTable, Expected, globals_of_spec()["QuestionTable"], *kinds})
    assert {"FormSpec", "StructureSpec", "Convention", "SlipTable", "JudgeTable", "LateTable"} <= {
        one.__name__ for one in schemas
    }
    fields = {name for one in schemas for name in one.model_fields}
    assert fields - SAID - CODE == set()
    assert set(ANSWER_KINDS) - SAID == set()


def test_every_word_of_notations_worlds_cases_and_looks_is_named() -> None:
    phrases = {*map(str, Role), *map(str, Domain), *map(str, Feature)}
    assert {phrase for phrase in phrases if f"`{phrase}`" not in PAGE} == set()
    assert {kind.name for kind in CaseKind} - SAID == set()
    symbol = {field.name for field in dataclasses.fields(SymbolSpec)} - {"name", "random"}  # the latter is of `compare`
    flags = {"undeclared_are_real", "prime_is_transpose"}
    of_worlds = {field.name for one in (Case, Worlds) for field in dataclasses.fields(one)}
    assert (symbol | flags | of_worlds) - SAID == set()
    bindings = (Quantity, Variable, FiniteDensity, PointDensity, Map, FreeFunction, Functional, Parameters)
    assert {one.__name__ for one in bindings} - SAID == set()
    assert {field.name for one in bindings for field in dataclasses.fields(one)} - SAID == set()
