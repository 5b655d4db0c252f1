"""Sentences as the text of a link, in which nothing may scroll or take the focus by itself."""

from markupsafe import Markup, escape

from autograder.reporting.mathml import is_wide, typeset
from autograder.reporting.plaintext import formula_text
from autograder.reporting.prose import prose, split_prose
from autograder.reporting.visible import visible


def linked(text: str) -> Markup:
    """Return `text` as `prose` does, but for wide formulas, which stand in letters so that lines can break in them."""
    return Markup("").join(_formula(piece) if is_formula else prose(piece) for piece, is_formula in split_prose(text))


def _formula(latex: str) -> Markup:
    return escape(visible(formula_text(latex))) if is_wide(latex) else typeset(latex)
