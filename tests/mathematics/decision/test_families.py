"""Families of solutions counted by whole numbers, and roots counted as often as they occur."""

from collections.abc import Callable

import pytest

from autograder.mathematics.decision import Decision, Different, Equal, Undecided

Decide = Callable[..., Decision]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("x=pi/4+k*pi", "tan(x)=1"),
        ("x=k*pi", "sin(x)=0"),
        ("x=k*pi and k in Z", "sin(x)=0"),
        ("x=pi/6+2*k*pi or x=5*pi/6+2*n*pi", "sin(x)=1/2"),
        ("x=pi/2+n*pi", "x=-pi/2+k*pi"),
        ("x=2*k*pi or x=(2*k+1)*pi", "x=k*pi"),
        ("x=2*pi*k", "x=2*pi*n"),
        ("x=-2*k", "x=2*n"),
        ("x=100+200*k", "x=-100+200*n"),
    ],
)
def test_the_same_family_is_equal_either_way_round(decide_text: Decide, one: str, other: str) -> None:
    assert isinstance(decide_text(one, other), Equal)
    assert isinstance(decide_text(other, one), Equal)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("x=2*k*pi", "sin(x)=0"),
        ("x=pi/4+k*pi/2", "tan(x)=1"),
        ("x=pi/4+2*k*pi", "tan(x)=1"),
        ("x=pi/2+n*pi", "x=pi/2+2*k*pi"),
        ("x=k*3.14159265358979", "sin(x)=0"),
        ("x=k*pi or x=1", "sin(x)=0"),
        ("x=2*k", "x=2*n+1"),
        ("x=k*pi", "x=0"),
    ],
)
def test_another_family_is_different_either_way_round(decide_text: Decide, one: str, other: str) -> None:
    assert isinstance(decide_text(one, other), Different)
    assert isinstance(decide_text(other, one), Different)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("x=k^2", "x=n^2+1"),
        ("x=k*pi and k>0", "sin(x)=0"),
        ("x=k+n*pi", "sin(x)=0"),
        ("x=1000000*k", "sin(pi*x/1000000)=0"),
        ("k=3", "n=3"),
        ("x=k*pi", "sin(x)^2+cos(x)^2=1"),
    ],
)
def test_what_is_no_family_of_even_steps_is_not_called_equal(decide_text: Decide, one: str, other: str) -> None:
    assert not isinstance(decide_text(one, other), Equal)


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("(x-1)^2=0", "x^2-2x+1=0", Equal),
        ("x=1 or x=1", "(x-1)^2=0", Equal),
        ("x=2 or x=1 or x=1", "(x-1)^2*(x-2)=0", Equal),
        ("(x-1)^2=0", "x-1=0", Different),
        ("x=1", "(x-1)^2=0", Different),
        ("x=1 or x=2", "(x-1)^2*(x-2)=0", Different),
        ("x=3", "x=1", Different),
        ("e^x=1", "x*(e^x-1)=0", Undecided),
    ],
)
def test_roots_are_counted_where_that_is_asked(decide_text: Decide, one: str, other: str, kind: type) -> None:
    assert isinstance(decide_text(one, other, multiplicity=True), kind)


def test_roots_are_not_counted_where_that_is_not_asked(decide_text: Decide) -> None:
    assert isinstance(decide_text("(x-1)^2=0", "x=1"), Equal)
