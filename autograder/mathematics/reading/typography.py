r"""Commands about the look of mathematics: sizes of brackets, labels over and under, environments, rows, colours."""

import re
from collections.abc import Mapping
from types import MappingProxyType

from autograder.mathematics.reading.cleaner import Cleaner, Reader
from autograder.mathematics.reading.tokens import Token
from autograder.mathematics.reading.vocabulary import PLAIN_WORDS, WORDS, Entry

_TRANSPARENT_ENVIRONMENTS = frozenset(
    "align aligned alignat alignedat flalign split equation gather gathered multline multlined eqnarray"
    " displaymath math subequations dmath".split()
)
_CONSTANT_MARKS = frozenset(["c", "+c", "C", "+C", "const", "+const", "const.", "θ", "+"])
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
_BARS = frozenset(["|", r"\vert", r"\rvert"])
_CROSSED_OUT: Mapping[str, str] = MappingProxyType(
    {"=": "≠", "∈": "∉", "<": "≥", "≤": ">", ">": "≤", "≥": "<"},
)
"""What a relation says that is crossed out, between real numbers."""
BIG = re.compile(r"\\[bB]igg?([lrm]?)")


def _font(cleaner: Cleaner, token: Token) -> None:
    """Bold and blackboard letters that mean something of their own; any other font vanishes."""
    following = [item.text for item in cleaner.raw[cleaner.index : cleaner.index + 3]]
    braced = following[:1] == ["{"] and following[2:] == ["}"]
    position = cleaner.index + braced
    letter = cleaner.raw[position].text if position < len(cleaner.raw) else ""
    entry: Entry | None = {"1": ("ones", "1"), "𝟙": ("ones", "1")}.get(letter)
    if token.text in (r"\mathbb", r"\mathbbm", r"\mathds"):
        entry = {"E": ("expectation", "E"), "R": ("reals", "ℝ"), "1": ("identity", "I")}.get(letter)
    if braced and len(letter) > 1 and letter in PLAIN_WORDS:
        entry = WORDS[letter.lower()]
    if entry is not None:
        cleaner.index = position + 1 + braced
        cleaner.emit(*entry, token.at)


def _facing(cleaner: Cleaner, token: Token) -> None:
    r"""``\left`` and ``\right``: the bracket that follows is told apart from one of the same shape."""
    opens = token.text == r"\left"
    if cleaner.index >= len(cleaner.raw):
        return
    delimiter = cleaner.raw[cleaner.index].text
    cleaner.index += 1
    if opens:
        cleaner.lefts.append(len(cleaner.tokens))
    left = cleaner.lefts.pop() if cleaner.lefts and not opens else None
    if left is not None and delimiter in _BARS and left in cleaner.points and cleaner.next_is("_", "^"):
        cleaner.tokens.insert(left, Token("open", "(", token.at))  # \left. F \right|_{x=2}: the bar reaches back
        cleaner.emit("close", ")", token.at)
        cleaner.emit("at", "|", token.at)
    elif delimiter == ".":
        if opens:
            cleaner.points.add(len(cleaner.tokens))
        if left is not None and left < len(cleaner.tokens) and cleaner.tokens[left][:2] == ("open", "{"):
            del cleaner.tokens[left]  # a brace on the left only, before the equations of a system
            cleaner.depth -= 1
    elif delimiter in _FACING:
        cleaner.emit("open" if opens else "close", _FACING[delimiter][not opens], token.at)
    else:
        cleaner.index -= 1


def read_big(cleaner: Cleaner, token: Token, side: str) -> None:
    r"""Read the bracket behind ``\bigl``, ``\Bigr`` and their like; ``\big`` alone says nothing of its side."""
    delimiter = cleaner.raw[cleaner.index].text if cleaner.index < len(cleaner.raw) else ""
    if side == "m":
        _middle(cleaner, token)
    elif side and delimiter in _FACING:
        cleaner.index += 1
        cleaner.emit("open" if side == "l" else "close", _FACING[delimiter][0], token.at)


def _middle(cleaner: Cleaner, token: Token) -> None:
    delimiter = cleaner.raw[cleaner.index].text if cleaner.index < len(cleaner.raw) else ""
    cleaner.index += 1
    cleaner.emit(*(("||", "‖") if delimiter in (r"\|", r"\Vert", "||") else ("mid", "|")), token.at)


def _brace_label(cleaner: Cleaner, _: Token) -> None:
    r"""``\underbrace{X}_{label}``: the label is a remark."""
    inner = cleaner.argument()
    cleaner.group(inner)
    if cleaner.next_is("_", "^"):
        cleaner.index += 1
        cleaner.note(cleaner.argument())


def _over_sign(cleaner: Cleaner, token: Token) -> None:
    r"""``\overset{label}{=}`` and ``\stackrel``: the label is a remark, or says "up to a constant"."""
    label, base = cleaner.argument(), cleaner.argument()
    before = len(cleaner.tokens)
    cleaner.take(base)
    words = "".join(item.text for item in label)
    if words in _CONSTANT_MARKS and [item.text for item in cleaner.tokens[before:]] == ["="]:
        cleaner.tokens[-1] = Token("rel", "= + const", token.at)
    else:
        cleaner.note(label)


def _under_sign(cleaner: Cleaner, token: Token) -> None:
    r"""``\underset{\theta}{\arg\max}``: what stands under an operator is its subscript."""
    label, base = cleaner.argument(), cleaner.argument()
    cleaner.take(base)
    if cleaner.tokens and cleaner.tokens[-1].kind in ("optimum", "lim", "expectation", "sum"):
        cleaner.emit("_", "_", token.at)
        cleaner.group(label)
    else:
        cleaner.note(label)


def _stacked(cleaner: Cleaner, _: Token) -> None:
    rows = [Token("other", ",", item.at) if item.text == "\\\\" else item for item in cleaner.argument()]
    cleaner.take(rows)


def _second_argument(cleaner: Cleaner, _: Token) -> None:
    cleaner.argument()
    cleaner.group(cleaner.argument())


def _labelled_arrow(cleaner: Cleaner, token: Token) -> None:
    _arrow_label(cleaner)
    cleaner.emit("rel", "→", token.at)


def _labelled_update(cleaner: Cleaner, token: Token) -> None:
    _arrow_label(cleaner)
    cleaner.emit("rel", "←", token.at)


def _arrow_label(cleaner: Cleaner) -> None:
    if cleaner.next_is("["):
        while cleaner.index < len(cleaner.raw) and not cleaner.next_is("]"):
            cleaner.index += 1
        cleaner.index += 1
    cleaner.note(cleaner.argument())


def _negated(cleaner: Cleaner, token: Token) -> None:
    crossed = cleaner.raw[cleaner.index : cleaner.index + 1]
    if crossed:
        cleaner.index += 1
        cleaner.take(crossed)
    last = cleaner.tokens[-1] if cleaner.tokens else token
    if crossed and last.kind == "rel" and last.text in _CROSSED_OUT:
        cleaner.tokens[-1] = last._replace(text=_CROSSED_OUT[last.text])
    else:
        cleaner.faults.unreadable("This cannot be crossed out.", token.at)


def _environment(cleaner: Cleaner, token: Token) -> None:
    name = "".join(item.text for item in cleaner.argument()).rstrip("*")
    begins = token.text == r"\begin"
    if begins and name in ("array", "alignat", "alignedat"):
        while cleaner.next_is("["):
            cleaner.skip_optional()
        cleaner.argument()
    if name not in _TRANSPARENT_ENVIRONMENTS:
        cleaner.emit("begin" if begins else "end", name, token.at)


def _row(cleaner: Cleaner, token: Token) -> None:
    while cleaner.next_is("*"):
        cleaner.index += 1
    # \\[2pt] is a distance; \\ [x] would be one too
    if cleaner.next_is("[") and _is_distance(cleaner):
        cleaner.skip_optional()
    cleaner.emit("row", "\\\\", token.at)
    cleaner.row_start = len(cleaner.tokens)
    if cleaner.environments <= 0:
        cleaner.depth = 0  # a bracket lost in this row is no bracket of the next


def _is_distance(cleaner: Cleaner) -> bool:
    inner = "".join(item.text for item in cleaner.raw[cleaner.index + 1 : cleaner.index + 5])
    return re.match(r"-?\d*\.?\d+(?:pt|em|ex|cm|mm|in)", inner) is not None


def _vector(cleaner: Cleaner, token: Token) -> None:
    r"""``\vec(A)`` is meant as the vec operator; ``\vec a`` is only an arrow."""
    if cleaner.next_is("(", r"\left", r"\big", r"\bigl", r"\Big", r"\Bigl"):
        cleaner.emit("function", "vec", token.at)


def _several_integrals(cleaner: Cleaner, token: Token) -> None:
    for _ in range(token.text.count("i")):
        cleaner.emit("int", "int", token.at)


def _dots(cleaner: Cleaner, token: Token) -> None:
    cleaner.emit("dots", "…", token.at)


TYPOGRAPHY: Mapping[str, Reader] = MappingProxyType(
    {
        "left": _facing,
        "right": _facing,
        "middle": _middle,
        **dict.fromkeys(["underbrace", "overbrace", "underbracket", "overbracket"], _brace_label),
        **dict.fromkeys(["overset", "stackrel", "stackbin"], _over_sign),
        "underset": _under_sign,
        "substack": _stacked,
        **dict.fromkeys(["textcolor", "colorbox", "cancelto", "scalebox"], _second_argument),
        **dict.fromkeys(["xrightarrow", "xlongrightarrow"], _labelled_arrow),
        **dict.fromkeys(["xleftarrow", "xmapsto"], _labelled_update),
        "not": _negated,
        "begin": _environment,
        "end": _environment,
        "\\": _row,
        "cr": _row,
        "vec": _vector,
        **dict.fromkeys(["iint", "iiint"], _several_integrals),
        **dict.fromkeys("ldots dots cdots dotsc dotsb vdots ddots".split(), _dots),
        **dict.fromkeys("mathbb mathbbm mathds mathbf boldsymbol bm pmb".split(), _font),
        **dict.fromkeys("mathcal mathscr mathfrak mathit mathnormal".split(), _font),
    }
)
"""Commands that are about the look of what follows them, without backslash."""
