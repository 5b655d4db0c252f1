"""What ran under less isolation than is required now is graded again; nothing else is."""

import json
from pathlib import Path

import pytest

from autograder.batch.executor import Setup
from autograder.batch.holding import forget_weaker
from autograder.batch.ledger import Ledger, Result, Version
from autograder.domain.feedback import FeedbackLevel

VERSION = Version("assignment", "1.0", "")
HELD = {"weak": "S1: limits", "strong": "S3: limits, seccomp, Landlock", "latex": "not needed: no code was handed in"}


def setup(isolation: str, version: Version = VERSION) -> Setup:
    return Setup("", "", "", "", version, "", isolation, FeedbackLevel.FULL)


@pytest.fixture
def ledger(tmp_path: Path):
    with Ledger(tmp_path / "ledger") as opened:
        opened.record(
            VERSION, [Result(name, json.dumps({"isolation": said}).encode(), {}, {}) for name, said in HELD.items()]
        )
        yield opened


def test_only_what_was_held_more_weakly_is_graded_again(ledger: Ledger) -> None:
    assert forget_weaker(ledger, setup("S3")) == {"weak"}
    assert ledger.known(VERSION) == {"strong", "latex"}
    assert forget_weaker(ledger, setup("S3")) == frozenset()


def test_what_was_held_more_strongly_is_as_good(ledger: Ledger) -> None:
    assert forget_weaker(ledger, setup("S1")) == frozenset()
    assert ledger.known(VERSION) == set(HELD)
    # what was asked for in between does not hide what must be done again
    assert forget_weaker(ledger, setup("S3", Version("other", "1.0", ""))) == frozenset()
    assert forget_weaker(ledger, setup("S2")) == {"weak"}
