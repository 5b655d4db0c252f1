import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from autograder.cli import doctor as command
from autograder.cli.main import cli
from autograder.domain.errors import UsageError
from autograder.sandbox import Isolation, Layer, Level
from autograder.sandbox.doctor import Examination, Finding


@pytest.fixture
def found(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, ...]]:
    """What the doctor was asked; it finds a machine without Landlock, where one thing leaks."""
    asked: list[tuple[Any, ...]] = []

    def examine(minimum: str | None, secrets: list[Path], sandbox: str | None) -> Examination:
        asked.append((minimum, [path.name for path in secrets], sandbox))
        findings = (
            Finding("fork", "start a process", True, "Operation not permitted", True),
            Finding("read_file", "read a [private] file", False, "read it", False),
        )
        missing = {Layer.NAMESPACES: "no [bwrap]", Layer.LANDLOCK: "an old kernel", Layer.OWN_USER: "not root"}
        return Examination({"user": "1000"}, "forked", Level(minimum or "S3"), Isolation(missing), findings, "")

    monkeypatch.setattr(command, "examine", examine)
    return asked


def run(*arguments: str) -> tuple[int, str]:
    ended = CliRunner().invoke(cli, ["doctor", *arguments], standalone_mode=False)
    if ended.exception is not None:
        raise ended.exception
    return ended.return_value, ended.output


def test_too_little_is_exit_code_one_and_comes_with_advice(found: list[tuple[Any, ...]]) -> None:
    code, output = run()
    assert code == 1
    assert "does not hold" in output
    assert "bubblewrap" in output
    assert "[bwrap]" in output
    assert found == [(None, ["reference"], None)]


def test_what_is_accepted_by_name_is_exit_code_zero(found: list[tuple[Any, ...]]) -> None:
    assert run("--isolation", "S2", "--sandbox", "fresh")[0] == 0
    assert found == [("S2", ["reference"], "fresh")]


def test_json_is_whole_and_stable(found: list[tuple[Any, ...]]) -> None:
    code, output = run("--json")
    record = json.loads(output)
    assert code == 1
    assert list(record) == [
        "schema_version", "holds", "level", "required", "sandbox", "system", "live", "missing", "honest_work",
        "probes", "advice",
    ]  # fmt: skip
    assert (record["level"], record["required"], record["holds"]) == ("S2", "S3", False)
    assert record["probes"][1] == {
        "name": "read_file", "tries": "read a [private] file", "refused": False, "promised": False, "found": "read it",
    }  # fmt: skip


def test_an_assignment_that_is_no_folder_is_bad_usage(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is not a folder"):
        run("--assignment", str(tmp_path / "nowhere"))
