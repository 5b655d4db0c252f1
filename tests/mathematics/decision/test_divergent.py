"""Integrals that diverge are infinite where that is sure, and left to a human where it is not."""

import pytest

from autograder.mathematics.decision import Different, Equal, Undecided, decide
from autograder.mathematics.notation import Notation
from autograder.mathematics.reading import read_latex

REALS = Notation(undeclared_are_real=True)


@pytest.mark.parametrize(
    ("student", "reference", "kind"),
    [
        (r"\int_1^\infty \frac1x dx", r"\infty", Equal),
        (r"\int_1^\infty \frac1x dx", "1", Different),
        (r"\int_0^1 \frac1x dx", r"\infty", Equal),
        (r"\int_1^\infty -\frac1x dx", r"\infty", Different),
        (r"\int_1^\infty \frac{x+1}{x^2} dx", r"\infty", Equal),
        (r"\int_0^{\pi/2}\tan x dx", r"\infty", Equal),
        (r"\int_{-\infty}^\infty x^2 dx", r"\infty", Equal),
        (r"\int_1^\infty \frac1{x^2} dx", r"\infty", Different),
        (r"\int_0^1 \frac1{\sqrt x} dx", r"\infty", Different),
        (r"\int_1^2\frac1{(x-1)^2}dx", "-1", Different),
        (r"\int_1^\infty \frac1{x^{1.01}} dx", r"\infty", Undecided),
        (r"\int_2^\infty \frac1{x\ln x} dx", r"\infty", Undecided),
        (r"\int_{-1}^1 \frac1x dx", r"\infty", Undecided),
        (r"\int_0^\infty (x-\frac1x) dx", r"\infty", Undecided),
        (r"\int_0^3\frac1{x(x-1)(x-2)}dx", r"\infty", Undecided),
        (r"\int_0^\infty \sin x dx", r"\infty", Undecided),
        (r"\int_1^\infty \frac ax dx", r"\infty", Undecided),
    ],
)
def test_an_integral_beside_what_it_may_be(student, reference, kind):
    assert isinstance(decide(read_latex(student, REALS).node, read_latex(reference, REALS).node, REALS), kind)
