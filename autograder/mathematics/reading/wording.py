"""Words within mathematics: a known word, a conjunction, a name in a subscript, or a remark beside it."""

import re

from autograder.mathematics.reading.cleaner import Cleaner
from autograder.mathematics.reading.latex_lexer import tokenize_latex
from autograder.mathematics.reading.tokens import Token
from autograder.mathematics.reading.vocabulary import UPRIGHT_LETTERS, WORDS

_UNSPACED = re.compile(r"[\s~$-]|\\[,;:! ]|\\(?:quad|qquad)\b")
_OPENING_WORD = re.compile(r"\W*(\w+)")
_EXPLAINING = frozenset(
    "using as since because by where with for if when from due note given so which let thus hence assuming provided"
    " see applying after up here it this that i we is are follows definition car comme par avec puisque où".split()
)


def read_words(cleaner: Cleaner, token: Token) -> None:
    r"""Read the argument of ``\text``, ``\mathrm``, ``\operatorname`` and their like."""
    key = _UNSPACED.sub("", token.text)
    entry = UPRIGHT_LETTERS.get(key) or WORDS.get(key.lower())
    if cleaner.in_script() and key and not (entry and entry[0] == "name"):
        cleaner.emit("name", key, token.at)
    elif entry is not None:
        cleaner.emit(*entry, token.at)
    elif cleaner.notation.find(key) is not None:
        cleaner.emit("name", key, token.at)
    elif token.kind == "upright":
        _read_upright(cleaner, token, key)
    else:
        _set_aside(cleaner, token)


def _read_upright(cleaner: Cleaner, token: Token, key: str) -> None:
    if len(key) > 2 and key.isalpha():
        cleaner.emit("name", key, token.at)
    else:
        cleaner.take([Token(inner.kind, inner.text, token.at) for inner in tokenize_latex(token.text)])


def _set_aside(cleaner: Cleaner, token: Token) -> None:
    words = " ".join(token.text.replace("~", " ").replace("$", " ").split())
    opening = _OPENING_WORD.match(words)
    explains = opening is not None and opening[1].lower() in _EXPLAINING
    if explains and cleaner.depth <= 0 and len(cleaner.tokens) > cleaner.row_start:
        words = f"{words} {_rest_of_row(cleaner)}".strip()
    if words.strip(" .,;:()[]"):
        cleaner.remarks.append((token.at, words))


def _rest_of_row(cleaner: Cleaner) -> str:
    """Take everything up to the end of the row as words: "using p/p = 1" is no step."""
    depth, start = 0, cleaner.index
    while cleaner.index < len(cleaner.raw):
        text = cleaner.raw[cleaner.index].text
        if depth == 0 and text in ("\\\\", r"\end", r"\cr", r"\newline"):
            break
        depth += (text == "{") - (text == "}")
        cleaner.index += 1
    skipped = cleaner.raw[start : cleaner.index]
    if not skipped:
        return ""
    source, last = cleaner.faults.source, skipped[-1]
    end = last.at + len(last.text)
    if last.kind in ("text", "upright"):
        end = source.find("}", end) + 1
    return " ".join(source[skipped[0].at : end].replace("&", " ").split())
