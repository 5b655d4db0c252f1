"""One option out of a few, or a selection of several."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from fractions import Fraction
from typing import Annotated, Literal

from pydantic import BeforeValidator

from autograder.answers.spec import Spec
from autograder.answers.wording import describe_value
from autograder.domain.faults import Fault, FaultKind
from autograder.domain.points import parse_points

_COMMAND = re.compile(r"\\(?:text|textbf|textit|emph|mathrm|texttt)\s*\{|[{}$~]")
_ESCAPED = re.compile(r"\\([%&#_])")
_SPACE = re.compile(r"[\s\-_]+")
_QUOTES = re.compile(r"``|''|[\"'“”‘’«»]")
_LETTER_IN_FRONT = re.compile(r"^\s*\(?[a-z0-9]\)\s+", re.IGNORECASE)
_BETWEEN = re.compile(r"[,;]|\band\b")
NEAR = 0.9
"""How alike a word must be to one option, and to no other, to be taken for it: a plural, a letter too many."""


class ChoiceSpec(Spec):
    """The options and what each is worth.

    Parameters
    ----------
    options
        Option, as the template lists it, to other spellings that mean the same.
    credit
        Option to its credit when a single option is asked; options not listed are worth nothing.
    members
        The right selection when several may be chosen; each option rightly taken or left earns its share,
        unless all are taken.
    """

    kind: Literal["choice"] = "choice"
    options: Mapping[str, tuple[str, ...]]
    credit: Mapping[str, Annotated[Fraction, BeforeValidator(parse_points)]] = {}
    members: tuple[str, ...] | None = None

    @property
    def several(self) -> bool:
        """True if more than one option may be chosen."""
        return self.members is not None


@dataclass(frozen=True, slots=True)
class ChoiceAnswer:
    """The options chosen, in the spelling of the template."""

    chosen: tuple[str, ...]


def read_choice(written: object, spec: ChoiceSpec) -> ChoiceAnswer | Fault:
    """Read an option, or several separated by commas, from LaTeX or from code."""
    if isinstance(written, list) and all(isinstance(item, str) for item in written):
        written = ",".join(written)
    if not isinstance(written, str):
        return Fault(FaultKind.UNREADABLE, f"an option is asked here, not {describe_value(written)}")
    known = {_plain(text): option for option, others in spec.options.items() for text in (option, *others)}
    words = _BETWEEN.split(written) if spec.several and _plain(written) not in known else [written]
    chosen: list[str] = []
    for word in filter(str.strip, words):
        option = known.get(_plain(word)) or _nearest(_plain(word), known)
        if option is None:
            listed = ", ".join(f'"{name}"' for name in spec.options)
            return Fault(
                FaultKind.UNREADABLE,
                f'"{word.strip()[:60]}" is not one of the options',
                hint=f"The options are {listed}.",
            )
        chosen.append(option)
    if not chosen:
        return Fault(FaultKind.UNREADABLE, "no option is named")
    if len(set(chosen)) != len(chosen):
        return Fault(FaultKind.UNREADABLE, "an option is named twice")
    return ChoiceAnswer(tuple(chosen))


def _nearest(word: str, known: Mapping[str, str]) -> str | None:
    options = {known[near] for near in get_close_matches(word, known, n=4, cutoff=NEAR)}
    return options.pop() if len(options) == 1 else None


def _plain(text: str) -> str:
    bare = _LETTER_IN_FRONT.sub("", _QUOTES.sub(" ", _COMMAND.sub(" ", _ESCAPED.sub(r"\1", text))))
    return _SPACE.sub(" ", bare).strip().strip(".").casefold()
