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
_DEFINING = frozenset("where with for let letting avec où soit".split())
_LEFT_OPEN = frozenset(
    "of in on to than per by with from for at over all each any every upon under that respect de du des en à".split()
)
_CONNECTING = frozenset("so then thus hence therefore finally and or but also now next i.e. ie donc alors".split())
_LABEL_WORDS = 3
_NO_SOLUTION = frozenset("nosolution nosolutions norealsolution norealsolutions pasdesolution keinelösung".split())
"""What stands alone for the empty set, without spaces."""
_CASE_WORDS = frozenset("if when for si quand pour".split())
_OTHERWISE = frozenset("otherwise else elsewhere sinon autrement ailleurs".split())
_ROW_ENDS = frozenset(["\\\\", r"\end", r"\cr", r"\newline"])
_LONGEST_NAME = 12
_NO_NAME = frozenset(["+", "-", "*", "/", "<", ">", ",", "(", "[", r"\frac", r"\cdot", r"\le", r"\ge", "\\\\"])
_MATHS = re.compile(r"\$([^$]*)\$")
_WORD = re.compile(r"[^\W\d_]+\.?")


def read_words(cleaner: Cleaner, token: Token) -> None:
    r"""Read the argument of ``\text``, ``\mathrm``, ``\operatorname`` and their like."""
    key = _UNSPACED.sub("", token.text)
    entry = UPRIGHT_LETTERS.get(key) or WORDS.get(key.lower())
    if cleaner.in_script() and key and not (entry and entry[0] == "name"):
        cleaner.emit("name", key, token.at)
    elif entry is not None:
        cleaner.emit(*entry, token.at)
    elif key.lower() in _NO_SOLUTION and not cleaner.tokens:
        cleaner.emit("empty", "∅", token.at)
    elif cleaner.notation.find(key) is not None:
        cleaner.emit("name", key, token.at)
    elif token.kind == "upright":
        _read_upright(cleaner, token, key)
    elif cleaner.environments > 0 and _read_case(cleaner, token):
        return
    elif _labels(cleaner, token.text):
        cleaner.emit("name", "".join(_WORD.findall(token.text)), token.at)
    else:
        _set_aside(cleaner, token)


def _read_case(cleaner: Cleaner, token: Token) -> bool:
    r"""Read ``\text{if $x > 0$}`` and ``\text{otherwise}`` in a row of cases."""
    words = set(_WORD.findall(_MATHS.sub(" ", token.text).lower()))
    if not words or not words <= _CASE_WORDS | _OTHERWISE:
        return False
    if words <= _CASE_WORDS and cleaner.tokens[-1].kind != "&":
        cleaner.emit("&", "&", token.at)
    for maths in _MATHS.findall(token.text):
        cleaner.take([Token(inner.kind, inner.text, token.at) for inner in tokenize_latex(maths)])
    return True


def _labels(cleaner: Cleaner, text: str) -> bool:
    r"""Say whether words name what they stand before: ``\text{bias} = ...``."""
    words = _WORD.findall(text.lower())
    starts = len(cleaner.tokens) == cleaner.row_start and cleaner.next_is("=", r"\coloneqq", r"\triangleq")
    return starts and 0 < len(words) <= _LABEL_WORDS and words[0] not in _CONNECTING | _EXPLAINING


def _read_upright(cleaner: Cleaner, token: Token, key: str) -> None:
    if len(key) > 2 and key.isalpha():
        cleaner.emit("name", key, token.at)
    else:
        cleaner.take([Token(inner.kind, inner.text, token.at) for inner in tokenize_latex(token.text)])


def _set_aside(cleaner: Cleaner, token: Token) -> None:
    words = " ".join(token.text.replace("~", " ").replace("$", " ").split())
    opening = _OPENING_WORD.match(words)
    spoken = _WORD.findall(words.lower())
    explains = opening is not None and (opening[1].lower() in _EXPLAINING or (spoken and spoken[-1] in _LEFT_OPEN))
    if explains and cleaner.depth <= 0 and len(cleaner.tokens) > cleaner.row_start:
        if cleaner.definitions and spoken and spoken[-1] in _DEFINING and _defines_next(cleaner):
            cleaner.emit(",", ",", token.at)
            return
        words = f"{words} {_rest_of_row(cleaner)}".strip()
    if words.strip(" .,;:()[]"):
        cleaner.remarks.append((token.at, words))


def _defines_next(cleaner: Cleaner) -> bool:
    r"""Say whether a definition follows: a name of a few signs, then ``=``."""
    ahead = [item.text for item in cleaner.raw[cleaner.index : cleaner.index + _LONGEST_NAME]]
    if "=" not in ahead:
        return False
    name = ahead[: ahead.index("=")]
    return bool(name) and not any(text in _NO_NAME or text.isdigit() for text in name[:1]) and not set(name) & _NO_NAME


def _rest_of_row(cleaner: Cleaner) -> str:
    """Take everything up to the end of the row as words: "using p/p = 1" is no step."""
    depth, environments, start = 0, 0, cleaner.index
    while cleaner.index < len(cleaner.raw):
        text = cleaner.raw[cleaner.index].text
        if depth == 0 and environments == 0 and text in _ROW_ENDS:
            break
        depth += (text == "{") - (text == "}")
        environments += (text == r"\begin") - (text == r"\end")
        cleaner.index += 1
    skipped = cleaner.raw[start : cleaner.index]
    if not skipped:
        return ""
    source, last = cleaner.faults.source, skipped[-1]
    end = last.at + len(last.text)
    if last.kind in ("text", "upright"):
        end = source.find("}", end) + 1
    return " ".join(source[skipped[0].at : end].replace("&", " ").split())
