"""Norms mean what their subscript says; a kind that is not known is equal to no other."""

import pytest

from tests.mathematics.pairing import verdict

SYMBOLS = {
    "x": {"shape": [3]},
    "y": {"shape": [3]},
    "A": {"shape": [3, 3]},
    "W": {"shape": [2, 3]},
    "Sigma": {"shape": [3, 3]},
}


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (r"\|x\|_1", r"\|x\|_2", "different"),
        (r"\|x\|_\infty", r"\|x\|_2", "different"),
        (r"\|x\|_0", r"\|x\|_2", "undecided"),
        (r"\|x\|_p", r"\|x\|_2", "undecided"),
        (r"\|x\|_{2,1}", r"\|x\|_2", "undecided"),
        (r"\|x\|_p", r"\|x\|_p", "equal"),
        (r"\|A\|_1", r"\|A\|_F", "undecided"),
        (r"\|A\|_2", r"\|A\|_F", "different"),
        (r"\|A\|_*", r"\|A\|_F", "different"),
        (r"\|A\|_2^2", r"\operatorname{tr}(A^\top A)", "different"),
        (r"\|A\|_2^2", r"\lambda_{\max}(A^\top A)", "equal"),
        (r"\|A\|_{\mathrm{F}}^2", r"\operatorname{tr}(A^\top A)", "equal"),
        (r"\|W\|_2", r"\sigma_{\max}(W)", "equal"),
        (r"\|W\|_2", r"\sqrt{\lambda_{\max}(W^\top W)}", "equal"),
        (r"\|W\|_{\mathrm{op}}", r"\|W\|_2", "equal"),
        (r"\|x y^\top\|_{*}", r"\|x\|_2 \|y\|_2", "equal"),
        (r"\|x\|_1", r"\sum_{i=1}^3 |x_i|", "equal"),
        (r"\|x-y\|_1", r"\sum_{i=1}^3 |x_i-y_i|", "equal"),
        (r"\|x\|_2", r"\|x\|_F", "equal"),
        (r"\|Ax-y\|_2^2", "(Ax-y)^\\top(Ax-y)", "equal"),
        (r"\frac{\partial}{\partial x}\|x\|_2", r"x/\|x\|", "equal"),
        (r"\|x\|_{\Sigma^{-1}}^2", r"x^\top\Sigma^{-1}x", "equal"),
        (r"\|x\|_{\Sigma}", r"\sqrt{x^\top\Sigma x}", "equal"),
        (r"\|x\|_{\Sigma}^2", r"x^\top\Sigma^{-1}x", "different"),
    ],
)
def test_a_norm_is_of_the_kind_below_it(one: str, other: str, expected: str) -> None:
    assert verdict(one, other, symbols=SYMBOLS).value == expected
    assert verdict(other, one, symbols=SYMBOLS).value == expected
