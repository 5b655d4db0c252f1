import json
import os
from pathlib import Path

import pytest

from autograder.domain.errors import UsageError
from autograder.reporting import run_record, write_outputs


def test_outputs_are_written_under_their_names(tmp_path: Path) -> None:
    paths = write_outputs(tmp_path / "new" / "folder", {"a.json": b"1", "b.html": b"2"})
    assert [path.read_bytes() for path in paths] == [b"1", b"2"]
    assert sorted(path.name for path in paths[0].parent.iterdir()) == ["a.json", "b.html"]


def test_nothing_is_overwritten_or_written_beside_what_is_there(tmp_path: Path) -> None:
    (tmp_path / "b.html").write_bytes(b"mine")
    with pytest.raises(UsageError, match=r"already has b\.html; add --force"):
        write_outputs(tmp_path, {"a.json": b"1", "b.html": b"2"})
    assert (tmp_path / "b.html").read_bytes() == b"mine"
    assert not (tmp_path / "a.json").exists()


def test_force_replaces(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(b"old")
    write_outputs(tmp_path, {"a.json": b"new"}, force=True)
    assert (tmp_path / "a.json").read_bytes() == b"new"


def test_force_replaces_a_link_and_not_what_it_points_to(tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    precious.write_bytes(b"keep")
    (tmp_path / "a.json").symlink_to(precious)
    write_outputs(tmp_path, {"a.json": b"new"}, force=True)
    assert precious.read_bytes() == b"keep"
    assert (tmp_path / "a.json").read_bytes() == b"new"


def test_a_dangling_link_is_not_followed_unasked(tmp_path: Path) -> None:
    (tmp_path / "a.json").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(UsageError):
        write_outputs(tmp_path, {"a.json": b"1"})
    assert not (tmp_path / "elsewhere").exists()


def test_a_file_where_the_folder_should_be_is_one_clear_sentence(tmp_path: Path) -> None:
    (tmp_path / "out").write_bytes(b"")
    with pytest.raises(UsageError, match="cannot write into"):
        write_outputs(tmp_path / "out", {"a.json": b"1"}, force=True)


def test_a_failure_midway_leaves_the_old_file_and_no_litter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.json").write_bytes(b"old")

    def full(*_: object) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(UsageError, match="No space left"):
        write_outputs(tmp_path, {"a.json": b"new"}, force=True)
    assert [path.name for path in tmp_path.iterdir()] == ["a.json"]
    assert (tmp_path / "a.json").read_bytes() == b"old"


def test_a_run_record_is_sorted_json() -> None:
    assert json.loads(run_record({"started": "2022-04-15T22:59:00Z", "host": "hôte"})) == {
        "host": "hôte",
        "started": "2022-04-15T22:59:00Z",
    }
