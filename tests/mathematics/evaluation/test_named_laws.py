"""Means, divergences, entropies and densities of laws known by name, against what is known of them."""

from typing import Any

import pytest

from autograder.mathematics.pairs import PairVerdict
from tests.mathematics import pairing

SYMBOLS = {
    "sigma": {"domain": "positive"},
    "s": {"domain": "positive"},
    "a": {"domain": "unit"},
    "b": {"domain": "unit"},
    "m": {"shape": [2]},
    "S": {"domain": "matrix", "shape": [2, 2], "symmetric": True},
    "A": {"domain": "matrix", "shape": [2, 2]},
}


def verdict(student: str, reference: str, **symbols: Any) -> PairVerdict:
    return pairing.verdict(student, reference, symbols={**SYMBOLS, **symbols})


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (r"\mathbb E_{x\sim\mathcal N(\mu,\sigma^2)}[x^2]", r"\mu^2+\sigma^2"),
        (r"\mathbb E_{x\sim\mathcal N(0,\sigma^2)}[x^4]", r"3\sigma^4"),
        (r"\mathbb E_{x\sim\mathcal N(0,1)}[e^{tx}]", "e^{t^2/2}"),
        (r"\mathbb E_{x\sim\mathcal N(0,1)}[|x|]", r"\sqrt{2/\pi}"),
        (r"\mathbb E_{x\sim\mathcal N(0,\sigma^2)}[\operatorname{ReLU}(x)^2]", r"\sigma^2/2"),
        (r"\mathbb E_{x\sim\mathcal N(\mu,\sigma^2)}[f(x)]", r"\mathbb E_{z\sim\mathcal N(0,1)}[f(\mu+\sigma z)]"),
        (r"\frac{\partial}{\partial\mu}\mathbb E_{x\sim\mathcal N(\mu,\sigma^2)}[x^3]", r"3\mu^2+3\sigma^2"),
        (r"\mathbb E_{x\sim\mathcal N(0,\sigma^2)}[xf(x)]", r"\sigma^2\mathbb E_{x\sim\mathcal N(0,\sigma^2)}[f'(x)]"),
        (r"\mathbb E_{x\sim U[0,1]}[x^2]", r"\frac13"),
        (r"\mathbb E_{x\sim\mathrm{Bern}(a)}[3x+x^2]", "4a"),
        (r"KL(\mathcal N(\mu,\sigma^2)\|\mathcal N(0,1))", r"\frac12(\mu^2+\sigma^2-1-\log\sigma^2)"),
        (r"KL(\mathrm{Bern}(a)\|\mathrm{Bern}(b))", r"a\log\frac ab+(1-a)\log\frac{1-a}{1-b}"),
        (r"H(\mathcal N(\mu,\sigma^2))", r"\frac12\log(2\pi e\sigma^2)"),
        (r"H(\mathcal N(0,1),\mathcal N(\mu,s))", r"\frac12\log(2\pi s)+\frac{1+\mu^2}{2s}"),
        (r"\log\mathcal N(x;\mu,\sigma^2)", r"-\frac{(x-\mu)^2}{2\sigma^2}-\frac12\log(2\pi\sigma^2)"),
        (r"\mathcal N(x\mid 0,1)", r"\frac{1}{\sqrt{2\pi}}e^{-x^2/2}"),
        (r"KL(\mathcal N(m,\sigma^2I)\|\mathcal N(0,I))", r"\frac12(2\sigma^2+\|m\|^2-2-2\log\sigma^2)"),
        (r"\mathbb E_{x\sim\mathcal N(m,\sigma^2I)}[x^\top Ax]", r"m^\top Am+\sigma^2\operatorname{tr}A"),
        (r"\mathbb E_{x\sim\mathcal N(m,\sigma^2I)}[xx^\top]", r"mm^\top+\sigma^2I"),
    ],
)  # fmt: skip
def test_what_is_known_of_them(one: str, other: str) -> None:
    assert verdict(one, other) is PairVerdict.EQUAL
    slipped = rf"\frac{{101}}{{100}}({other})"
    assert verdict(one, slipped) is PairVerdict.DIFFERENT


def test_the_size_of_a_standard_normal_vector_is_that_of_its_variable() -> None:
    mean = r"\mathbb E_{x\sim\mathcal N(0,I)}[x^\top Ax]"
    assert verdict(mean, r"\operatorname{tr}A", x={"shape": [2]}) is PairVerdict.EQUAL
    assert verdict(mean, r"\operatorname{tr}A") is PairVerdict.UNDECIDED


def test_normal_laws_with_covariances() -> None:
    divergence = r"KL(\mathcal N(m,S)\|\mathcal N(0,I))"
    closed = r"\frac12(\operatorname{tr}S+m^\top m-2-\log\det S)"
    assert verdict(divergence, closed) is PairVerdict.EQUAL
    assert verdict(divergence, closed.replace("-2", "-3")) is PairVerdict.DIFFERENT


def test_what_a_uniform_law_cannot_give_has_no_density() -> None:
    assert verdict(r"KL(U(0,1)\|U(0,2))", r"\log 2") is PairVerdict.EQUAL
    for impossible in (r"KL(U(0,2)\|U(0,1))", r"KL(\mathcal N(0,1)\|U(0,1))", r"KL(\mathrm{Bern}(a)\|\mathcal N(0,1))"):
        assert verdict(impossible, r"-\log 2") is PairVerdict.UNDECIDED, impossible
    assert verdict("U(x;0,1)", "1") is PairVerdict.DIFFERENT
    assert verdict(r"\int_{-1}^{1}U(x;0,1)\,dx", "2") is not PairVerdict.EQUAL


def test_a_mean_whose_weight_lies_out_of_sight_has_no_value() -> None:
    assert verdict(r"\mathbb E_{x\sim\mathcal N(0,1)}[e^{x^2}]", "1") is PairVerdict.UNDECIDED
    assert verdict(r"\mathbb E_{x\sim\mathcal N(0,1)}[e^{40x}]", "e^{800}+1") is not PairVerdict.EQUAL


def test_a_name_that_is_no_law_stays_a_number() -> None:
    assert verdict(r"\frac1N\sum_{i=1}^{3} i", r"\frac6N") is PairVerdict.EQUAL
    assert verdict("N(a+b)", "Na+Nb") is PairVerdict.EQUAL
