"""LaTeX source to raw tokens, with one compiled expression and in linear time."""

import re

from autograder.mathematics.reading.limits import TOKENS
from autograder.mathematics.reading.recurring import RECURRING
from autograder.mathematics.reading.tokens import Token, Unreadable
from autograder.mathematics.reading.vocabulary import DROPPED_WITH_ARGUMENT, TEXT_COMMANDS, UPRIGHT_MATHS

_RAW = re.compile(
    rf"""
      (?P<space>  (?:\s|~|%[^\n]*(?:\n|$))+ )
    | (?P<sign> [\^_{{}}()+\-=,] )
    | (?P<command> \\[A-Za-z]+ | \\. )
    | (?P<letters> [A-Za-z]+ )
    | (?P<recurring> {RECURRING} )
    | (?P<dotted> \d+\.\d+(?:\.\d+)+\.?  |  \d+\.\d+\.(?=\s*[(\\A-Za-z\[]) )
    | (?P<number> \d+ (?: (?:(?:\{{,\}}|\\,)\d{{3}}(?!\d))+ | (?:,000)+(?!\d) | \{{,\}}\d+ )? (?:\.\d+)?  |  \.\d+ )
    | (?P<raised> [⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ᵀⁿⁱ]+ )
    | (?P<lowered> [₀₁₂₃₄₅₆₇₈₉₊₋ₐₑᵢⱼₖₙₚₓₜ]+ )
    | (?P<double> \|\| )
    | (?P<other> . )
    """,
    re.VERBOSE | re.DOTALL,
)
_BRACE = re.compile(r"\\.|[{}]", re.DOTALL)
_SPACES = re.compile(r"\s*")


def tokenize_latex(source: str, offset: int = 0) -> list[Token]:
    """Split LaTeX mathematics into raw tokens; spaces and comments are left out.

    Parameters
    ----------
    source
        The mathematics, without its delimiters.
    offset
        Added to every token's offset.

    Raises
    ------
    Unreadable
        If there are more tokens than the cap.
    """
    tokens: list[Token] = []
    position = 0
    while position < len(source):
        position = _take_until_raw_text(tokens, source, position, offset)
    return tokens


def _take_until_raw_text(tokens: list[Token], source: str, position: int, offset: int) -> int:
    """Add the tokens from a position up to the first that takes raw text, and return where that ends."""
    for found in _RAW.finditer(source, position):
        kind = found.lastgroup
        if kind == "space":
            continue
        text, at = found[0], found.start() + offset
        if len(tokens) >= TOKENS:
            raise Unreadable(f"this has more than {TOKENS} symbols", at, too_large=True)
        if kind == "command" and text[1:] in _BRACED:
            argument, end = _raw_argument(source, found.end())
            if argument is not None and text[1:] not in DROPPED_WITH_ARGUMENT:
                tokens.append(Token("upright" if text[1:] in UPRIGHT_MATHS else "text", argument, at))
            return end
        tokens.append(Token("other" if kind == "sign" else str(kind), text, at))
    return len(source)


_BRACED = TEXT_COMMANDS | DROPPED_WITH_ARGUMENT


def _raw_argument(source: str, position: int) -> tuple[str | None, int]:
    """Return the text of the braced argument at a position and where it ends; None where there is no brace."""
    spaces = _SPACES.match(source, position)
    start = spaces.end() if spaces else position
    if start < len(source) and source[start] == "*":
        start += 1
    if not source.startswith("{", start):
        return None, position
    depth = 0
    for brace in _BRACE.finditer(source, start):
        if brace[0] == "{":
            depth += 1
        elif brace[0] == "}":
            depth -= 1
            if depth == 0:
                return source[start + 1 : brace.start()], brace.end()
    return source[start + 1 :], len(source)
