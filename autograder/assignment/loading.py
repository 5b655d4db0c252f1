"""From a folder to an `Assignment`: read the tables, load the reference code by path, check that they agree."""

import hashlib
import importlib.util
import sys
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import FunctionType, MappingProxyType, ModuleType
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from autograder.answers import Spec
from autograder.assignment.authored import telling
from autograder.assignment.consistency import check_consistency
from autograder.assignment.manifest import AssignmentTable, QuestionTable
from autograder.assignment.needed import check_files
from autograder.assignment.records import Assignment, Question
from autograder.domain.errors import AssignmentError
from autograder.mathematics.meaning import Meaning
from autograder.mathematics.notation_tables import notation_from_table

Table = TypeVar("Table", bound=Spec)

_JSON = TypeAdapter(Any)


def load_assignment(folder: Path) -> Assignment:
    """Load the assignment in a folder.

    Raises
    ------
    AssignmentError
        If a file is missing, does not follow the schema, or contradicts another; the text says where.
    """
    table = _read(folder / "assignment.toml", AssignmentTable)
    version = _fingerprint(folder, table.questions)
    tables = [(folder / name, _read(folder / name / "question.toml", QuestionTable)) for name in table.questions]
    check_files(tables)
    questions = tuple(_load_question(home, question, version) for home, question in tables)
    assignment = Assignment(table=table, folder=folder, version=version, questions=questions)
    check_consistency(assignment)
    return assignment


def _load_question(folder: Path, table: QuestionTable, version: str) -> Question:
    return Question(
        table=table,
        folder=folder,
        solution=_functions(folder / "solution.py", version),
        inputs=_functions(folder / "inputs.py", version),
        meaning=_load_meaning(folder, version),
    )


def _load_meaning(folder: Path, version: str) -> Meaning | None:
    if not ((folder / "notation.toml").exists() and (folder / "world.py").exists()):
        return None  # no part needs them
    notation = notation_from_table(_parse(folder / "notation.toml"))
    functions = _functions(folder / "world.py", version)
    worlds = {name: function for name, function in functions.items() if name.startswith("world")}
    if "world" not in worlds:
        raise AssignmentError(f"{_short(folder / 'world.py')} has no function world(rng, count, small)")
    return Meaning(notation, worlds["world"], MappingProxyType(worlds))


def _read(path: Path, schema: type[Table]) -> Table:
    table = _parse(path)
    try:
        # through JSON, because strict checking takes JSON's lists for tuples and TOML's dates for nothing
        return schema.model_validate_json(_JSON.dump_json(table))
    except ValidationError as error:
        first = error.errors()[0]
        message = first["msg"].removeprefix("Value error, ")
        raise AssignmentError(f"{_short(path)}, {_place(table, first['loc'])}: {message}") from None


def _place(table: Any, path: Sequence[int | str]) -> str:
    """Name a place in a table by the identifiers of what is on the way, not by positions in lists."""
    words = []
    for step in path:
        inside = isinstance(table, dict | list) and (step in table if isinstance(table, dict) else True)
        table = table[step] if inside else None
        if isinstance(step, int):
            name = table.get("id") or table.get("name") if isinstance(table, dict) else None
            words.append(f'"{name}"' if name else f"number {step + 1}")
        else:
            words.append(step)
    return " ".join(words) or "the file"


def _parse(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise AssignmentError(f"{path} does not exist; an assignment needs it") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise AssignmentError(f"{_short(path)} is not valid TOML: {error}") from None


def _load_module(path: Path, version: str) -> ModuleType:
    name = f"autograde_assignment_{version}.{path.parent.name}.{path.stem}"
    if name in sys.modules:
        return sys.modules[name]
    spec = importlib.util.spec_from_file_location(name, path)
    if not path.exists() or spec is None or spec.loader is None:
        raise AssignmentError(f"{path} does not exist; an assignment needs it")
    module = importlib.util.module_from_spec(spec)
    # dataclasses look their own module up while they are made
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except (Exception, SystemExit) as error:
        del sys.modules[name]
        raise AssignmentError(f"{_short(path)} cannot be loaded: {type(error).__name__}: {error}") from error
    return module


def _functions(path: Path, version: str) -> Mapping[str, Any]:
    """Return what can be called in a file of the author's; nothing if there is no such file."""
    names = vars(_load_module(path, version)) if path.exists() else {}
    return MappingProxyType(
        {
            name: telling(value, path.parent) if isinstance(value, FunctionType) else value
            for name, value in names.items()
            if callable(value)
        }
    )


def _fingerprint(folder: Path, questions: tuple[str, ...]) -> str:
    digest = hashlib.sha256()
    files = [folder / "assignment.toml"]
    for name in questions:
        files += [path for path in sorted((folder / name).glob("*")) if path.suffix in (".toml", ".py")]
    for path in files:
        if path.exists():
            digest.update(f"{path.relative_to(folder).as_posix()}\0".encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]


def _short(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"
