"""A whole literal directly before a proper fraction of whole literals is a mixed number; anything else is a product."""

import pytest

from autograder.mathematics.notation import Notation
from autograder.mathematics.reading import read_latex, read_text
from autograder.mathematics.reading.mixed import MIXED, MIXED_AMONG_FACTORS

REALS = Notation(undeclared_are_real=True)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (r"2\tfrac12", "(+ 2 1/2)"),
        (r"2\,\frac{1}{2}", "(+ 2 1/2)"),
        (r"2½", "(+ 2 1/2)"),
        (r"-1\frac34", "(- (+ 1 3/4))"),
        (r"2\cdot\frac12", "(* 2 1/2)"),
        (r"2\left(\frac12\right)", "(* 2 1/2)"),
        (r"2\frac32", "(* 2 3/2)"),
        (r"2.0\frac12", "(* 2 1/2)"),
        (r"{2}\frac12", "(* 2 1/2)"),
        (r"x^2\frac12", "(* (^ x 2) 1/2)"),
        (r"2\frac x2", "(* 2 (/ x 2))"),
    ],
)
def test_a_literal_before_a_fraction(source, expected, show):
    read = read_latex(source, REALS)
    assert (show(read.node).replace("(/ 1 2)", "1/2").replace("(/ 3 4)", "3/4").replace("(/ 3 2)", "3/2")) == expected
    assert (MIXED in read.remarks) == ("(+" in expected)


def test_among_other_factors_it_is_said_that_a_product_may_be_meant():
    assert MIXED_AMONG_FACTORS in read_latex(r"2\frac12x", REALS).remarks


def test_in_a_question_with_declared_names_factors_stay_factors(notations, show):
    assert "+" not in show(read_latex(r"2\frac12\alpha", notations["game"]).node)
    assert "+" in show(read_latex(r"2\frac12", notations["game"]).node)


@pytest.mark.parametrize("source", ["2 1/2x", "2 3/2", "2 1/2^2", "2.5 1/2", "2 1/x"])
def test_in_plain_text_two_numbers_side_by_side_are_a_fault_elsewhere(source):
    assert read_text(source, REALS).faults
