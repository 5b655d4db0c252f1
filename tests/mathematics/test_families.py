"""Numbers with an index, and the vectors of them that softmax and log-sum-exp take."""

import pytest

from autograder.mathematics.pairs import PairVerdict
from tests.mathematics.pairing import verdict


@pytest.mark.parametrize(
    ("student", "reference"),
    [
        (r"-\sum_{k=1}^K y_k\log\hat y_k", r"-\sum_{j=1}^K y_j\log\hat y_j"),
        (r"\sum_{k=1}^{3}y_k", "y_1+y_2+y_3"),
        (r"\frac{e^{z_i}}{\sum_{j=1}^K e^{z_j}}", r"\frac{e^{z_i-c}}{\sum_{k=1}^K e^{z_k-c}}"),
        (r"\sum_{i=1}^n\sum_{j=1}^m A_{ij}x_iy_j", r"\sum_{j=1}^m\sum_{i=1}^n y_jA_{ij}x_i"),
        (r"\sum_{i=1}^n(x_{i+1}-x_i)", "x_{n+1}-x_1"),
        (r"\frac{d}{d\theta}\sum_{i=1}^n(y_i-\theta x_i)^2", r"-2\sum_{i=1}^n x_i(y_i-\theta x_i)"),
        (r"\operatorname{softmax}(a,b)", r"(\sigma(a-b),\sigma(b-a))"),
        (r"\operatorname{LSE}(a,b)", r"\log(e^a+e^b)"),
    ],
)
def test_sums_over_members_are_what_they_are(student: str, reference: str) -> None:
    assert verdict(student, reference) is PairVerdict.EQUAL


@pytest.mark.parametrize(
    ("student", "reference"),
    [
        (r"\sum_{k=1}^K y_k^2", r"\left(\sum_{k=1}^K y_k\right)^2"),
        (r"\sum_{k=1}^{3}y_k", "y_1+y_2"),
        (r"\frac{e^{z_i}}{\sum_{j=1}^K e^{z_j}}", r"\frac{e^{z_i}}{\sum_{j=1}^K e^{z_i}}"),
        (r"\sum_{i=1}^n\sum_{j=1}^n A_{ij}x_iy_j", r"\sum_{i=1}^n\sum_{j=1}^n A_{ji}x_iy_j"),
        (r"\sum_{i=1}^n(x_{i+1}-x_i)", "x_n-x_1"),
    ],
)
def test_and_not_what_they_are_not(student: str, reference: str) -> None:
    assert verdict(student, reference) is PairVerdict.DIFFERENT


def test_members_live_where_the_options_say() -> None:
    pair = r"\log\prod_{t=1}^T p_t", r"\sum_{t=1}^T\log p_t"
    assert verdict(*pair, options={"domain": "positive"}) is PairVerdict.EQUAL
    assert verdict(*pair) is not PairVerdict.DIFFERENT


def test_the_identity_needs_no_declaration_beside_a_matrix() -> None:
    assert verdict(r"\begin{pmatrix}2&0\\0&2\end{pmatrix}", "2I") is PairVerdict.EQUAL
    assert verdict(r"\begin{pmatrix}2&0\\0&1\end{pmatrix}", "2I") is PairVerdict.DIFFERENT


def test_a_slope_whose_body_rounding_ate_is_no_witness() -> None:
    loss = r"-y\log\sigma(z)-(1-y)\log(1-\sigma(z))"
    assert verdict(rf"\frac{{\partial}}{{\partial z}}\left[{loss}\right]", r"\sigma(z)-y") is PairVerdict.EQUAL
    assert verdict(rf"\frac{{\partial}}{{\partial z}}\left[{loss}\right]", r"y-\sigma(z)") is PairVerdict.DIFFERENT


def test_the_logarithm_of_a_determinant_has_its_gradient_wherever_it_is_not_zero() -> None:
    symbols = {"A": {"domain": "matrix", "shape": [2, 2]}}
    gradient = r"\frac{\partial \log\det A}{\partial A}"
    assert verdict(gradient, r"A^{-\top}", symbols=symbols) is PairVerdict.EQUAL
    assert verdict(gradient, "A^{-1}", symbols=symbols) is PairVerdict.DIFFERENT


def test_small_letters_are_random_below_a_mean_without_capitals() -> None:
    assert verdict(r"\mathbb E[x+y]", r"\mathbb E[x]+\mathbb E[y]") is PairVerdict.EQUAL
    assert verdict(r"\mathbb E[x^2]", r"\mathbb E[x]^2") is PairVerdict.DIFFERENT
