"""Derivatives of unknown functions are unknowns of their own, in whichever of three ways they are written."""

import pytest

from autograder.mathematics.decision import Different, Equal, Undecided, decide
from autograder.mathematics.notation import Notation
from autograder.mathematics.reading import read_latex

REALS = Notation(undeclared_are_real=True)


def decided(student, reference):
    return decide(read_latex(student, REALS).node, read_latex(reference, REALS).node, REALS)


@pytest.mark.parametrize(
    ("student", "reference", "kind"),
    [
        (r"\frac{dy}{dx}+y=0", "y'+y=0", Equal),
        (r"y''+y=0", r"\frac{d^2y}{dx^2}=-y", Equal),
        (r"\ddot x+x=0", r"\frac{d^2x}{dt^2}=-x", Equal),
        (r"\dot\theta=-\eta g", r"\frac{d\theta}{dt}=-\eta g", Equal),
        (r"y'(x)+y(x)=0", r"\frac{dy}{dx}=-y", Equal),
        (
            r"\frac{\partial u}{\partial t}=k\frac{\partial u}{\partial x}",
            r"\frac{\partial u}{\partial x}=k\frac{\partial u}{\partial t}",
            Different,
        ),
        (r"y''-y=0", r"\frac{d^2y}{dx^2}=-y", Different),
        (r"y'+y=0", r"\frac{dy}{dx}-y=0", Different),
        (r"\dot x=-x", r"\ddot x=-x", Different),
        (r"\frac{dy}{dt}=y", r"\frac{dy}{dx}=y", Different),
    ],
)
def test_equations_with_derivatives_of_a_name(student, reference, kind):
    assert isinstance(decided(student, reference), kind)


def test_a_name_may_be_a_constant_or_a_function_where_nothing_tells():
    assert isinstance(decided(r"\frac{dy}{dx}", "0"), Undecided)
    assert isinstance(decided(r"\frac{d}{dx}(3x^2)", "6x"), Equal)


@pytest.mark.parametrize("student", [r"\frac{d}{dx}(y^2)-\frac{dy}{dx}", r"\frac{dx}{dy}-\frac{1}{\frac{dy}{dx}}"])
def test_derivatives_that_hang_together_are_left_to_a_human(student):
    assert isinstance(decided(student, "0"), Undecided)
