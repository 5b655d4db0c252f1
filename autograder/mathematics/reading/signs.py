"""Raw numbers, letters and single signs, Unicode ones too, to clean tokens."""

import unicodedata

from autograder.mathematics.reading.cleaner import Cleaner
from autograder.mathematics.reading.latex_lexer import tokenize_latex
from autograder.mathematics.reading.recurring import recurring_token
from autograder.mathematics.reading.tokens import Token
from autograder.mathematics.reading.unicode_signs import LOWERED, MINUS_SIGNS, RAISED, UNICODE
from autograder.mathematics.reading.vocabulary import (
    CHARACTERS,
    PLAIN_WORDS,
    RELATIONS,
    WORDS,
)

_PAIRED_SIGNS = frozenset(sign for sign in RELATIONS if not sign.isalpha() and len(sign) > 1)
_PAIRED_FIRST = frozenset(sign[0] for sign in _PAIRED_SIGNS)


def read_number(cleaner: Cleaner, token: Token) -> None:
    """Read a literal; ``1{,}000`` is a thousand, ``3{,}14`` and ``0{,}125`` have a decimal comma."""
    text = token.text.replace(r"\,", "").replace(",000", "000")
    whole, comma, decimals = text.partition("{,}")
    if comma and "." not in decimals and (len(decimals) % 3 or whole.startswith("0") or len(whole) > 3):
        text = f"{whole}.{decimals}"
    cleaner.emit("num", text.replace("{,}", ""), token.at)


def read_dotted(cleaner: Cleaner, token: Token) -> None:
    """``4.1.(…)``: dots that cannot be decimal points are signs of multiplication."""
    for number, part in enumerate(filter(None, token.text.split("."))):
        if number:
            cleaner.emit("*", "·", token.at)
        cleaner.emit("num", part, token.at)
    if token.text.endswith("."):
        cleaner.emit("*", "·", token.at)
    cleaner.remarks.append((token.at, f"The dots of {token.text} are read as signs of multiplication."))


def read_recurring_decimal(cleaner: Cleaner, token: Token) -> None:
    r"""Read ``0.\overline{3}``; of ``2.(3)``, which could be a product, it is said."""
    cleaner.tokens.append(recurring_token(token.text, token.at))
    if "(" in token.text:
        cleaner.remarks.append((token.at, f"{token.text} is read as a recurring decimal."))


def read_letters(cleaner: Cleaner, token: Token) -> None:
    """Read a run of letters: a declared name, a word whose backslash was forgotten, or letters one by one."""
    run = token.text
    directly_in_script = bool(cleaner.tokens) and cleaner.tokens[-1].kind in ("_", "^")
    if len(run) > 1 and not directly_in_script:
        if cleaner.notation.find(run) is not None:
            cleaner.emit("name", run, token.at)
            return
        if run in PLAIN_WORDS and not (run == "sg" and not cleaner.next_is("(", "[", r"\left")):
            cleaner.emit(*WORDS[run.lower()], token.at)
            return
    for offset, letter in enumerate(run):
        cleaner.emit("name", letter, token.at + offset)


def read_sign(cleaner: Cleaner, token: Token) -> None:
    """Read a single sign, two that make a relation, or three points that are dots."""
    char = token.text
    if char == "." and [item.text for item in cleaner.raw[cleaner.index : cleaner.index + 2]] == [".", "."]:
        cleaner.index += 2
        cleaner.emit("dots", "…", token.at)
        return
    if char in _PAIRED_FIRST and cleaner.index < len(cleaner.raw):
        following = cleaner.raw[cleaner.index]
        if following.at == token.at + 1 and char + following.text in _PAIRED_SIGNS:
            cleaner.index += 1
            cleaner.emit("rel", RELATIONS[char + following.text], token.at)
            return
    entry = CHARACTERS.get(char)
    if entry is None:
        _read_unicode(cleaner, char, token.at)
    elif entry[0] != "skip":
        cleaner.emit(*entry, token.at)


def _read_unicode(cleaner: Cleaner, char: str, at: int) -> None:
    if char in UNICODE:
        cleaner.take([Token("command", "\\" + UNICODE[char], at)])
    elif char in MINUS_SIGNS:
        cleaner.emit("-", "-", at)
    else:
        plain = unicodedata.normalize("NFKC", char)
        if len(plain) == 1 and plain.isalpha() and (plain.isascii() or plain in UNICODE):
            cleaner.take([Token("other" if plain in UNICODE else "letters", plain, at)])
        elif plain.isascii() and plain.isdigit():
            cleaner.emit("num", plain, at)
        elif "⁄" in plain:  # ½ and its like
            for piece in vulgar_fraction(plain, at):
                cleaner.emit(*piece)
        elif unicodedata.category(char) not in ("Cf", "Zs", "Mn"):
            cleaner.faults.unreadable("This sign is not one of mathematics that can be read.", at)


def read_double_bar(cleaner: Cleaner, token: Token) -> None:
    """Read ``||``, which is a norm, a divergence, or two absolute values."""
    cleaner.emit("||", "||", token.at)


def vulgar_fraction(plain: str, at: int) -> list[Token]:
    """Return the tokens of a fraction that is one sign, such as ½, in its compatibility form ``1⁄2``."""
    above, _, below = plain.partition("⁄")
    pieces = (("{", "{"), ("num", above), ("/", "/"), ("num", below), ("}", "}"))
    return [Token(kind, text, at) for kind, text in pieces if text]


def read_small_signs(cleaner: Cleaner, token: Token) -> None:
    """``x²`` and ``x₁``: one script for the whole run of small signs."""
    table, sign = (RAISED, "^") if token.kind == "raised" else (LOWERED, "_")
    cleaner.emit(sign, sign, token.at)
    cleaner.emit("{", "{", token.at)
    for small in tokenize_latex(token.text.translate(table)):
        cleaner.take([Token(small.kind, small.text, token.at)])
    cleaner.emit("}", "}", token.at)
