r"""Raw LaTeX tokens to what the parser knows: typography vanishes, words become words, remarks are put aside.

Fonts, sizes and spaces carry no meaning; ``\left`` and its like say which way a bar faces; ``\text{...}`` is a known
word, a conjunction, a name in a subscript, or a remark.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import TypeAlias

from autograder.mathematics.notation import Notation
from autograder.mathematics.reading.faults import FaultList
from autograder.mathematics.reading.latex_lexer import tokenize_latex
from autograder.mathematics.reading.limits import NESTING
from autograder.mathematics.reading.macros import take_argument
from autograder.mathematics.reading.tokens import Token, Unreadable
from autograder.mathematics.reading.vocabulary import (
    CHARACTERS,
    COMMANDS,
    LOWERED,
    MINUS_SIGNS,
    PLAIN_WORDS,
    RAISED,
    RELATIONS,
    SKIPPED,
    UNICODE,
    UPRIGHT_LETTERS,
    WORDS,
)

_UNSPACED = re.compile(r"[\s~$-]|\\[,;:! ]|\\(?:quad|qquad)\b")
_OPENING_WORD = re.compile(r"\W*(\w+)")
_EXPLAINING = frozenset(
    "using as since because by where with for if when from due note given so which let thus hence assuming provided"
    " see applying after up here it this that i we is are follows definition car comme par avec puisque où".split()
)
_TRANSPARENT_ENVIRONMENTS = frozenset(
    "align aligned alignat alignedat flalign split equation gather gathered multline multlined eqnarray displaymath math"
    " subequations dmath".split()
)
_CONSTANT_MARKS = frozenset(["c", "+c", "C", "+C", "const", "+const", "const.", "θ", "+"])
_PAIRED_SIGNS = frozenset(sign for sign in RELATIONS if not sign.isalpha() and len(sign) > 1)
_FACING: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        **{bracket: (bracket, bracket) for bracket in "()[]"},
        r"\{": ("{", "{"),
        r"\}": ("}", "}"),
        r"\lbrace": ("{", "{"),
        r"\rbrace": ("}", "}"),
        r"\lbrack": ("[", "["),
        r"\rbrack": ("]", "]"),
        **dict.fromkeys(["|", r"\vert", r"\lvert", r"\rvert", r"\mid"], ("|", "|")),
        **dict.fromkeys([r"\|", "||", r"\Vert", r"\lVert", r"\rVert"], ("‖", "‖")),
        **dict.fromkeys(["<", r"\langle"], ("⟨", "⟨")),
        **dict.fromkeys([">", r"\rangle"], ("⟩", "⟩")),
        **{rf"\l{name}": (sign, sign) for name, sign in (("floor", "⌊"), ("ceil", "⌈"))},
        **{rf"\r{name}": (sign, sign) for name, sign in (("floor", "⌋"), ("ceil", "⌉"))},
    }
)
Remark: TypeAlias = tuple[int, str]
"""Offset in the source, and the words."""
_BIG = re.compile(r"\\[bB]igg?([lrm]?)")


def clean(tokens: Sequence[Token], notation: Notation, faults: FaultList) -> tuple[list[Token], list[Remark]]:
    """Return the tokens that mean something, and the remarks beside them.

    Raises
    ------
    Unreadable
        If braces nest deeper than the cap, or an argument is missing.
    """
    cleaner = _Cleaner(notation, faults)
    cleaner.take(tokens)
    return cleaner.tokens, cleaner.remarks


class _Cleaner:
    def __init__(self, notation: Notation, faults: FaultList) -> None:
        self.notation = notation
        self.faults = faults
        self.raw: Sequence[Token] = ()
        self.index = 0
        self.tokens: list[Token] = []
        self.remarks: list[Remark] = []
        self.lefts: list[int] = []
        self.nesting = 0
        self.depth = 0
        """Of braces and brackets, in what has been emitted of the row."""
        self.environments = 0
        self.row_start = 0
        """Number of tokens emitted when the row began."""

    def take(self, tokens: Sequence[Token]) -> None:
        """Clean some raw tokens; called again for the arguments that typography is wrapped around."""
        self.nesting += 1
        if self.nesting > NESTING:
            raise Unreadable("This is nested too deeply to be read.", tokens[0].at if tokens else 0, too_large=True)
        outer = self.raw, self.index
        self.raw, self.index = tokens, 0
        while self.index < len(self.raw):
            token = self.raw[self.index]
            self.index += 1
            _BY_KIND[token.kind](self, token)
        self.raw, self.index = outer
        self.nesting -= 1

    def emit(self, kind: str, text: str, at: int) -> None:
        if kind == "optimum" and self.tokens and self.tokens[-1][:2] == ("function", "arg"):
            at, text = self.tokens.pop().at, f"arg{text}"
        self.depth += (kind in ("{", "open", "begin")) - (kind in ("}", "close", "end"))
        self.environments += (kind == "begin") - (kind == "end")
        self.tokens.append(Token(kind, text, at))

    def argument(self) -> Sequence[Token]:
        inner, self.index = take_argument(self.raw, self.index)
        return inner

    def next_is(self, *texts: str) -> bool:
        return self.index < len(self.raw) and self.raw[self.index].text in texts

    def in_script(self) -> bool:
        last = [token.kind for token in self.tokens[-2:]]
        return last[-1:] == ["_"] or last == ["_", "{"]

    # numbers, letters and single signs

    def number(self, token: Token) -> None:
        self.emit("num", token.text.replace("{,}", "").replace(r"\,", ""), token.at)

    def dotted(self, token: Token) -> None:
        """``4.1.(…)``: dots that cannot be decimal points are signs of multiplication."""
        for number, part in enumerate(filter(None, token.text.split("."))):
            if number:
                self.emit("*", "·", token.at)
            self.emit("num", part, token.at)
        if token.text.endswith("."):
            self.emit("*", "·", token.at)
        self.remarks.append((token.at, f"The dots of {token.text} are read as signs of multiplication."))

    def letters(self, token: Token) -> None:
        run = token.text
        directly_in_script = bool(self.tokens) and self.tokens[-1].kind in ("_", "^")
        if len(run) > 1 and not directly_in_script:
            if self.notation.find(run) is not None:
                self.emit("name", run, token.at)
                return
            if run in PLAIN_WORDS and not (run == "sg" and not self.next_is("(", "[", r"\left")):
                self.emit(*WORDS[run.lower()], token.at)
                return
        for offset, letter in enumerate(run):
            self.emit("name", letter, token.at + offset)

    def other(self, token: Token) -> None:
        char = token.text
        if self.index < len(self.raw):
            following = self.raw[self.index]
            if following.at == token.at + 1 and char + following.text in _PAIRED_SIGNS:
                self.index += 1
                self.emit("rel", RELATIONS[char + following.text], token.at)
                return
        entry = CHARACTERS.get(char)
        if entry is None:
            self.unicode(char, token.at)
        elif entry[0] != "skip":
            self.emit(*entry, token.at)

    def unicode(self, char: str, at: int) -> None:
        if char in UNICODE:
            self.command(Token("command", "\\" + UNICODE[char], at))
        elif char in MINUS_SIGNS:
            self.emit("-", "-", at)
        else:
            plain = unicodedata.normalize("NFKC", char)
            if len(plain) == 1 and plain.isalpha() and (plain.isascii() or plain in UNICODE):
                self.take([Token("other" if plain in UNICODE else "letters", plain, at)])
            elif plain.isascii() and plain.isdigit():
                self.emit("num", plain, at)
            elif "⁄" in plain:  # ½ and its like
                above, _, below = plain.partition("⁄")
                for kind, text in (("{", "{"), ("num", above), ("/", "/"), ("num", below), ("}", "}")):
                    self.emit(kind, text, at)
            elif unicodedata.category(char) not in ("Cf", "Zs", "Mn"):
                self.faults.unreadable("This sign is not one of mathematics that can be read.", at)

    def double(self, token: Token) -> None:
        self.emit("||", "||", token.at)

    def script_run(self, token: Token) -> None:
        """``x²`` and ``x₁``: one script for the whole run of small signs."""
        table, sign = (RAISED, "^") if token.kind == "raised" else (LOWERED, "_")
        self.emit(sign, sign, token.at)
        self.emit("{", "{", token.at)
        for small in tokenize_latex(token.text.translate(table)):
            self.take([Token(small.kind, small.text, token.at)])
        self.emit("}", "}", token.at)

    # words

    def words(self, token: Token) -> None:
        key = _UNSPACED.sub("", token.text)
        entry = UPRIGHT_LETTERS.get(key) or WORDS.get(key.lower())
        if key == "d" and token.kind == "text":
            entry = None
        if self.in_script() and key and not (entry and entry[0] == "name"):
            self.emit("name", key, token.at)
        elif entry is not None:
            self.emit(*entry, token.at)
        elif self.notation.find(key) is not None:
            self.emit("name", key, token.at)
        elif token.kind == "upright":
            self.upright(token, key)
        else:
            self.remark(token)

    def upright(self, token: Token, key: str) -> None:
        if len(key) > 2 and key.isalpha():
            self.emit("name", key, token.at)
        else:
            self.take([Token(inner.kind, inner.text, token.at) for inner in tokenize_latex(token.text)])

    def remark(self, token: Token) -> None:
        words = " ".join(token.text.replace("~", " ").replace("$", " ").split())
        opening = _OPENING_WORD.match(words)
        explains = bool(opening) and opening[1].lower() in _EXPLAINING  # type: ignore[index]
        if explains and self.depth <= 0 and len(self.tokens) > self.row_start:
            words = f"{words} {self.rest_of_row()}".strip()
        if words.strip(" .,;:()[]"):
            self.remarks.append((token.at, words))

    def rest_of_row(self) -> str:
        """Take everything up to the end of the row as words: "using p/p = 1" is no step."""
        depth, start = 0, self.index
        while self.index < len(self.raw):
            text = self.raw[self.index].text
            if depth == 0 and text in ("\\\\", r"\end", r"\cr", r"\newline"):
                break
            depth += (text == "{") - (text == "}")
            self.index += 1
        skipped = self.raw[start : self.index]
        if not skipped:
            return ""
        source, last = self.faults.source, skipped[-1]
        end = last.at + len(last.text)
        if last.kind in ("text", "upright"):
            end = source.find("}", end) + 1
        return " ".join(source[skipped[0].at : end].replace("&", " ").split())

    # commands

    def command(self, token: Token) -> None:
        name = token.text[1:]
        entry = COMMANDS.get(name)
        if entry is not None:
            self.emit(*entry, token.at)
        elif name in SKIPPED or not name.strip():
            return
        elif (special := _SPECIAL.get(name)) is not None:
            special(self, token)
        elif (big := _BIG.fullmatch(token.text)) is not None:
            self.big(token, big[1])
        elif (spec := self.notation.find(name)) is not None:
            self.emit("name", spec.name, token.at)
        else:
            self.emit("unknown", token.text, token.at)

    def font(self, token: Token) -> None:
        """Bold and blackboard letters that mean something of their own; any other font vanishes."""
        braced = self.next_is("{") and self.index + 2 < len(self.raw) and self.raw[self.index + 2].text == "}"
        position = self.index + braced
        letter = self.raw[position].text if position < len(self.raw) else ""
        entry = {"1": ("ones", "1"), "𝟙": ("ones", "1")}.get(letter)
        if token.text in (r"\mathbb", r"\mathbbm", r"\mathds"):
            entry = {"E": ("expectation", "E"), "R": ("reals", "ℝ"), "1": ("ones", "1")}.get(letter)
        if entry is not None:
            self.index = position + 1 + braced
            self.emit(*entry, token.at)

    def facing(self, token: Token) -> None:
        r"""``\left`` and ``\right``: the bracket that follows is told apart from one of the same shape."""
        opens = token.text == r"\left"
        if self.index >= len(self.raw):
            return
        delimiter = self.raw[self.index].text
        self.index += 1
        if opens:
            self.lefts.append(len(self.tokens))
        left = self.lefts.pop() if self.lefts and not opens else None
        if delimiter == ".":
            if left is not None and left < len(self.tokens) and self.tokens[left][:2] == ("open", "{"):
                del self.tokens[left]  # a brace on the left only, before the equations of a system
                self.depth -= 1
        elif delimiter in _FACING:
            self.emit("open" if opens else "close", _FACING[delimiter][not opens], token.at)
        else:
            self.index -= 1

    def big(self, token: Token, side: str) -> None:
        delimiter = self.raw[self.index].text if self.index < len(self.raw) else ""
        if side == "m":
            self.middle(token)
        elif side and delimiter in _FACING:
            self.index += 1
            self.emit("open" if side == "l" else "close", _FACING[delimiter][0], token.at)

    def middle(self, token: Token) -> None:
        delimiter = self.raw[self.index].text if self.index < len(self.raw) else ""
        self.index += 1
        self.emit(*(("||", "‖") if delimiter in (r"\|", r"\Vert", "||") else ("mid", "|")), token.at)

    def brace_label(self, _: Token) -> None:
        r"""``\underbrace{X}_{label}``: the label is a remark."""
        inner = self.argument()
        self.group(inner)
        if self.next_is("_", "^"):
            self.index += 1
            self.note(self.argument())

    def group(self, inner: Sequence[Token]) -> None:
        at = inner[0].at if inner else 0
        self.emit("{", "{", at)
        self.take(inner)
        self.emit("}", "}", at)

    def note(self, tokens: Sequence[Token]) -> None:
        words = " ".join(token.text for token in tokens).strip()
        if words:
            self.remarks.append((tokens[0].at, words))

    def over_sign(self, token: Token) -> None:
        r"""``\overset{label}{=}`` and ``\stackrel``: the label is a remark, or says "up to a constant"."""
        label, base = self.argument(), self.argument()
        before = len(self.tokens)
        self.take(base)
        words = "".join(item.text for item in label)
        if words in _CONSTANT_MARKS and [item.text for item in self.tokens[before:]] == ["="]:
            self.tokens[-1] = Token("rel", "= + const", token.at)
        else:
            self.note(label)

    def under_sign(self, token: Token) -> None:
        r"""``\underset{\theta}{\arg\max}``: what stands under an operator is its subscript."""
        label, base = self.argument(), self.argument()
        self.take(base)
        if self.tokens and self.tokens[-1].kind in ("optimum", "lim", "expectation", "sum"):
            self.emit("_", "_", token.at)
            self.group(label)
        else:
            self.note(label)

    def stacked(self, token: Token) -> None:
        rows = [Token("other", ",", item.at) if item.text == "\\\\" else item for item in self.argument()]
        self.take(rows)

    def second_argument(self, _: Token) -> None:
        self.argument()
        self.group(self.argument())

    def labelled_arrow(self, token: Token) -> None:
        if self.next_is("["):
            while self.index < len(self.raw) and not self.next_is("]"):
                self.index += 1
            self.index += 1
        self.note(self.argument())
        self.emit("rel", "→", token.at)

    def negated(self, token: Token) -> None:
        if self.next_is("="):
            self.index += 1
            self.emit("rel", "≠", token.at)
        else:
            self.faults.unreadable("Only = can be crossed out.", token.at)

    def environment(self, token: Token) -> None:
        name = "".join(item.text for item in self.argument()).rstrip("*")
        begins = token.text == r"\begin"
        if begins and name in ("array", "alignat", "alignedat"):
            while self.next_is("["):
                self.skip_optional()
            self.argument()
        if name not in _TRANSPARENT_ENVIRONMENTS:
            self.emit("begin" if begins else "end", name, token.at)

    def skip_optional(self) -> None:
        while self.index < len(self.raw) and not self.next_is("]"):
            self.index += 1
        self.index += 1

    def row(self, token: Token) -> None:
        while self.next_is("*"):
            self.index += 1
        # \\[2pt] is a distance; \\ [x] would be one too
        if self.next_is("[") and self.is_distance():
            self.skip_optional()
        self.emit("row", "\\\\", token.at)
        self.row_start = len(self.tokens)
        if self.environments <= 0:
            self.depth = 0  # a bracket lost in this row is no bracket of the next

    def is_distance(self) -> bool:
        inner = "".join(item.text for item in self.raw[self.index + 1 : self.index + 5])
        return re.match(r"-?\d*\.?\d+(?:pt|em|ex|cm|mm|in)", inner) is not None

    def vector(self, token: Token) -> None:
        r"""``\vec(A)`` is meant as the vec operator; ``\vec a`` is only an arrow."""
        if self.next_is("(", r"\left", r"\big", r"\bigl", r"\Big", r"\Bigl"):
            self.emit("function", "vec", token.at)

    def dots(self, token: Token) -> None:
        self.emit("dots", "…", token.at)


_BY_KIND: Mapping[str, Callable[[_Cleaner, Token], None]] = MappingProxyType(
    {
        "number": _Cleaner.number,
        "dotted": _Cleaner.dotted,
        "letters": _Cleaner.letters,
        "other": _Cleaner.other,
        "double": _Cleaner.double,
        "raised": _Cleaner.script_run,
        "lowered": _Cleaner.script_run,
        "text": _Cleaner.words,
        "upright": _Cleaner.words,
        "command": _Cleaner.command,
    }
)
_SPECIAL: Mapping[str, Callable[[_Cleaner, Token], None]] = MappingProxyType(
    {
        "left": _Cleaner.facing,
        "right": _Cleaner.facing,
        "middle": _Cleaner.middle,
        **dict.fromkeys(["underbrace", "overbrace", "underbracket", "overbracket"], _Cleaner.brace_label),
        **dict.fromkeys(["overset", "stackrel", "stackbin"], _Cleaner.over_sign),
        "underset": _Cleaner.under_sign,
        "substack": _Cleaner.stacked,
        **dict.fromkeys(["textcolor", "colorbox", "cancelto", "scalebox"], _Cleaner.second_argument),
        **dict.fromkeys(["xrightarrow", "xlongrightarrow"], _Cleaner.labelled_arrow),
        "not": _Cleaner.negated,
        "begin": _Cleaner.environment,
        "end": _Cleaner.environment,
        "\\": _Cleaner.row,
        "cr": _Cleaner.row,
        "vec": _Cleaner.vector,
        **dict.fromkeys("ldots dots cdots dotsc dotsb vdots ddots".split(), _Cleaner.dots),
        **dict.fromkeys("mathbb mathbbm mathds mathbf boldsymbol bm pmb".split(), _Cleaner.font),
    }
)
