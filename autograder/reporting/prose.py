"""Sentences with mathematics in them, between dollar signs, as an assignment's author writes them."""

import re
from collections.abc import Iterator

from markupsafe import Markup, escape

from autograder.reporting.mathml import typeset
from autograder.reporting.visible import visible

_INLINE_MATHS = re.compile(r"(?<!\\)\$([^$\n]{1,400})\$")
_INLINE_CODE = re.compile(r"`([^`\n]{1,200})`")


def prose(text: str) -> Markup:
    """Return `text` escaped, with ``$...$`` typeset and `` `...` `` as code; anything else stays as written."""
    return Markup("").join(typeset(piece) if is_formula else _words(piece) for piece, is_formula in split_prose(text))


def split_prose(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the pieces of a sentence in their order, each with whether it is a formula."""
    # split() alternates: words, formula, words, formula, ..., words
    return ((piece, index % 2 == 1) for index, piece in enumerate(_INLINE_MATHS.split(text)))


def _words(text: str) -> Markup:
    pieces = _INLINE_CODE.split(text.replace("\\$", "$"))
    return Markup("").join(
        Markup("<code>{}</code>").format(visible(piece)) if index % 2 else escape(visible(piece))
        for index, piece in enumerate(pieces)
    )
