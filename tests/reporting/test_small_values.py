import pytest

from autograder.reporting.small_values import equation_latex, equation_text, value_latex


@pytest.mark.parametrize(
    ("text", "latex"),
    [
        ("3", "3"),
        ("-2.2361", "-2.2361"),
        ("1+2i", "1+2i"),
        ("[1, -2; 0, 1.5]", r"\begin{bmatrix} 1 &  -2 \\  0 &  1.5 \end{bmatrix}"),
    ],
)
def test_numbers_and_matrices_are_typeset(text: str, latex: str) -> None:
    assert value_latex(text) == latex


@pytest.mark.parametrize("text", ["", "true", "a function of x", "[1, x]", r"\input{a}", "[1, 2", "diag(1, 2)"])
def test_anything_else_is_left_as_it_is(text: str) -> None:
    assert value_latex(text) == ""


def test_letters_get_their_signs_and_words_stay_words() -> None:
    assert equation_text(("alpha", "2")) == "α = 2"
    assert equation_text(("F_12", "[1, 0; 0, 1]")) == "F₁₂ = [1, 0; 0, 1]"
    assert equation_text(("X'", "1")) == "X′ = 1"
    assert equation_text(("size of phi", "21")) == "size of ϕ = 21"
    assert equation_latex(("size of it all", "21")) == ""
