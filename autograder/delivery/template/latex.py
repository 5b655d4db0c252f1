"""An author's sentences, with mathematics between dollar signs, as LaTeX that compiles."""

import re
from fractions import Fraction

from autograder.reporting.prose import split_prose

_OTHER_MATHS = re.compile(r"(?<!\\)(?:\$\$(.+?)\$\$|\\\((.+?)\\\)|\\\[(.+?)\\\])", re.DOTALL)
_CODE = re.compile(r"`([^`\n]{1,200})`")
_BARE = re.compile(r"(?<!\\)([%#])")
_DISPLAY = re.compile(r"\\(begin|end)\{(align|gather)\*?\}")
_ESCAPED = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "^": r"\textasciicircum{}",
        "~": r"\textasciitilde{}",
        "<": r"\textless{}",
        ">": r"\textgreater{}",
        "|": r"\textbar{}",
        **{sign: f"\\{sign}" for sign in "{}#%&_$"},
    }
)
_TYPED = {sign: escaped for sign, escaped in _ESCAPED.items() if chr(sign) not in "<>|"}


def latex_text(text: str) -> str:
    r"""Return a sentence as LaTeX: formulas stay as they are, `` `code` `` is set upright, all else is escaped."""
    line = " ".join(_OTHER_MATHS.sub(_between_dollars, text).split())
    return "".join(_formula(piece) if is_formula else _words(piece) for piece, is_formula in split_prose(line))


def latex_option(option: str) -> str:
    r"""Return an option as it is typed in ``\choice``: what the style prints, compares, and the grader reads."""
    return "".join(
        _formula(piece) if is_formula else piece.replace("\\$", "$").translate(_TYPED)
        for piece, is_formula in split_prose(" ".join(option.split()))
    )


def latex_points(points: Fraction) -> str:
    r"""Return points in LaTeX: ``1$\tfrac{1}{2}$``."""
    whole, rest = divmod(points, 1)
    share = rf"$\tfrac{{{rest.numerator}}}{{{rest.denominator}}}$" if rest else ""
    return f"{whole or ''}{share}" or "0"


def _between_dollars(formula: re.Match[str]) -> str:
    return f"${' '.join((formula[1] or formula[2] or formula[3]).split())}$"


def _words(text: str) -> str:
    pieces = _CODE.split(text.replace("\\$", "$"))
    return "".join(
        rf"\texttt{{{piece.translate(_ESCAPED)}}}" if index % 2 else piece.translate(_ESCAPED)
        for index, piece in enumerate(pieces)
    )


def _formula(latex: str) -> str:
    if not _is_balanced(latex):
        return rf"\texttt{{{latex.translate(_ESCAPED)}}}"
    inline = _BARE.sub(r"\\\1", _DISPLAY.sub(r"\\\1{\2ed}", latex))
    return f"${inline}$" if inline.strip() else ""


def _is_balanced(latex: str) -> bool:
    depth = 0
    for sign in re.sub(r"\\.", "", latex):
        depth += (sign == "{") - (sign == "}")
        if depth < 0:
            return False
    return depth == 0 and not latex.endswith("\\")
