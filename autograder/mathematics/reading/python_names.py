"""What people paste from Python: ``np.exp(x)``, ``A.T @ B``, ``np.linalg.inv(A)``, ``3 x 10^-4``; none of it is run."""

import re
from collections.abc import Mapping
from types import MappingProxyType

from autograder.mathematics.notation import Notation, Role
from autograder.mathematics.reading.faults import FaultList
from autograder.mathematics.reading.shapes import ELEMENTWISE
from autograder.mathematics.reading.tokens import Token
from autograder.mathematics.reading.vocabulary import FUNCTIONS

QUALIFIED = (
    r"(?:np|numpy|jnp|math|cmath|sp|sympy|scipy|torch)\.(?:(?:linalg|special|math)\.)?[A-Za-z][A-Za-z0-9]*(?![.\w])"
)
"""A name behind that of its module, as a regular expression."""
MEMBER = r"(?<=[\w)\]])\.(?:T(?!\w)|(?:transpose|inv)\(\)|dot(?=\())"
"""What is asked of a matrix behind its name or its brackets."""
IMAGINARY = r"1j(?!\w)"
TIMES = r"(?<=\d)\s*x\s*(?=10\s*(?:\^|\*\*))"
"""The x of ``3 x 10^-4``, which multiplies."""
_OTHER_X = re.compile(r"(?<![A-Za-z])x(?![A-Za-z])")
_TIMES = re.compile(TIMES)
_WORDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "pi": ("constant", "pi"),
        "e": ("constant", "e"),
        "E": ("constant", "e"),
        "I": ("constant", "i"),
        **dict.fromkeys(("maximum", "amax", "fmax"), ("optimum", "max")),
        **dict.fromkeys(("minimum", "amin", "fmin"), ("optimum", "min")),
        **dict.fromkeys(("absolute", "fabs", "Abs"), ("function", "abs")),
        **dict.fromkeys(("oo", "inf"), ("constant", "infinity")),
        "comb": ("function", "binomial"),
        "Matrix": ("matrix", "matrix"),
        **{word: ("optimum", word) for word in ("max", "min")},
    }
)
_MEMBERS: Mapping[str, tuple[tuple[str, str], ...]] = MappingProxyType(
    {
        **dict.fromkeys((".T", ".transpose()"), (("^", "^"), ("transpose", "⊤"))),
        ".inv()": (("^", "^"), ("{", "{"), ("-", "-"), ("num", "1"), ("}", "}")),
        ".dot": (("*", "@"),),
    }
)


def python_tokens(found: re.Match[str], notation: Notation, faults: FaultList) -> list[Token]:
    """Return the tokens of what one of the expressions above has found."""
    text, at = found[0], found.start()
    match found.lastgroup:
        case "times":
            return [Token("*", "×", at) if _multiplies(found.string, notation) else Token("name", "x", at)]
        case "imaginary":
            unit = ("constant", "i") if notation.find("j") is None else ("name", "j")
            return [Token("num", "1", at), Token(*unit, at + 1)]
        case "member":
            return [Token(kind, sign, at) for kind, sign in _MEMBERS[text]]
        case _:
            return [_qualified(text, at, notation, faults)]


def _qualified(text: str, at: int, notation: Notation, faults: FaultList) -> Token:
    """Read ``np.linalg.inv``; what only Python has is in the notation by the name of ``np.outer``."""
    name = text.rpartition(".")[2]
    start = at + len(text) - len(name)
    if name in _WORDS:
        return Token(*_WORDS[name], start)
    if name in FUNCTIONS:
        return Token("sqrt" if name == "sqrt" else "function", FUNCTIONS[name], start)
    for known in (f"np.{name}", name):
        if (spec := notation.find(known)) is not None and spec.role is Role.FUNCTIONAL:
            return Token("name", known, start)
    faults.unreadable(f'"{text}" is not known here.', at)
    return Token("name", name, start)


def as_arrays(tokens: list[Token], source: str) -> list[Token]:
    """Return tokens in which a star between arrays works entry by entry, where ``@`` is written too."""
    if "@" not in source:
        return tokens
    return [token._replace(text=ELEMENTWISE) if token[:2] == ("*", "*") else token for token in tokens]


def _multiplies(source: str, notation: Notation) -> bool:
    """Say whether every x between a number and a power of ten is a sign: x is no name of the question or elsewhere."""
    named = any(notation.find(name) is not None for name in ("x", "x_10", "x10"))
    return not named and not _OTHER_X.search(_TIMES.sub(" ", source))
