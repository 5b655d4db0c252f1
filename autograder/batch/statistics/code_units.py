"""Python source cut into functions and classes, each with fingerprints that renaming and commenting do not change.

Winnowing (Schleimer, Wilkerson and Aiken, SIGMOD 2003): of every run of `_RUN` tokens a hash is made, and of every
`_WINDOW` neighbouring hashes the smallest is kept. Names, strings, comments, docstrings and layout are left out first.
"""

import ast
import hashlib
import io
import keyword
import textwrap
import tokenize
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from autograder.domain.classroom import CodeUnit

_RUN = 8
_WINDOW = 4
_MOST_BYTES = 100_000
_DROPPED = frozenset({tokenize.COMMENT, tokenize.NL, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER})
_SPACE = frozenset({tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.COMMENT})
_WORDS = frozenset(
    kind for kind in (tokenize.COMMENT, tokenize.STRING, getattr(tokenize, "FSTRING_MIDDLE", None)) if kind is not None
)
_Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


@dataclass(frozen=True, slots=True)
class Token:
    """One token as comparing sees it, and the line (from 1) that it stands in."""

    text: str
    line: int


def code_units(sources: Mapping[str, bytes]) -> tuple[CodeUnit, ...]:
    """Return the units of every Python file of a submission, in order of their names, up to 100 kB in all."""
    units: list[CodeUnit] = []
    room = _MOST_BYTES
    for name in sorted(sources):
        if name.lower().endswith(".py"):
            text = sources[name][:room].decode("utf-8", "replace")
            room -= min(room, len(sources[name]))
            # Python ends a line at these alone, which str.splitlines does not
            units.extend(_units(text.replace("\r\n", "\n").replace("\r", "\n")))
    return tuple(units)


def normalised_tokens(source: str) -> tuple[Token, ...]:
    """Return the tokens of a piece of code, up to where it stops being Python."""
    tokens: list[Token] = []
    before = ""
    for kind, text, line in _lexed(textwrap.dedent(source)):
        tokens.append(Token(_normalised(kind, text, before), line))
        before = text
    return tuple(tokens)


def without_comments(source: str) -> str:
    """Return a piece of code with nothing in it that a person wrote in words: no comments, no strings."""
    lines = textwrap.dedent(source).split("\n")
    for found in reversed(list(_raw("\n".join(lines)))):
        if found.type in _WORDS:
            (top, start), (bottom, end) = found.start, found.end
            instead = "" if found.type == tokenize.COMMENT else '"…"'
            lines[top - 1 : bottom] = [lines[top - 1][:start] + instead + lines[bottom - 1][end:]]
    return "\n".join(line for line in lines if line.strip() not in ("", '"…"'))


def _units(source: str) -> Iterator[CodeUnit]:
    lines = source.split("\n")
    outside = list(lines)
    for node in _definitions(source):
        first = min((decorator.lineno for decorator in node.decorator_list), default=node.lineno)
        last = node.end_lineno or node.lineno
        body = node.body[1:] if ast.get_docstring(node, clean=False) is not None else node.body
        start = body[0].lineno if body else last + 1
        # a body on the line of its own def is read with it
        compared = "\n".join(lines[start - 1 : last]) if start > node.lineno else "\n".join(lines[first - 1 : last])
        yield _unit(node.name, first, "\n".join(lines[first - 1 : last]), compared)
        outside[first - 1 : last] = [""] * (last - first + 1)
    rest = "\n".join(outside)
    if rest.strip():
        shown = "\n".join(line for line in outside if line.strip())
        yield _unit("", 1, shown, rest)


def _definitions(source: str) -> Sequence[_Definition]:
    try:
        with warnings.catch_warnings(action="ignore"):  # a student's "\d" is no concern of ours
            tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ()
    return [node for node in tree.body if isinstance(node, _Definition)]


def _unit(name: str, line: int, source: str, compared: str) -> CodeUnit:
    tokens = [token.text for token in normalised_tokens(compared)]
    return CodeUnit(name, line, source, len(tokens), tuple(sorted(_prints(tokens))))


def _prints(tokens: Sequence[str]) -> set[int]:
    if not tokens:
        return set()
    runs = [_hash(tokens[start : start + _RUN]) for start in range(max(1, len(tokens) - _RUN + 1))]
    return {min(runs[start : start + _WINDOW]) for start in range(max(1, len(runs) - _WINDOW + 1))}


def _hash(run: Sequence[str]) -> int:
    # 48 bits: every JSON reader keeps them exactly
    return int.from_bytes(hashlib.blake2b("\x1f".join(run).encode(), digest_size=6).digest(), "big")


def _raw(source: str) -> Iterator[tokenize.TokenInfo]:
    try:
        yield from tokenize.generate_tokens(io.StringIO(source).readline)
    except (tokenize.TokenError, SyntaxError):
        return


def _lexed(source: str) -> Iterator[tuple[int, str, int]]:
    """Yield kind, text and line of what counts; a string that is a whole statement is a comment."""
    tokens = [found for found in _raw(source) if found.type not in _DROPPED]
    for place, found in enumerate(tokens):
        alone = place == 0 or tokens[place - 1].type in _SPACE
        ends = place + 1 == len(tokens) or tokens[place + 1].type in _SPACE
        if found.type == tokenize.NEWLINE or (found.type == tokenize.STRING and alone and ends):
            continue
        yield found.type, found.string, found.start[0]


def _normalised(kind: int, text: str, before: str) -> str:
    if kind == tokenize.NAME and not keyword.iskeyword(text):
        return text if before == "." else "v"
    return '""' if kind == tokenize.STRING else text
