"""How much is shown of what is long: a page stays readable whatever a student hands in."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields, is_dataclass, replace
from enum import Enum
from typing import Generic, TypeVar, cast

from autograder.reporting.visible import cut_middle

_Row = TypeVar("_Row")
_Tree = TypeVar("_Tree")

_LATEX = frozenset({"latex", "reveal"})


@dataclass(frozen=True, slots=True)
class Detail:
    """How much of long evidence is shown."""

    characters: int
    """Of any one text."""
    rows: int
    """Of one derivation, one table or one list."""


@dataclass(frozen=True, slots=True)
class Rows(Generic[_Row]):
    """The rows that are shown, in their order, and how many are not."""

    shown: tuple[_Row, ...]
    left_out: int


def shortened(tree: _Tree, characters: int) -> _Tree:
    """Return a tree of frozen records with each of its texts cut in the middle to `characters`.

    LaTeX is left whole: half a formula would be typeset as another one.
    """
    return cast(_Tree, _shortened(tree, characters))


def select(rows: Iterable[_Row], limit: int, weighty: Callable[[_Row], bool] = lambda _: False) -> Rows[_Row]:
    """Return at most `limit` rows in their order, the weighty ones before the others where not all fit."""
    numbered = list(enumerate(rows))
    chosen = sorted(numbered, key=lambda pair: (not weighty(pair[1]), pair[0]))[:limit]
    return Rows(tuple(row for _, row in sorted(chosen, key=lambda pair: pair[0])), len(numbered) - len(chosen))


def _shortened(value: object, characters: int) -> object:
    match value:
        case Enum():  # before str: our words are both
            return value
        case str():
            return cut_middle(value, characters)
        case tuple():
            return tuple(_shortened(item, characters) for item in value)
        case _ if is_dataclass(value) and not isinstance(value, type):
            texts = (one.name for one in fields(value) if one.name not in _LATEX)
            return replace(value, **{name: _shortened(getattr(value, name), characters) for name in texts})
        case _:
            return value
