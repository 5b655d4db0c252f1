"""The tables of kinds, sinks, sandboxes and commands match the folders they stand for."""

import sys
from pathlib import Path

import autograder
from autograder.answers import ANSWER_KINDS
from autograder.cli.main import COMMANDS
from autograder.reporting import SINKS

PACKAGE = Path(autograder.__file__).parent


def test_every_file_of_an_answer_kind_is_in_the_table() -> None:
    helpers = {"__init__", "constants", "mappings", "spec", "wording"}
    files = {path.stem for path in (PACKAGE / "answers").glob("*.py")} - helpers
    assert files == set(ANSWER_KINDS)


def test_every_command_has_a_file_of_its_own() -> None:
    helpers = {"__init__", "deciding", "exits", "main", "options", "table"}
    files = {path.stem for path in (PACKAGE / "cli").glob("*.py")} - helpers
    assert {name.replace("-", "_") for name in COMMANDS} == files


def test_the_sinks_are_the_three_files_promised() -> None:
    assert set(SINKS) == {"results.json", "report.html", "verdicts.json"}


def test_modules_stay_small() -> None:
    long = {path.name: count for path in PACKAGE.rglob("*.py") if (count := len(path.read_text().splitlines())) > 400}
    assert not long


def test_the_words_that_promise_nothing_are_not_names() -> None:
    banned = {"utils", "helpers", "common", "manager", "handler", "misc"}
    assert not {path for path in PACKAGE.rglob("*.py") if path.stem in banned}


def test_python_is_a_version_we_promise() -> None:
    assert sys.version_info >= (3, 11)
