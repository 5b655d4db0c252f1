"""Sentences with mathematics in them, between dollar signs, as an assignment's author writes them."""

import re
from collections.abc import Iterator

from markupsafe import Markup, escape

from autograder.reporting.mathml import is_wide, typeset
from autograder.reporting.visible import visible

_INLINE_MATHS = re.compile(r"(?<!\\)\$([^$\n]{1,400})\$")
_OTHER_MATHS = re.compile(r"(?<!\\)(?:\$\$([^$]{1,400})\$\$|\\\(([^$]{1,400}?)\\\)|\\\[([^$]{1,400}?)\\\])")
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_INLINE_CODE = re.compile(r"`([^`\n]{1,200})`")
_STYLED = re.compile(r"\\(textbf|emph|textit|underline)\s?\{([^{}\\]{1,400})\}")
_ELEMENTS = {"textbf": Markup("<strong>{}</strong>")}
_PLAIN = ((re.compile(r"(?<!\\)~"), "\u00a0"), (re.compile(r"\\([%&#_])"), r"\1"))
"""What TeX sets as something else amid words."""
_DOUBLE_BAR = re.compile(r"(?<=[\s)\]}])\|\|(?=[\s\\A-Za-z])")


def prose(text: str) -> Markup:
    """Return `text` escaped, with ``$...$`` typeset and `` `...` `` as code; anything else stays as written."""
    return Markup("").join(_formula(piece) if is_formula else _words(piece) for piece, is_formula in split_prose(text))


def quoted(text: str) -> tuple[Markup, ...]:
    r"""Return a student's own words as paragraphs, escaped, their formulas typeset, lines run together as TeX does.

    Formulas stand between single or double dollars, ``\(...\)`` or ``\[...\]``; one that cannot be typeset is shown
    as its source.
    """
    paragraphs = (" ".join(one.split()) for one in _BLANK_LINE.split(_OTHER_MATHS.sub(_between_dollars, text)))
    return tuple(
        Markup("").join(
            _formula(_DOUBLE_BAR.sub(r"\\|", piece)) if is_formula else _as_tex_sets_it(piece.replace("\\$", "$"))
            for piece, is_formula in split_prose(paragraph)
        )
        for paragraph in paragraphs
        if paragraph
    )


def _as_tex_sets_it(words: str) -> Markup:
    """Return a student's words without the commands that only say how they look."""
    for sign, meant in _PLAIN:
        words = sign.sub(meant, words)
    pieces = _STYLED.split(words)  # words, command, argument, words, ...
    return Markup("").join(
        escape(visible(piece))
        if place % 3 == 0
        else _ELEMENTS.get(pieces[place - 1], Markup("<em>{}</em>")).format(visible(piece))
        for place, piece in enumerate(pieces)
        if place % 3 != 1
    )


def split_prose(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the pieces of a sentence in their order, each with whether it is a formula."""
    # split() alternates: words, formula, words, formula, ..., words
    return ((piece, index % 2 == 1) for index, piece in enumerate(_INLINE_MATHS.split(text)))


def _formula(latex: str) -> Markup:
    """Typeset a formula amid words; browsers break no line in it, so that a long one scrolls by itself."""
    if not is_wide(latex):
        return typeset(latex)
    return Markup('<span class="wide" tabindex="0" role="group" aria-label="Formula">{}</span>').format(typeset(latex))


def _words(text: str) -> Markup:
    pieces = _INLINE_CODE.split(text.replace("\\$", "$"))
    return Markup("").join(
        Markup("<code>{}</code>").format(visible(piece)) if index % 2 else escape(visible(piece))
        for index, piece in enumerate(pieces)
    )


def _between_dollars(formula: re.Match[str]) -> str:
    return f"${' '.join((formula[1] or formula[2] or formula[3]).split())}$"
