import stat
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from autograder.cli.main import cli
from autograder.domain.errors import AssignmentError, UsageError


def _build(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli, ["gradescope", "build", *map(str, arguments)], standalone_mode=False)


def test_one_command_makes_the_zip_and_its_secret_for_their_owner_alone(tmp_path: Path) -> None:
    out = tmp_path / "autograder.zip"
    done = _build("-o", out)
    assert done.exception is None
    assert "79 points" in done.output
    secret = tmp_path / "autograder.secret"
    assert zipfile.ZipFile(out).read("secret") == secret.read_bytes()
    assert [stat.S_IMODE(path.stat().st_mode) for path in (out, secret)] == [0o600, 0o600]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["autograder.secret", "autograder.zip"]


def test_the_secret_beside_the_zip_is_used_again(tmp_path: Path) -> None:
    out = tmp_path / "autograder.zip"
    _build("-o", out)
    first = out.read_bytes()
    assert _build("-o", out, "--force").exception is None
    assert out.read_bytes() == first


def test_a_zip_that_is_there_is_not_replaced_unasked(tmp_path: Path) -> None:
    out = tmp_path / "autograder.zip"
    out.write_text("mine")
    done = _build("-o", out)
    assert isinstance(done.exception, UsageError)
    assert "--force" in str(done.exception)
    assert out.read_text() == "mine"
    assert not (tmp_path / "autograder.secret").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--assignment", "nowhere"], "the assignment nowhere is not a folder"),
        (["-o", "nowhere/autograder.zip"], "cannot be written"),
        (["-o", "."], "cannot be written"),
        (["--secret-file", "nowhere"], "the secret file nowhere cannot be read"),
    ],
)
def test_bad_usage_is_one_clear_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    done = _build(*arguments)
    assert isinstance(done.exception, UsageError)
    assert said in str(done.exception)
    assert list(tmp_path.iterdir()) == []


def test_an_assignment_with_a_fault_is_not_packed(tmp_path: Path) -> None:
    (tmp_path / "broken").mkdir()
    done = _build("--assignment", tmp_path / "broken", "-o", tmp_path / "autograder.zip")
    assert isinstance(done.exception, AssignmentError)
    assert not (tmp_path / "autograder.zip").exists()
