"""Sentences become LaTeX that says the same."""

from fractions import Fraction

import pytest

from autograder.delivery.template.latex import latex_option, latex_points, latex_text


@pytest.mark.parametrize(
    ("written", "latex"),
    [
        ("R&D, 50% of #1_a", r"R\&D, 50\% of \#1\_a"),
        (r"a \ {b} ^ ~", r"a \textbackslash{} \{b\} \textasciicircum{} \textasciitilde{}"),
        (r"Give $\ell'(w)$ & $x_1$.", r"Give $\ell'(w)$ \& $x_1$."),
        (r"It costs \$5, $x$ more", r"It costs \$5, $x$ more"),
        ("a lone $ sign", r"a lone \$ sign"),
        ("in\n  two lines", "in two lines"),
        (r"so \[ x \] and \(y\) and $$z$$", "so $x$ and $y$ and $z$"),
        ("call `f_1(x)`", r"call \texttt{f\_1(x)}"),
        ("$50%$ and $#S$", r"$50\%$ and $\#S$"),
        ("broken $}{$", r"broken \texttt{\}\{}"),
        (r"$\begin{align*}a\end{align*}$", r"$\begin{aligned}a\end{aligned}$"),
    ],
)
def test_words_are_escaped_and_formulas_are_not(written: str, latex: str) -> None:
    assert latex_text(written) == latex


def test_an_option_is_typed_with_its_signs_escaped() -> None:
    assert latex_option("50% of a_b > $x_1$") == r"50\% of a\_b > $x_1$"


def test_points_are_exact() -> None:
    assert [latex_points(Fraction(*one)) for one in ((5, 1), (3, 2), (1, 7), (0, 1))] == [
        "5",
        r"1$\tfrac{1}{2}$",
        r"$\tfrac{1}{7}$",
        "0",
    ]
