"""Derivations right and wrong, each judged as a whole by the shipped assignment."""

import tomllib
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent


def forms(kind: str) -> list[Any]:
    found = []
    for path in sorted(HERE.glob("*.toml")):
        for table in tomllib.loads(path.read_text(encoding="utf-8"))[kind]:
            found.append(pytest.param(table, id=f"{table['subquestion']}: {table['about']}"))
    return found


@pytest.mark.parametrize("form", forms("right"))
def test_a_right_form_earns_everything(judge: Callable[..., Any], form: dict[str, Any]) -> None:
    graded = judge(form["subquestion"], form["text"])
    assert not graded.broken
    assert not graded.lost


@pytest.mark.parametrize("form", forms("wrong"))
def test_a_wrong_form_loses_what_belongs_to_its_slip_and_no_more(
    judge: Callable[..., Any], form: dict[str, Any]
) -> None:
    graded = judge(form["subquestion"], form["text"])
    lost = {name: credit for name, credit in graded.credits.items() if credit != 1}
    assert lost == {name: Fraction(credit) for name, credit in form["earns"].items()}


@pytest.mark.parametrize("form", forms("right"))
def test_every_line_twice_earns_nothing_more_and_breaks_nothing(
    judge: Callable[..., Any], form: dict[str, Any]
) -> None:
    lines = form["text"].splitlines()
    repeated = [part for line in lines for part in ([line] * 2 if line.startswith("&=") and "\\\\" in line else [line])]
    graded = judge(form["subquestion"], "\n".join(repeated))
    assert not graded.broken
    assert not graded.lost
