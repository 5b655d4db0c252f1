r"""Letters that stand for a constant unless a student takes them for something else: ``Let $e = W_p f_1 - f_2$``."""

import re
from dataclasses import replace

from autograder.mathematics.notation import Notation, SymbolSpec

_DEFINED = re.compile(
    r"\b(?:let|define|defining|denote|set|write|put|call|with|where|soit|posons|notons)\b[^$.\\]{0,40}"
    r"(?:\$|\\\(|\\\[|\$\$)\s*(?P<letter>[ei])\s*(?::|\\coloneqq|\\triangleq|=)",
    re.IGNORECASE,
)
_DISPLAYED = re.compile(
    r"(?:\$|\\\(|\\\[|\\\\(?:\[[^\]]*\])?|\\begin\{[a-z]+\*?\}(?:\{\d+\})?|(?<=[;,]))"
    r"\s*&?\s*e\s*&?\s*(?::=|\\coloneqq|\\triangleq|=)"
)
"""A line that begins with ``e =``: nobody writes what Euler's number is."""
_EXPONENTIAL = re.compile(r"(?<![A-Za-z\\])e\s*\^")


def with_own_letters(notation: Notation, source: str) -> Notation:
    """Return the notation with the letters e and i as names, where a derivation says what they stand for."""
    letters = {found["letter"] for found in _DEFINED.finditer(source)}
    displayed = _DISPLAYED.search(source)
    if displayed is not None and _EXPONENTIAL.search(source, 0, displayed.start()) is None:
        letters.add("e")
    own = {letter: SymbolSpec(letter) for letter in letters if notation.find(letter) is None}
    return replace(notation, symbols={**notation.symbols, **own}) if own else notation
