"""Powers of negative numbers: an agreement of positive numbers alone is none, however such powers are read."""

import pytest

from autograder.mathematics.decision import Equal, Undecided, decide
from autograder.mathematics.notation import Domain, Notation, SymbolSpec
from autograder.mathematics.reading import read_latex

REALS = Notation(undeclared_are_real=True)
POSITIVE = Notation({"x": SymbolSpec("x", domain=Domain.POSITIVE)}, undeclared_are_real=True)


def decided(student, reference, notation=REALS):
    return decide(read_latex(student, notation).node, read_latex(reference, notation).node, notation)


@pytest.mark.parametrize(
    ("student", "reference"),
    [
        (r"(x^{1/3})^2\operatorname{sgn}(x)", r"x^{2/3}"),
        (r"|x|^{1/3}", r"x^{1/3}"),
        (r"x^{1/5}\frac{|x|}{x}", r"x^{1/5}"),
    ],
)
def test_what_differs_for_negative_numbers_either_way_is_not_the_same(student, reference):
    assert isinstance(decided(student, reference), Undecided)
    assert isinstance(decided(student, reference, POSITIVE), Equal)


@pytest.mark.parametrize(
    ("student", "reference"),
    [
        (r"(x^{1/3})^2", r"x^{2/3}"),
        (r"x^{1/3}x^{1/3}", r"x^{2/3}"),
        (r"\sqrt[3]{x^2}", r"x^{2/3}"),
        (r"(x^2)^{1/3}", r"x^{2/3}"),
        (r"(xy)^{1/3}", r"x^{1/3}y^{1/3}"),
        (r"|x|^{2/3}", r"x^{2/3}"),
    ],
)
def test_one_way_to_read_a_power_is_enough(student, reference):
    assert isinstance(decided(student, reference), Equal)
