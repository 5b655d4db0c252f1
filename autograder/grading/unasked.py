"""Names in `solution.py` that nobody asked for, and what their author may have meant."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches

from autograder.domain.faults import Fault
from autograder.domain.graded import Alert, AlertLevel
from autograder.domain.handed import Returned
from autograder.grading.alternatives import Way

MOST_ALERTS = 10
_LONGEST = 200
"""Longer than any name that is asked for; to look for what is alike takes forty times a name's own size."""
_ALIKE = 0.8
"""How alike a function's name must be to one that is asked for: a letter off, not another word."""


def unasked_names(listed: Returned | Fault, known: Sequence[Way]) -> tuple[Alert, ...]:
    """Say which keys of `ANSWERS` are not asked for, and which functions are one letter off.

    Parameters
    ----------
    listed
        The reply to `sandbox.TopLevelNames`: the student's own word, so nothing in it is believed.
    known
        Everything that is asked for.
    """
    functions, keys = _names(listed, "functions"), _names(listed, "keys")
    alerts = (
        *_unasked_keys(keys, [way.key for way in known if way.key]),
        *_misspelt_functions(functions, [way.function for way in known if way.function]),
    )
    return alerts[:MOST_ALERTS]


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


def _misspelt_functions(functions: Sequence[str], asked: Sequence[str]) -> Iterator[Alert]:
    lacking = [name for name in dict.fromkeys(asked) if name not in functions]
    for name in functions:
        near = get_close_matches(name, lacking, n=1, cutoff=_ALIKE) if name not in asked else []
        if near:
            yield Alert(
                AlertLevel.WARNING, f"The function {_shown(name)} is not asked for.", f"Did you mean {near[0]}?"
            )


def _plain(key: str) -> str:
    return "".join(key.split()).casefold()


def _shown(name: str) -> str:
    return "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in name[:60])
