"""Sums and products with dots are read where their terms show a pattern beyond doubt, and nowhere else."""

import pytest

from autograder.mathematics.notation import Notation
from autograder.mathematics.reading import read_latex, read_text

REALS = Notation(undeclared_are_real=True)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (r"1+2+\dots+n", "(sum k k 1 n)"),
        (r"1+2+...+n", "(sum k k 1 n)"),
        (r"2+4+\cdots+2n", "(sum (* 2 k) k 1 n)"),
        (r"1+x+x^2+\dots+x^n", "(sum (^ x k) k 0 n)"),
        (r"x+x^2+\dots+x^{2n}", "(sum (^ x k) k 1 (* 2 n))"),
        (r"x_1+x_2+\dots+x_n", "(sum x_k k 1 n)"),
        (r"x_1y_1+x_2y_2+\dots+x_{10}y_{10}", "(sum (* x_k y_k) k 1 10)"),
        (r"k_1+k_2+\dots+k_n", "(sum k_k k 1 n)"),
        (r"\frac1{1\cdot2}+\frac1{2\cdot3}+\dots+\frac1{n(n+1)}", "(sum (/ 1 (* k (+ k 1))) k 1 n)"),
        (r"1\cdot2\cdots n", "(product k k 1 n)"),
        (r"1\cdot2\cdot\ldots\cdot n", "(product k k 1 n)"),
        (r"n(n-1)\cdots2\cdot1", "(product k k 1 n)"),
        (r"1+2+\dots+n+(n+1)", "(sum k k 1 (+ n 1))"),
        (r"k+2k+\dots+nk", "(sum (* j k) j 1 n)"),
    ],
)
def test_the_first_terms_and_the_last_give_the_index(source, expected, show):
    read = read_latex(source, REALS)
    assert (show(read.node), read.faults) == (expected, ())
    assert any("dots" in remark for remark in read.remarks)


@pytest.mark.parametrize(
    "source",
    [
        r"1+\dots+n",
        r"1+2+3+\dots",
        r"1+2+\dots+2^n",
        r"2+4+\dots+64",
        r"1+2+4+\dots+n",
        r"1+2+\dots+n-3",
        r"y+1+2+\dots+n",
        r"\frac12+\frac14+\dots+\frac1{1024}",
        r"1+2+\dots+5+\dots+n",
        r"1\cdot2\cdots",
        r"\dots+n",
        r"1+2\pm\dots+n",
    ],
)
def test_dots_that_may_stand_for_two_things_are_a_fault(source):
    assert read_latex(source, REALS).faults


def test_dots_in_plain_text_are_read_the_same(show):
    assert show(read_text("1*2*...*n", REALS).node) == "(product k k 1 n)"
    assert show(read_text("1^2+2^2+…+n^2", REALS).node) == "(sum (^ k 2) k 1 n)"
