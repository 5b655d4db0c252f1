"""Plain text to the same tokens: ``2*x^2``, ``sec^3(x)``, ``sqrt(1+a**2)``, ``x<3 or x>=5``, ``(1,2]``.

An identifier is a declared name, a Greek letter or a function; otherwise ``x1`` is ``x_1``, and up to three letters
that stand together are a product of single ones (``xy``, ``abc``), as people write them.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from types import MappingProxyType

from autograder.mathematics.notation import Notation
from autograder.mathematics.reading.faults import FaultList
from autograder.mathematics.reading.limits import TOKENS
from autograder.mathematics.reading.python_names import IMAGINARY, MEMBER, QUALIFIED, TIMES, as_arrays, python_tokens
from autograder.mathematics.reading.recurring import RECURRING, recurring_token
from autograder.mathematics.reading.signs import vulgar_fraction
from autograder.mathematics.reading.tokens import Token, Unreadable
from autograder.mathematics.reading.unicode_signs import LOWERED, MINUS_SIGNS, RAISED, UNICODE
from autograder.mathematics.reading.vocabulary import (
    COMMANDS,
    FUNCTIONS,
    GREEK,
    RELATIONS,
)

_TEXT = re.compile(
    rf"""
      (?P<times>  {TIMES} )
    | (?P<space>  \s+ )
    | (?P<recurring> {RECURRING} )
    | (?P<chosen> \d+C\d+(?![\w(]) )
    | (?P<scientific> (?:\d+(?:\.(?!\.)\d*)?|\.\d+) [eE][+\-{"".join(MINUS_SIGNS)}]?\d+(?![A-Za-z_\d]|\.\d) )
    | (?P<imaginary> {IMAGINARY} )
    | (?P<number> \d+(?:\.(?!\.)\d*)?|\.\d+ )
    | (?P<constant> %(?:pi|e|i)\b )
    | (?P<qualified> {QUALIFIED} )
    | (?P<member> {MEMBER} )
    | (?P<letters> (?:[A-Za-z][A-Za-z0-9]*|[α-ωΑ-Ωϕϵϑ]\d*) (?:_(?:\{{[^{{}}]*\}}|[A-Za-z0-9α-ω]+))* )
    | (?P<raised> [⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ᵀⁿⁱˣʸᵃᵇᵏᵐᵗ]+ )
    | (?P<lowered> [₀₁₂₃₄₅₆₇₈₉₊₋ₐₑᵢⱼₖₙₚₓₜ]+ )
    | (?P<sign> <=>|<->|==>|->|=>|<=|>=|=<|==|!=|<>|:=|\+/-|\+-|-\+|\*\*|\|\||&&|\.\.\.|. )
    """,
    re.VERBOSE | re.DOTALL,
)
_IDENTIFIER = re.compile(r"([^\W\d_]+)(\d*)((?:_.+)?)")
_MERGED = 3
"""Longest run of undeclared letters that is read as a product of single ones."""

_OPTIMA = frozenset("argmax argmin max min sup inf".split())
_WORDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        **{word: ("function", head) for word, head in FUNCTIONS.items()},
        **{
            word: ("function", FUNCTIONS[word.lower()])
            for word in "Re Im Abs Tr Det Log Sin Cos Tan Exp".split()
            if word.lower() in FUNCTIONS
        },
        **{word: ("optimum", word) for word in _OPTIMA},
        **{word: ("logic", word) for word in ("and", "or", "not", "xor")},
        **{word: ("quantifier", word) for word in ("forall", "exists")},
        **dict.fromkeys(("true", "True"), ("truth", "true")),
        **dict.fromkeys(("false", "False"), ("truth", "false")),
        **dict.fromkeys("nCr ncr comb choose binom nchoosek".split(), ("function", "binomial")),
        **{word: ("case", word) for word in ("if", "else")},
        "implies": ("rel", "⇒"),
        "iff": ("rel", "⇔"),
        "notin": ("rel", "∉"),
        **dict.fromkeys(("oo", "infinity", "Infinity", "infty", "inf"), ("constant", "infinity")),
        **{word: ("∪", word) for word in ("union", "intersection")},
        "nounand": ("logic", "and"),
        "nounor": ("logic", "or"),
        "in": ("rel", "∈"),
        "sqrt": ("sqrt", "sqrt"),
        "KL": ("divergence", "KL"),
        **dict.fromkeys(("matrix", "Matrix"), ("matrix", "matrix")),
    }
)
_SIGNS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        **{sign: (sign, sign) for sign in "+-*/!^',;:|%#"},
        **{sign: ("open", sign) for sign in "([{"},
        **{sign: ("close", sign) for sign in ")]}"},
        **{sign: ("rel", value) for sign, value in RELATIONS.items() if not sign.isalpha()},
        "==": ("rel", "="),
        "**": ("^", "^"),
        "||": ("||", "||"),
        "&&": ("logic", "and"),
        "&": ("logic", "and"),
        "+-": ("±", "±"),
        "+/-": ("±", "±"),
        "-+": ("∓", "∓"),
        "=": ("rel", "="),
        "<": ("rel", "<"),
        ">": ("rel", ">"),
        "~": ("rel", "∼"),
        "@": ("*", "@"),
        "...": ("dots", "…"),
        **dict.fromkeys("…⋯", ("dots", "…")),
    }
)


def tokenize_text(source: str, notation: Notation, faults: FaultList) -> list[Token]:
    """Split plain text into the parser's tokens.

    Raises
    ------
    Unreadable
        If there are more tokens than the cap.
    """
    tokens: list[Token] = []
    for count, found in enumerate(_TEXT.finditer(source)):
        if count > TOKENS:
            raise Unreadable(f"this has more than {TOKENS} symbols", found.start(), too_large=True)
        text, at = found[0], found.start()
        match found.lastgroup:
            case "number":
                tokens.append(Token("num", text, at))
            case "scientific" | "chosen" as numeral:
                tokens.extend(_NUMERALS[numeral](text, at, notation))
            case "recurring":
                tokens.append(recurring_token(text, at))
            case "times" | "imaginary" | "qualified" | "member":
                tokens.extend(python_tokens(found, notation, faults))
            case "constant":
                tokens.append(Token("constant", text[1:], at))
            case "letters":
                followed = source[found.end() : found.end() + 1]
                operator = _operator(text, at, followed, notation)
                tokens.extend(operator or _identifier(text, at, followed, notation))
                _merge_not_in(tokens)
                _unite(tokens, source[found.end() :], notation)
            case "raised":
                tokens.extend(_script(text.translate(RAISED), at))
            case "lowered":
                _subscribe(tokens, text.translate(LOWERED), at)
            case "sign":
                tokens.extend(_sign(text, at, faults))
    return as_arrays(tokens, source)


def _scientific(text: str, at: int, notation: Notation) -> list[Token]:
    """Read ``1e-3`` as the number that it is everywhere in plain text, unless e is a name of the question."""
    place = max(text.find("e"), text.find("E"))
    if text[place] not in notation.symbols:
        return [Token("num", "".join("-" if sign in MINUS_SIGNS else sign for sign in text), at)]
    sign = "" if text[place + 1].isdigit() else "+" if text[place + 1] == "+" else "-"
    letter, number = (text[place], text[place + 2 :]) if sign else (text[place:], "")
    read = [Token("num", text[:place], at), *_identifier(letter, at + place, sign, notation)]
    return [*read, Token(sign, sign, at + place + 1), Token("num", number, at + place + 2)] if sign else read


def _chosen(text: str, at: int, notation: Notation) -> list[Token]:
    """Read ``5C2`` as a binomial, unless C is a name of the question."""
    above, _, below = text.partition("C")
    parts = Token("num", above, at), Token("num", below, at + len(above) + 1)
    if notation.find("C") is not None or notation.find(f"C_{below}") is not None:
        return [parts[0], *_identifier(f"C{below}", at + len(above), "", notation)]
    comma, closed = Token(",", ",", at), Token("close", ")", at)
    return [Token("function", "binomial", at), Token("open", "(", at), parts[0], comma, parts[1], closed]


_NUMERALS: Mapping[str, Callable[[str, int, Notation], list[Token]]] = MappingProxyType(
    {"scientific": _scientific, "chosen": _chosen}
)


def _identifier(text: str, at: int, followed: str, notation: Notation) -> list[Token]:
    canonical = _canonical(text)
    for name in (text, canonical):
        if notation.find(name) is not None:
            return [Token("name", name, at)]
    if text in _WORDS and not (text == "inf" and followed == "("):
        return [Token(*_WORDS[text], at)]
    if text == "inf":
        return [Token("optimum", "inf", at)]
    letters, _, subscript = canonical.partition("_")
    if letters == "log" and subscript:
        return [Token("function", "log", at), Token("_", "_", at), *_plain(subscript, at)]
    if letters in GREEK or len(letters) == 1 or "_" in canonical:
        return [Token("name", canonical, at)]
    if text.isalpha() and (_all_declared(text, notation) or len(text) <= _MERGED):
        return [Token("name", letter, at + offset) for offset, letter in enumerate(text)]
    return [Token("name", canonical, at)]


def _operator(text: str, at: int, followed: str, notation: Notation) -> list[Token]:
    """Read ``max_x``, ``argmin_{w}`` and ``E_{x~p}`` before a square bracket as operators; nothing if it is none."""
    word, _, below = text.partition("_")
    mean = (word, followed) == ("E", "[")
    if not below or not (mean or word in _OPTIMA) or notation.find(text) is not None:
        return []
    start = at + len(word) + 1 + below.startswith("{")
    inside = tokenize_text(below.removeprefix("{").removesuffix("}"), notation, FaultList(below, None))
    kind = ("expectation", "E") if mean else ("optimum", word)
    opened, closed = Token("{", "{", start), Token("}", "}", at + len(text))
    shifted = (token._replace(at=start + token.at) for token in inside)
    return [Token(*kind, at), Token("_", "_", at + len(word)), opened, *shifted, closed]


def _merge_not_in(tokens: list[Token]) -> None:
    """Make one relation of ``not in``."""
    if [token[:2] for token in tokens[-2:]] == [("logic", "not"), ("rel", "∈")]:
        tokens[-2:] = [tokens[-2]._replace(kind="rel", text="∉")]


def _unite(tokens: list[Token], behind: str, notation: Notation) -> None:
    """Read the U between two brackets as a union, the "choose" between two numbers as a binomial."""
    word = tokens[-1]
    before = tokens[-2] if len(tokens) > 1 else word
    if word[:2] == ("name", "U") and notation.find("U") is None:
        if before.kind == "close" and before.text in ")]}" and behind.lstrip()[:1] in tuple("([{"):
            tokens[-1] = word._replace(kind="∪", text="union")
    elif word[:2] == ("function", "binomial") and before.kind in ("num", "name", "close") and behind[:1] == " ":
        tokens[-1] = word._replace(kind="choose", text="choose")


def _plain(text: str, at: int) -> list[Token]:
    """Return small letters and numbers as tokens of their own."""
    kinds = {"-": "-", "+": "+"}
    return [
        Token(kinds.get(piece, "num" if piece.isdigit() else "name"), piece, at)
        for piece in re.findall(r"\d+|\D", text)
    ]


def _canonical(text: str) -> str:
    """Return ``x_1`` for ``x1`` and ``x_{1}``, and Greek letters by name."""
    found = _IDENTIFIER.fullmatch(text)
    if found is None:
        return text
    letters, digits, rest = found.groups()
    letters = "".join(UNICODE.get(letter, letter) for letter in letters) if not letters.isascii() else letters
    subscript = rest.replace("{", "").replace("}", "")
    return letters + (f"_{digits}" if digits else "") + subscript


def _all_declared(text: str, notation: Notation) -> bool:
    return len(text) < 12 and all(notation.find(letter) is not None for letter in text)


def _script(text: str, at: int) -> list[Token]:
    return [Token("^", "^", at), Token("{", "{", at), *_plain(text, at), Token("}", "}", at)]


def _subscribe(tokens: list[Token], text: str, at: int) -> None:
    """Give a small number to the name before it."""
    if tokens and tokens[-1].kind == "name":
        tokens[-1] = tokens[-1]._replace(text=f"{tokens[-1].text}_{text}")
    else:
        raise Unreadable("A small number below the line belongs behind a name.", at)


def _sign(text: str, at: int, faults: FaultList) -> list[Token]:
    entry = _SIGNS.get(text)
    if entry is None and text in MINUS_SIGNS:
        entry = ("-", "-")
    if entry is None:
        entry = COMMANDS.get(UNICODE.get(text, ""))
    plain = unicodedata.normalize("NFKC", text)
    if "⁄" in plain:
        return vulgar_fraction(plain, at)
    if entry is None:
        faults.unreadable("This sign cannot be read.", at)
        return []
    return [Token(*entry, at)]
