"""The text of a derivation cut into prose, displays and inline mathematics, with offsets."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from autograder.mathematics.reading.faults import FaultList

_ENVIRONMENTS = (
    "align|aligned|alignat|alignedat|flalign|split|equation|gather|gathered|multline|eqnarray|displaymath|math|dmath"
)
_OPENING = re.compile(rf"\\begin\s*\{{((?:{_ENVIRONMENTS})\*?)\}}|\\\[|\\\(|\$\$|\$|\\\$|\\\\")
_COMMENT = re.compile(r"(?<!\\)((?:\\\\)*)(%[^\n]*)")
_CLOSING = {r"\[": r"\]", r"\(": r"\)", "$$": "$$", "$": "$"}
_MARKUP = re.compile(
    r"\\(?:begin|end)\s*\{[^{}]*\}(?:\[[^\]]*\])?|\\(?:item|par|noindent|medskip|bigskip|newline)\b|\\\\"
)


class PassageKind(Enum):
    """What a passage is."""

    PROSE = auto()
    DISPLAY = auto()
    INLINE = auto()


@dataclass(frozen=True, slots=True)
class Passage:
    """One piece of the text, without its delimiters."""

    kind: PassageKind
    text: str
    at: int
    """Offset in the derivation's source."""


def without_comments(source: str) -> str:
    """Return the source with every comment blanked, so that offsets stay."""
    return _COMMENT.sub(lambda found: found[1] + " " * len(found[2]), source)


def split_passages(source: str, faults: FaultList) -> Iterator[Passage]:
    """Yield the passages of a derivation in order; a display that is never closed reaches to the end."""
    position = start = 0
    while (found := _OPENING.search(source, position)) is not None:
        position = found.end()
        opening = found[0]
        if opening in (r"\$", r"\\"):
            continue
        if source[start : found.start()].strip():
            yield Passage(PassageKind.PROSE, source[start : found.start()], start)
        closing = rf"\end{{{found[1]}}}" if found[1] else _CLOSING[opening]
        end = source.find(closing, position)
        if end < 0:
            faults.unreadable("This formula is not ended.", found.start())
            end, after = len(source), len(source)
        else:
            after = end + len(closing)
        kind = PassageKind.INLINE if opening in ("$", r"\(") else PassageKind.DISPLAY
        yield Passage(kind, source[position:end], position)
        position = start = after
    if source[start:].strip():
        yield Passage(PassageKind.PROSE, source[start:], start)


def plain_words(prose: str) -> str:
    """Return prose without the markup of lists and paragraphs, on one line."""
    return " ".join(_MARKUP.sub(" ", prose).split())
