"""Exactly once, whatever is repeated."""

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from autograder.batch.ledger import Entry, Ledger, Result, Version
from autograder.domain.errors import UsageError
from autograder.domain.roster import Participant

VERSION = Version("assignment", "1.0", "")
RESULT = Result("sub", b"verdicts", {"answers.tex": b"\xff\x00"}, {"seconds": 1.5})


def test_a_result_comes_back_as_it_went_in(tmp_path: Path) -> None:
    with Ledger(tmp_path / "ledger") as ledger:
        ledger.record(VERSION, [RESULT])
    with Ledger(tmp_path / "ledger", read_only=True) as ledger:
        assert ledger.result(VERSION, "sub") == RESULT
        assert ledger.known(VERSION) == {"sub"}


def test_a_result_recorded_twice_is_the_first(tmp_path: Path) -> None:
    with Ledger(tmp_path / "ledger") as ledger:
        ledger.record(VERSION, [RESULT])
        ledger.record(VERSION, [replace(RESULT, verdicts=b"other")])
        assert ledger.result(VERSION, "sub") == RESULT


def test_a_result_that_was_not_final_gives_way_to_a_better_one(tmp_path: Path) -> None:
    with Ledger(tmp_path / "ledger") as ledger:
        ledger.record(VERSION, [replace(RESULT, verdicts=b"half", final=False)])
        assert ledger.known(VERSION) == frozenset()
        ledger.record(VERSION, [RESULT])
        assert ledger.result(VERSION, "sub") == RESULT


@pytest.mark.parametrize(
    "other", [replace(VERSION, assignment="b"), replace(VERSION, engine="2"), replace(VERSION, secret="s")]
)
def test_another_version_knows_nothing_of_it(tmp_path: Path, other: Version) -> None:
    with Ledger(tmp_path / "ledger") as ledger:
        ledger.record(VERSION, [RESULT])
        assert ledger.known(other) == frozenset()
        assert ledger.result(other, "sub") is None


def test_participants_are_replaced_as_a_whole_and_walked_by_key(tmp_path: Path) -> None:
    first = Entry(Participant("b", "Ben", sections=("S",)), "b", "sub", "/somewhere")
    second = Entry(Participant("a", "Ada"), "student-1")
    with Ledger(tmp_path / "ledger") as ledger:
        ledger.enter([first])
        ledger.enter([first, second])
        assert list(ledger.entries()) == [second, first]
        assert ledger.entry("b") == first


def test_a_failure_is_kept_until_the_next_run_says_otherwise(tmp_path: Path) -> None:
    with Ledger(tmp_path / "ledger") as ledger:
        ledger.fail(VERSION, {"sub": "it died"})
        assert ledger.failure(VERSION, "sub") == "it died"
        ledger.fail(VERSION, {})
        assert ledger.failure(VERSION, "sub") == ""


def test_a_reader_cannot_write(tmp_path: Path) -> None:
    Ledger(tmp_path / "ledger").close()
    with Ledger(tmp_path / "ledger", read_only=True) as ledger, pytest.raises(sqlite3.OperationalError):
        ledger.record(VERSION, [RESULT])


def test_a_file_that_is_no_ledger_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "ledger").write_bytes(b"something else entirely" * 100)
    with pytest.raises(UsageError, match="--fresh"):
        Ledger(tmp_path / "ledger")


def test_a_ledger_of_another_format_says_what_to_do(tmp_path: Path) -> None:
    with Ledger(tmp_path / "ledger") as ledger:
        ledger.state({"format": "0"})
    with pytest.raises(UsageError, match="another version of autograde"):
        Ledger(tmp_path / "ledger")
