"""Largest and smallest values over one variable: found where there is one, refused where there may be another."""

import pytest

from autograder.mathematics.pairs import PairVerdict
from tests.mathematics import pairing

POSITIVE = {"p": {"domain": "positive"}, "q": {"domain": "positive"}}


def verdict(student: str, reference: str) -> PairVerdict:
    return pairing.verdict(student, reference, symbols=POSITIVE)


@pytest.mark.parametrize(
    ("optimum", "value"),
    [
        (r"\max_D p\log D+q\log(1-D)", r"p\log\frac{p}{p+q}+q\log\frac{q}{p+q}"),
        (r"\arg\max_D p\log D+q\log(1-D)", r"\frac{p}{p+q}"),
        (r"\arg\min_w \frac12(w-y)^2+\frac p2w^2", r"\frac{y}{1+p}"),
        (r"\sup_t\{tp-e^t\}", r"p\log p-p"),
        (r"\max_x\frac{x}{1+x^2}", r"\frac12"),
        (r"\inf_x e^x+e^{-x}", "2"),
        (r"\max_{x\in[0,1]}x^2", "1"),
        (r"\max_{x\in[0,2]}-(x-3)^2", "-1"),
        (r"\min_{x\in(-\infty,0]}x^2+x", r"-\frac14"),
    ],
)
def test_an_optimum_is_found(optimum: str, value: str) -> None:
    assert verdict(optimum, value) is PairVerdict.EQUAL
    assert verdict(optimum, f"{value}+10^{{-6}}") is PairVerdict.DIFFERENT


@pytest.mark.parametrize(
    "unbounded",
    [
        r"\max_x x^3-x",
        r"\max_x \log(1+x^2)",
        r"\max_x \arctan x",
        r"\min_x e^{-x}",
        r"\max_{x\in[0,1)}x",
        r"\max_{x,y} -x^2-y^2",
        r"\max_x \lfloor x\rfloor-x^2",
    ],
)
def test_without_a_largest_value_nothing_is_decided(unbounded: str) -> None:
    for value in ("0", "1", r"\frac\pi2", r"\frac{2}{3\sqrt3}"):
        assert verdict(unbounded, value) is PairVerdict.UNDECIDED
