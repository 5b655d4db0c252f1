"""What is transposed or traced is a matrix, declared or not."""

import pytest

from tests.mathematics.pairing import verdict


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (r"(AB)^\top", r"A^\top B^\top", "different"),
        (r"(AB)^\top", r"B^\top A^\top", "equal"),
        (r"\operatorname{tr}(ABC)", r"\operatorname{tr}(ACB)", "different"),
        (r"\operatorname{tr}(ABC)", r"\operatorname{tr}(BCA)", "equal"),
        (r"\operatorname{tr}(A)\operatorname{tr}(B)", r"\operatorname{tr}(AB)", "different"),
        (r"\det(2A)", r"2\det A", "different"),
        (r"\det(AB)", r"\det(A)\det(B)", "equal"),
        (r"A\otimes B", r"B\otimes A", "different"),
        (r"A^\top B C", r"A^\top C B", "different"),
        (r"(AB)^{-1}", r"A^{-1}B^{-1}", "undecided"),
        (r"(AB)^{-1}", r"B^{-1}A^{-1}", "equal"),
        (r"(Ax-b)^\top(Ax-b)", r"x^\top A^\top Ax-2b^\top Ax+b^\top b", "equal"),
        (r"\frac1N X^\top X", r"X^\top X/N", "equal"),
        (r"(cA)^\top", r"cA^\top", "equal"),
        (r"P=nRTV^{-1}", r"PV=nRT", "equal"),
    ],
)
def test_an_agreement_of_numbers_is_confirmed_with_matrices(one: str, other: str, expected: str) -> None:
    assert verdict(one, other).value == expected
    assert verdict(other, one).value == expected


@pytest.mark.parametrize("order", ["O", r"\mathcal{O}", r"\Theta", r"\Omega", "o"])
def test_an_order_of_growth_is_no_number(order: str) -> None:
    assert verdict(f"{order}(3n^2+n)", f"{order}(n^2)").value == "undecided"
    assert verdict(f"{order}(n^2)", f"{order}(n^2)").value == "equal"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (r"\mathbb{E}_{x\sim q}[\frac{p(x)}{q(x)}]", "1"),
        (r"\mathbb{E}_{z\sim q(z|x)}[p(x,z)/q(z|x)]", "p(x)"),
    ],
)
def test_a_density_left_at_all_points_is_not_a_difference(one: str, other: str) -> None:
    assert verdict(one, other).value != "different"
