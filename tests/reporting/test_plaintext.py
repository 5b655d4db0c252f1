"""Mathematics as text: what a person reads in a terminal means what the formula means."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.reporting.plaintext import formula_text, prose_text


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"A = \begin{bmatrix} 1 & \alpha \\ -\alpha & 1 \end{bmatrix}", "A = [1, α; −α, 1]"),
        (r"\lambda_{1} = 1 + i \alpha", "λ₁ = 1 + iα"),
        (r"\sqrt{1+\alpha^{2}} \, e^{\pm i \arctan \alpha}", "√(1 + α²) e^(±i arctan α)"),
        (r"\dot W_p = -W_{p} F_{1} + F_{12}^{\top}", "Ẇₚ = −Wₚ F₁ + F₁₂ᵀ"),
        (r"D_{KL}\left(q \,\|\, p_{\theta}\right)", "D_(KL)(q ‖ p_θ)"),
        (r"\frac{1}{2} \operatorname{tr}(A)", "1/2 tr(A)"),
        (r"\frac{a+b}{c}", "(a + b)/c"),
        (r"\log \frac{a}{b}", "log(a/b)"),
        (r"X' \otimes I", "X′ ⊗ I"),
        (r"\sqrt[3]{x}", "³√(x)"),
        (r"\sum_{i=1}^{n} x_i", "∑ᵢ₌₁ⁿ xᵢ"),
    ],
)
def test_a_formula_is_one_readable_line(latex: str, text: str) -> None:
    assert formula_text(latex) == text


def test_a_fraction_behind_a_name_is_bracketed_or_it_would_be_another_one() -> None:
    assert formula_text(r"\log \frac{a}{b}") != formula_text(r"\frac{\log a}{b}")


def test_what_cannot_be_read_stays_as_it_was_written() -> None:
    assert formula_text(r"\frac{1") == r"\frac{1"


def test_only_what_stands_between_dollar_signs_is_mathematics() -> None:
    assert prose_text(r"Both use $W_p^\top$, not W_p; 5 \$ each") == "Both use Wₚᵀ, not W_p; 5 $ each"


@given(st.text(max_size=60))
def test_any_text_gives_one_line_of_text(text: str) -> None:
    assert isinstance(prose_text(text), str)
    formula_text(text)
