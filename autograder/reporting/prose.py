"""Sentences with mathematics in them, between dollar signs, as an assignment's author writes them."""

import re

from markupsafe import Markup, escape

from autograder.reporting.mathml import typeset
from autograder.reporting.visible import visible

_INLINE_MATHS = re.compile(r"(?<!\\)\$([^$\n]{1,400})\$")
_INLINE_CODE = re.compile(r"`([^`\n]{1,200})`")


def prose(text: str) -> Markup:
    """Return `text` escaped, with ``$...$`` typeset and `` `...` `` as code; anything else stays as written."""
    pieces = _INLINE_MATHS.split(text)
    # split() alternates: words, formula, words, formula, ..., words
    return Markup("").join(typeset(piece) if index % 2 else _words(piece) for index, piece in enumerate(pieces))


def _words(text: str) -> Markup:
    pieces = _INLINE_CODE.split(text.replace("\\$", "$"))
    return Markup("").join(
        Markup("<code>{}</code>").format(visible(piece)) if index % 2 else escape(visible(piece))
        for index, piece in enumerate(pieces)
    )
