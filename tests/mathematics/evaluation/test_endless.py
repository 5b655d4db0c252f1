"""Sums, integrals and limits without end: right where they settle, without a value where they do not."""

import pytest

from autograder.mathematics.pairs import PairVerdict
from tests.mathematics import pairing


def verdict(student: str, reference: str) -> PairVerdict:
    return pairing.verdict(student, reference, syntax="text")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("int(e^(-x),x,0,inf)", "1"),
        ("int(e^(-x^2),x,-inf,inf)", "sqrt(pi)"),
        ("int(1/(1+x^2),x,0,inf)", "pi/2"),
        ("int(e^x,x,-inf,0)", "1"),
        ("sum(1/2^k,k,0,inf)", "2"),
        ("sum(1/k!,k,0,inf)", "e"),
        ("sum(1/k^2,k,1,inf)", "pi^2/6"),
        ("sum(x^k,k,0,inf)", "1/(1-x)"),
        ("limit(sin(x)/x,x,0)", "1"),
        ("limit((1+1/n)^n,n,inf)", "e"),
        ("limit((x^2-4)/(x-2),x,2)", "4"),
        ("limit((e^x-1)/x,x,0)", "1"),
    ],
)
def test_what_settles_has_its_value(one: str, other: str) -> None:
    assert verdict(one, other) is PairVerdict.EQUAL
    assert verdict(one, f"{other}+1/100") is PairVerdict.DIFFERENT


@pytest.mark.parametrize(
    "source",
    [
        "int(1/x,x,1,inf)",
        "int(sin(x),x,0,inf)",
        "sum(1/k,k,1,inf)",
        "sum((-1)^k,k,1,inf)",
        "sum(2^k,k,0,inf)",
        "limit(sin(1/x),x,0)",
        "limit(abs(x)/x,x,0)",
        "limit(sin(x),x,inf)",
    ],
)
def test_what_does_not_settle_equals_no_number(source: str) -> None:
    for number in ("0", "1", "-1", "2", "1/2"):
        assert verdict(source, number) is not PairVerdict.EQUAL
