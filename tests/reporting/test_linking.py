"""Sentences inside a link: nothing in them takes the focus by itself."""

from autograder.reporting.linking import linked
from autograder.reporting.prose import prose

TRACES = r"\operatorname{tr}(W_p f_1 f_1^\top) - \operatorname{tr}(W_p f_1 f_2^\top) + \operatorname{tr}(f_2 f_2^\top)"
WIDE = f"It would follow if ${TRACES}$ < 2 stood there."


def test_a_wide_formula_stands_in_letters() -> None:
    assert "tabindex" in prose(WIDE)
    assert "tabindex" not in linked(WIDE)
    assert "<math" not in linked(WIDE)
    assert "&lt; 2 stood there." in linked(WIDE)


def test_a_narrow_formula_is_typeset_and_code_is_code() -> None:
    assert linked("Mind $x^2$ and `y`.").startswith("Mind <math>")
    assert linked("Mind $x^2$ and `y`.").endswith("<code>y</code>.")
