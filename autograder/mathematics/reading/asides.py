"""Words before mathematics within a sentence: whether they say it, mention it, or only suppose it."""

import re
from enum import Enum, auto

_FORMULA = re.compile(r"\$[^$]*\$")
_CUE = re.compile(
    r"\b(?:"
    r"(?P<said>so|then|thus|hence|therefore|have|get|gives?|yields?|obtain|find|shows|proves|shown|proved|implies|means"
    r"|follows|conclude|since|because|note|by|using|donc|ainsi|alors|car|puisque|par)"
    r"|(?P<supposed>show|prove|want|wants|goal|aim|suppose|supposing|assume|assuming|if|let|when|whether|must|should"
    r"|not(?:\s\w+){0,3}\sthat|montrer|supposons)"
    r"|(?P<mentioned>where|with|for|as|où|avec))\b",
    re.IGNORECASE,
)
_TRAILING = re.compile(r"[\s,;(]*(?:since|because|note|by|using|car|puisque|par)\b")
_RESUMING = re.compile(
    r"[\s&{}]*(?:[=<>]|\\(?:le|ge|leq|geq|leqslant|geqslant|lt|gt|approx|equiv|propto|to|rightarrow|stackrel|overset)\b)"
)


class Stance(Enum):
    """How a sentence stands to the statement that its mathematics makes."""

    SAID = auto()
    REASON = auto()
    """Said as the reason for something: "since", "by", "note that"."""
    MENTIONED = auto()
    """In passing: "where", "with", "for"."""
    SUPPOSED = auto()
    """Wished, denied or assumed."""


_REASONS = frozenset("since because note by using car puisque par".split())


def stance_of(words: str) -> Stance:
    """Return how the words before a formula stand to it: the last cue of their sentence decides."""
    sentence = _FORMULA.sub(" ", words).rpartition(".")[2]
    cue = None
    for cue in _CUE.finditer(sentence):  # noqa: B007
        pass
    if cue is None:
        return Stance.SAID
    if cue["said"]:
        return Stance.REASON if cue[0].lower() in _REASONS else Stance.SAID
    return Stance.SUPPOSED if cue["supposed"] else Stance.MENTIONED


def trails(words: str) -> bool:
    """Say whether words go on with the sentence of the formula before them: ``..., since q is fixed and``."""
    return _TRAILING.match(words) is not None


def resumes_chain(display: str) -> bool:
    """Say whether a display begins with a relation, so that it goes on with the chain before it."""
    return _RESUMING.match(display) is not None
