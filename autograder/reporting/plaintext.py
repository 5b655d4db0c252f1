"""Mathematics as readable text, for places that show neither MathML nor LaTeX: a terminal, another system's page."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from xml.etree.ElementTree import Element

from autograder.reporting.mathml import formula_tree
from autograder.reporting.prose import split_prose
from autograder.reporting.visible import visible

_RAISED = dict(zip("0123456789+-−=()ninkTt⊤", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱⁿᵏᵀᵗᵀ", strict=True))
_LOWERED = dict(zip("0123456789+-−=()aeijknptux", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑᵢⱼₖₙₚₜᵤₓ", strict=True))
_SPACED = re.compile(r"[=+−<>≤≥≠≈∼→⇒⇔∈∝⊗±]|:=")
_NAME_END = re.compile(r"\w\s*$")
_SIGN = re.compile(r"(^|[(\[=,;/_^∼≤≥⇒]\s?)([−+±])\s")
_SPACES = re.compile(r"\s+")
_TIGHT = re.compile(r"\s+(?=[)\],;⟩])|(?<=[(\[⟨])\s+")


def formula_text(latex: str) -> str:
    r"""Return LaTeX as one line of text, ``\frac{a}{b}`` as ``a/b``; as it was written where it cannot be read."""
    tree = formula_tree(latex)
    if tree is None:
        return visible(latex)
    return unicodedata.normalize("NFC", _settled(_text(tree)))


def _settled(text: str) -> str:
    return _SIGN.sub(r"\1\2", _TIGHT.sub("", _SPACES.sub(" ", text)).strip())


def prose_text(text: str) -> str:
    """Return a sentence with the formulas between its dollar signs as text."""
    return "".join(
        formula_text(piece) if is_formula else piece.replace("\\$", "$") for piece, is_formula in split_prose(text)
    )


def _text(node: Element) -> str:
    write = _WRITERS.get(node.tag)
    if write is not None:
        return write(*node)
    own = node.text or ""
    if node.tag == "mo":
        return f" {own} " if _SPACED.fullmatch(own) else own.replace("-", "−")
    if node.tag == "mspace":
        return " "
    return own + _row(node)


def _row(nodes: Iterable[Element]) -> str:
    pieces: list[str] = []
    for node in nodes:
        piece = _text(node)
        if node.tag == "mfrac" and pieces and _NAME_END.search(pieces[-1]):
            piece = f"({piece})"  # log a/b would be read as (log a)/b
        # a word beside a letter or another word would grow together with it
        if pieces and _is_word_end(pieces[-1], piece):
            pieces.append(" ")
        pieces.append(piece)
    return "".join(pieces)


def _is_word_end(left: str, right: str) -> bool:
    return bool(re.search(r"[^\W\d_]{2}$", left) and re.match(r"\w", right)) or bool(
        re.search(r"\w$", left) and re.match(r"[^\W\d_]{2}", right)
    )


def _grouped(node: Element) -> str:
    inside = _settled(_text(node))
    return inside if re.fullmatch(r"\d+|∂|∂?\w[₀-₉ₐ-ₜᵢⱼᵤ]*|\(.*\)|[^\W\d_]+\([^()]*\)", inside) else f"({inside})"


def _script(inside: str, letters: Mapping[str, str], mark: str) -> str:
    if inside in ("′", "*", "∗"):
        return inside
    tight = inside.replace(" ", "")
    if tight and all(letter in letters for letter in tight):
        return "".join(letters[letter] for letter in tight)
    return f"{mark}{inside}" if len(inside) == 1 else f"{mark}({inside})"


def _below(base: Element, below: Element) -> str:
    return _text(base) + _script(_settled(_text(below)), _LOWERED, "_")


def _above(base: Element, above: Element) -> str:
    return _text(base).rstrip() + _script(_settled(_text(above)), _RAISED, "^")


def _both(base: Element, below: Element, above: Element) -> str:
    return _below(base, below) + _script(_settled(_text(above)), _RAISED, "^")


def _accent(base: Element, above: Element) -> str:
    marks = {"˙": "\u0307", ".": "\u0307", "˜": "\u0303", "~": "\u0303", "^": "\u0302", "¯": "\u0304", "―": "\u0304"}
    mark = marks.get(_text(above).strip())
    return _text(base) + mark if mark else _above(base, above)


def _fraction(above: Element, below: Element) -> str:
    return f"{_grouped(above)}/{_grouped(below)}"


def _root(*inside: Element) -> str:
    return f"√({_row(inside).strip()})"


def _nth_root(inside: Element, degree: Element) -> str:
    return f"{_script(_settled(_text(degree)), _RAISED, '')}√({_text(inside).strip()})"


def _table(*rows: Element) -> str:
    return "; ".join(", ".join(_text(cell).strip() for cell in row) for row in rows)


_WRITERS: Mapping[str, Callable[..., str]] = MappingProxyType(
    {
        "mfrac": _fraction,
        "mover": _accent,
        "mroot": _nth_root,
        "msqrt": _root,
        "msub": _below,
        "msubsup": _both,
        "msup": _above,
        "mtable": _table,
        "munder": _below,
        "munderover": _both,
    }
)
