"""Values in words, as witnesses have them (``[1, -2; 0, 1]``), as LaTeX to be typeset: a matrix looks like one."""

import re

from autograder.reporting.plaintext import formula_text

_NUMBER = r"-?\d+(?:\.\d+)?(?:[+-]\d+(?:\.\d+)?i)?"
_MATRIX = re.compile(rf"\[({_NUMBER}(?:[,;] ?{_NUMBER})*)\]")
_NAME = re.compile(r"([A-Za-z]+)('*)(?:_([A-Za-z0-9,+]+))?('*)")
_SIZE_OF = "size of "
_GREEK = frozenset(
    "alpha beta gamma delta epsilon zeta eta theta kappa lambda mu nu xi pi rho sigma tau phi chi psi omega".split()
)


def value_latex(text: str) -> str:
    """Return a number or a small matrix as LaTeX; "" for anything else."""
    if re.fullmatch(_NUMBER, text):
        return text
    found = _MATRIX.fullmatch(text)
    if found is None:
        return ""
    rows = r" \\ ".join(" & ".join(row.split(",")) for row in found.group(1).split(";"))
    return rf"\begin{{bmatrix}} {rows} \end{{bmatrix}}"


def equation_latex(binding: tuple[str, str]) -> str:
    """Return ``name = value`` as LaTeX; "" unless the name is a plain letter and the value a number or a matrix."""
    name, value = _name_latex(binding[0]), value_latex(binding[1])
    return f"{name} = {value}" if name and value else ""


def equation_text(binding: tuple[str, str]) -> str:
    """Return ``name = value`` as text, in letters where the name is one: ``α = 2``."""
    latex = equation_latex(binding)
    return formula_text(latex) if latex else f"{binding[0]} = {binding[1]}"


def _name_latex(name: str) -> str:
    if name.startswith(_SIZE_OF):
        counted = _name_latex(name.removeprefix(_SIZE_OF))
        return rf"\text{{size of }} {counted}" if counted else ""
    found = _NAME.fullmatch(name)
    if found is None or (len(found.group(1)) > 1 and found.group(1) not in _GREEK):
        return ""
    letter = f"\\{found.group(1)}" if found.group(1) in _GREEK else found.group(1)
    below = f"_{{{found.group(3)}}}" if found.group(3) else ""
    return f"{letter}{below}{found.group(2)}{found.group(4)}"
