"""Names in `solution.py` that nobody asked for, and what their author may have meant by them."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches

from autograder.domain.faults import Fault
from autograder.domain.graded import Alert, AlertLevel, GradedQuestion
from autograder.domain.handed import Returned
from autograder.grading.alternatives import Way

MOST_ALERTS = 10
_LONGEST = 200
"""Longer than any name that is asked for; to look for what is alike takes forty times a name's own size."""
_ALIKE = 0.8
"""How alike a function's name must be to one that is asked for: a letter off, not another word."""

_FEWEST = 3
"""Letters of the words that two names must share: ``f`` is in too many."""
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+|[^\W\d_a-zA-Z]+")


def unasked_names(listed: Returned | Fault, known: Sequence[Way]) -> tuple[Alert, ...]:
    """Say which keys of `ANSWERS` are not asked for.

    Parameters
    ----------
    listed
        The reply to `sandbox.TopLevelNames`: the student's own word, so nothing in it is believed.
    known
        Everything that is asked for.
    """
    alerts = (*_unasked_keys(_names(listed, "keys"), [way.key for way in known if way.key]),)
    return alerts[:MOST_ALERTS]


def meant_functions(listed: Returned | Fault, known: Sequence[Way]) -> Mapping[str, str]:
    """Return, for functions that are asked for and not there, the one in the file that has a name like it.

    Parameters
    ----------
    listed, known
        As in `unasked_names`.
    """
    functions = _names(listed, "functions")
    asked = list(dict.fromkeys(way.function for way in known if way.function))
    others = [name for name in functions if name not in asked and name.isidentifier()]
    found = {}
    for name in asked:
        alike = [] if name in functions else [other for other in others if _is_alike(other, name)]
        best = get_close_matches(name, alike, n=1, cutoff=0.0)
        if best:
            found[name] = _shown(best[0])
    return found


def misnamed_functions(
    questions: Iterable[GradedQuestion], known: Sequence[Way], meant: Mapping[str, str]
) -> tuple[Alert, ...]:
    """Say of functions that lack, and whose parts have lost points, which one may have been meant.

    Parameters
    ----------
    meant
        From `meant_functions`.
    """
    lossy = {
        (found.id, part.id)
        for question in questions
        for found in question.subquestions
        for part in found.parts
        if part.tally.lost
    }
    wanted = dict.fromkeys(way.function for way in known if (way.subquestion, way.part.id) in lossy)
    alerts = [
        Alert(AlertLevel.WARNING, f"The function {meant[name]} is not asked for.", f"Did you mean {name}?")
        for name in wanted
        if name in meant
    ]
    return tuple(alerts[:MOST_ALERTS])


def _is_alike(name: str, asked: str) -> bool:
    """Say whether a name is a letter off, or the words of one are all among those of the other."""
    ours, theirs = _words(name), _words(asked)
    shared = ours & theirs
    return (shared in (ours, theirs) and len("".join(shared)) >= _FEWEST) or bool(
        get_close_matches(name, [asked], n=1, cutoff=_ALIKE)
    )


def _words(name: str) -> set[str]:
    return {word.casefold() for word in _WORD.findall(name)}


def _names(listed: Returned | Fault, which: str) -> list[str]:
    table = listed.value if isinstance(listed, Returned) and isinstance(listed.value, Mapping) else {}
    names = table.get(which)
    return [name[:_LONGEST] for name in names if isinstance(name, str)] if isinstance(names, list) else []


def _unasked_keys(keys: Iterable[str], asked: Sequence[str]) -> Iterator[Alert]:
    plain = {_plain(key): key for key in asked}
    for key in keys:
        if key in asked:
            continue
        near = plain.get(_plain(key)) or next(iter(get_close_matches(key, asked, n=1)), None)
        hint = f'Did you mean "{near}"?' if near else "The keys that are read are listed in the template's solution.py."
        yield Alert(AlertLevel.WARNING, f'ANSWERS["{_shown(key)}"] is not asked for.', hint)


def _plain(key: str) -> str:
    return "".join(key.split()).casefold()


def _shown(name: str) -> str:
    return "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in name[:60])
