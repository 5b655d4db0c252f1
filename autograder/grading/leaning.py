"""Derivations that lean on other answers of their part: a limit claimed in a chain, its bound a final answer."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

from autograder.answers import DerivationSpec
from autograder.domain.faults import Fault
from autograder.domain.handed import Handed, HandedLatex
from autograder.domain.verdicts import Judged, Verdict
from autograder.grading.alternatives import Identity, Way

_HandedIn: TypeAlias = tuple[Way, Handed | Fault]


def in_turn(handed: Iterable[_HandedIn]) -> tuple[list[_HandedIn], list[_HandedIn]]:
    """Return what can be judged by itself, and what is to be judged once that is known."""
    turns: tuple[list[_HandedIn], list[_HandedIn]] = ([], [])
    for pair in handed:
        turns[_leans(pair[0])].append(pair)
    return turns


def with_earned(leaning: Iterable[_HandedIn], judged: Mapping[Identity, Mapping[str, Verdict]]) -> Sequence[_HandedIn]:
    """Tell each derivation which criteria of its part other answers have earned."""
    return [(way, _told(handed, _earned(way, judged))) for way, handed in leaning]


def _leans(way: Way) -> bool:
    spec = way.table.answer
    return isinstance(spec, DerivationSpec) and any(waypoint.elsewhere for waypoint in spec.waypoints)


def _earned(way: Way, judged: Mapping[Identity, Mapping[str, Verdict]]) -> tuple[str, ...]:
    beside = [found for identity, found in judged.items() if identity[:2] == way.identity[:2]]
    pairs = (pair for found in beside for pair in found.items())
    return tuple(sorted({name for name, verdict in pairs if isinstance(verdict, Judged) and verdict.credit}))


def _told(handed: Handed | Fault, earned: tuple[str, ...]) -> Handed | Fault:
    return replace(handed, earned=earned) if isinstance(handed, HandedLatex) else handed
