"""Values by cases: decided between their bounds, and on them."""

from collections.abc import Callable

import pytest

from autograder.mathematics.decision import Decision, Different, Equal, Undecided, decide
from autograder.mathematics.notation import Notation, SymbolSpec
from autograder.mathematics.tree import Node

Decide = Callable[..., Decision]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("x if x>0 else -x", "abs(x)"),
        ("x if x>=0 else -x", "x if x>0 else -x"),
        ("0 if x<1 else 1", "1 if x>=1 else 0"),
        ("x if x>y else y", "max(x,y)"),
        ("1 if x>0 and y>0 else 0", "0 if x<=0 or y<=0 else 1"),
        ("1 if x>0 else 0 if x=0 else -1", "-1 if x<0 else 0 if x=0 else 1"),
        ("x+50 if x>-50 else 0", "max(x+50,0)"),
        ("2*(x if x>0 else -x)", "abs(2*x)"),
    ],
)
def test_the_same_cases_are_equal(decide_text: Decide, one: str, other: str) -> None:
    assert isinstance(decide_text(one, other), Equal)
    assert isinstance(decide_text(other, one), Equal)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("x if x>0 else -x", "x"),
        ("1 if x=0 else abs(x)", "abs(x)"),
        ("0 if x<1 else 1", "0 if x<=1 else 1"),
        ("x if x>y else 0 if x=y else y", "max(x,y)"),
        ("x+50 if x>-60 else 0", "max(x+50,0)"),
        ("7 if x=12345 else x", "x"),
    ],
)
def test_cases_that_differ_only_on_a_bound_differ(decide_text: Decide, one: str, other: str) -> None:
    assert isinstance(decide_text(one, other), Different)
    assert isinstance(decide_text(other, one), Different)


@pytest.mark.parametrize(("one", "other"), [("x if x>0", "x"), ("sin(x)/x if x!=0 else 1", "sin(x)/x")])
def test_cases_that_leave_out_values_are_for_a_human(decide_text: Decide, one: str, other: str) -> None:
    assert isinstance(decide_text(one, other), Undecided)


def test_cases_about_matrices_are_for_a_human(text: Callable[[str], Node]) -> None:
    notation = Notation({"x": SymbolSpec("x"), "y": SymbolSpec("y")})
    assert isinstance(decide(text("x if x>f(y) else 1"), text("x"), notation), Undecided)
