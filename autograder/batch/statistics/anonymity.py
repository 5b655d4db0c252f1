"""Names taken out of a class, so that its pages can be shown to people who must not know them."""

import hashlib
import hmac
import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from autograder.domain.classroom import CodeUnit, PartSummary, Summary
from autograder.domain.mistakes import Mistake
from autograder.domain.roster import Participant

_HIDDEN = "▮▮▮"
_SHORTEST = 3


def anonymous_participants(participants: Sequence[Participant], secret: str) -> tuple[Participant, ...]:
    """Return participants with numbers for names, in the order given.

    Parameters
    ----------
    secret
        Decides who gets which number. Somebody who has the roster and not the secret learns nothing from the number.
    """
    shuffled = sorted(participants, key=lambda one: hmac.digest(secret.encode(), one.key.encode(), hashlib.sha256))
    width = max(2, len(str(len(participants))))
    number = {one.key: f"{place:0{width}d}" for place, one in enumerate(shuffled, start=1)}
    return tuple(Participant(f"student-{number[one.key]}", f"Student {number[one.key]}") for one in participants)


def anonymise(summaries: Sequence[Summary], secret: str) -> tuple[Summary, ...]:
    """Return summaries without anything that the roster knows of anybody, wherever it stands in them.

    Everybody gets the number that `anonymous_participants` gives the same people under the same secret.
    What a student wrote of themselves that no roster knows, a nickname in an answer, cannot be found this way; comments
    and strings in code are left out where code is shown.
    """
    people = [summary.participant for summary in summaries]
    hide = _hiding(people)
    return tuple(
        _hidden(summary, stranger, hide)
        for summary, stranger in zip(summaries, anonymous_participants(people, secret), strict=True)
    )


def _hiding(people: Sequence[Participant]) -> Callable[[str], str]:
    """Return a function that blots out each name, id and address of these people, as whole words in any case."""
    known = {text for one in people for text in (one.name, one.sid, one.email, one.key, one.submission_id)}
    known |= {" ".join(reversed(one.name.replace(",", " ").split())) for one in people}
    words = sorted((re.escape(text) for text in known if len(text) >= _SHORTEST), key=len, reverse=True)
    if not words:
        return str
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)", re.IGNORECASE)
    return lambda text: pattern.sub(_HIDDEN, text)


def _hidden(summary: Summary, stranger: Participant, hide: Callable[[str], str]) -> Summary:
    return replace(
        summary,
        participant=stranger,
        unreadable=hide(summary.unreadable),
        parts=tuple(_part(part, hide) for part in summary.parts),
        concerns=tuple(replace(one, said=hide(one.said)) for one in summary.concerns),
        alerts=tuple(replace(one, message=hide(one.message), hint=hide(one.hint)) for one in summary.alerts),
        code=tuple(_unit(unit, hide) for unit in summary.code),
    )


def _part(part: PartSummary, hide: Callable[[str], str]) -> PartSummary:
    return part if part.mistake is None else replace(part, mistake=_mistake(part.mistake, hide))


def _mistake(mistake: Mistake, hide: Callable[[str], str]) -> Mistake:
    return replace(mistake, said=hide(mistake.said), latex=hide(mistake.latex), text=hide(mistake.text))


def _unit(unit: CodeUnit, hide: Callable[[str], str]) -> CodeUnit:
    return replace(unit, name=hide(unit.name), source=hide(unit.source))
