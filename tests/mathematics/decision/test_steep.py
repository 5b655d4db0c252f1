"""A steep function is no jump: the difference is looked for where it turns."""

import pytest

from tests.mathematics.pairing import verdict


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (r"\tanh(10^4x)", r"\operatorname{sign}(x)", "different"),
        (r"\tanh(10^6x)", r"\operatorname{sign}(x)", "different"),
        (r"\tanh(x/10^{-6})", r"\frac{x}{|x|}", "different"),
        (r"\tanh(10^3\cdot 10^3x)", r"\operatorname{sign}(x)", "different"),
        (r"\tanh(10^6(x-3))", r"\operatorname{sign}(x-3)", "different"),
        (r"\tanh(10^6x)", r"\tanh(10^7x)", "different"),
        (r"\frac{1}{1+e^{-10^6x}}", r"\frac{1}{1+e^{-10^7x}}", "different"),
        (r"\frac{1}{1+e^{-1000x}}", r"\frac12(1+\tanh(500x))", "equal"),
        (r"|1000x|", r"1000|x|", "equal"),
    ],
)
def test_what_is_steep_is_told_from_what_jumps(one: str, other: str, expected: str) -> None:
    assert verdict(one, other, syntax="latex").value == expected
