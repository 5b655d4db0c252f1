"""Classical item analysis: how hard each subquestion and part was, and whether it tells strong from weak.

With few submissions these numbers are noise, and say so: a correlation is hidden below `FEWEST`, called unstable below
`STEADY`, and an item is put forward for a look only where chance would hardly explain it.
"""

import math
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from autograder.batch.statistics.concerns import DID_NOT_FINISH
from autograder.batch.statistics.exact import exact_sum
from autograder.domain.classroom import (
    AssignmentFacts,
    Correlation,
    CriterionItem,
    Item,
    PartSummary,
    Steadiness,
    Summary,
)
from autograder.domain.graded import Tally
from autograder.domain.mistakes import Cluster, MistakeKind

FEWEST = 30
STEADY = 100
_FALSE_ALARM = 0.05
"""Chance that a test without a single bad item gets any of them put forward."""
_FEWEST_APART = 5
"""Submissions that must differ from the commonest score for a correlation to mean anything."""
_UPPER = 0.27
_NONE = Fraction(0)
_Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _Asked:
    """What one item is: a subquestion, or one of its parts."""

    subquestion: str
    part: str
    title: str
    points: Fraction

    def of(self, summary: Summary) -> list[PartSummary]:
        found = [one for one in summary.parts if one.subquestion == self.subquestion]
        return [one for one in found if one.id == self.part] if self.part else found


def subquestion_items(
    facts: AssignmentFacts, readable: Sequence[Summary], clusters: Sequence[Cluster]
) -> tuple[Item, ...]:
    """Return an item for every subquestion, in the assignment's order."""
    return _items([_Asked(one.id, "", one.title, one.points) for one in facts.subquestions()], readable, clusters)


def part_items(facts: AssignmentFacts, readable: Sequence[Summary], clusters: Sequence[Cluster]) -> tuple[Item, ...]:
    """Return an item for every part of every subquestion."""
    asked = [_Asked(one.id, part.id, part.title, part.points) for one in facts.subquestions() for part in one.parts]
    return _items(asked, readable, clusters)


def _items(asked: Sequence[_Asked], readable: Sequence[Summary], clusters: Sequence[Cluster]) -> tuple[Item, ...]:
    totals = [_judged(summary.parts) for summary in readable]
    return tuple(_item(one, readable, totals, (clusters, len(asked))) for one in asked)


def _item(
    asked: _Asked,
    readable: Sequence[Summary],
    totals: Sequence[tuple[Fraction, Fraction]],
    beside: tuple[Sequence[Cluster], int],
) -> Item:
    answers = [asked.of(summary) for summary in readable]
    judged = [_judged(parts) for parts in answers]
    shares = [earned / possible for earned, possible in judged if possible]
    own, rest = _paired(judged, totals)
    top = _top(asked, beside[0])
    return Item(
        subquestion=asked.subquestion,
        part=asked.part,
        title=asked.title,
        points=asked.points,
        number=len(shares),
        full=sum(share >= 1 for share in shares),
        blank=_count(answers, lambda parts: all(part.missing for part in parts)),
        crashed=_count(answers, lambda parts: any(part.fault in DID_NOT_FINISH for part in parts)),
        pending=_count(answers, lambda parts: any(part.tally.pending for part in parts)),
        undecided=_count(answers, lambda parts: any(part.tally.undecided for part in parts)),
        ungraded=_count(answers, lambda parts: any(part.tally.ungraded for part in parts)),
        difficulty=exact_sum(shares) / len(shares) if shares else None,
        discrimination=_discrimination(own, rest),
        correlation=correlate(own, rest, beside[1]),
        shares=_spread(shares),
        top_cluster=top.id if top is not None else "",
        top_count=len(top.keys) if top is not None else 0,
    )


def criterion_items(facts: AssignmentFacts, readable: Sequence[Summary]) -> tuple[CriterionItem, ...]:
    """Return how every criterion stands across the class."""
    tallies: dict[tuple[str, str, str], list[Tally]] = defaultdict(list)
    for summary in readable:
        for part in summary.parts:
            for criterion in part.criteria:
                tallies[part.subquestion, part.id, criterion.id].append(criterion.tally)
    return tuple(
        _criterion(CriterionItem(one.id, part.id, id_, title, points, 0, 0, 0, 0, 0, 0), tallies[one.id, part.id, id_])
        for one in facts.subquestions()
        for part in one.parts
        for id_, title, points in part.criteria
    )


def _criterion(blank: CriterionItem, tallies: Sequence[Tally]) -> CriterionItem:
    judged = [tally for tally in tallies if not _waits(tally)]
    return replace(
        blank,
        full=sum(tally.earned == tally.possible for tally in judged),
        partly=sum(0 < tally.earned < tally.possible for tally in judged),
        none=sum(tally.earned == 0 < tally.possible for tally in judged),
        pending=sum(bool(tally.pending) for tally in tallies),
        undecided=sum(bool(tally.undecided) for tally in tallies),
        ungraded=sum(bool(tally.ungraded) for tally in tallies),
    )


def correlate(own: _Floats, rest: _Floats, items: int) -> Correlation:
    """Return the correlation of an item with the rest of the test.

    Parameters
    ----------
    own, rest
        Share of the judged points earned on the item and on everything else, float64[submissions].
    items
        How many items are looked at: the more, the further below 0 one must lie to be put forward.

    Notes
    -----
    If item and rest were unrelated, r would have mean 0 and, over all ways of pairing them, exactly the variance
    1 / (n - 1). An item is put forward where r lies below the normal quantile of `_FALSE_ALARM` / `items`.
    The interval is Fisher's.
    """
    number = len(own)
    if number < FEWEST:
        return Correlation(Steadiness.HIDDEN)
    steadiness = Steadiness.UNSTABLE if number < STEADY else Steadiness.STEADY
    if _apart(own) < _FEWEST_APART or _apart(rest) < _FEWEST_APART:
        return Correlation(steadiness)
    value = float(np.corrcoef(own, rest)[0, 1])
    middle, reach = (
        math.atanh(max(-0.999999, min(0.999999, value))),
        NormalDist().inv_cdf(0.975) / math.sqrt(number - 3),
    )
    bound = NormalDist().inv_cdf(_FALSE_ALARM / max(1, items)) / math.sqrt(number - 1)
    return Correlation(steadiness, value, math.tanh(middle - reach), math.tanh(middle + reach), value < bound)


def _apart(values: _Floats) -> int:
    """Return how many values differ from the commonest."""
    return len(values) - int(np.unique(values, return_counts=True)[1].max())


def _paired(
    judged: Sequence[tuple[Fraction, Fraction]], totals: Sequence[tuple[Fraction, Fraction]]
) -> tuple[_Floats, _Floats]:
    """Return item and rest for the submissions in which some of both is judged."""
    pairs = [
        (float(earned / possible), float((all_earned - earned) / (all_possible - possible)))
        for (earned, possible), (all_earned, all_possible) in zip(judged, totals, strict=True)
        if possible and all_possible > possible
    ]
    table = np.array(pairs, dtype=np.float64).reshape(-1, 2)
    return table[:, 0], table[:, 1]


def _discrimination(own: _Floats, rest: _Floats) -> float | None:
    """Return how much better the upper 27 % do; ties at the border are broken by the order of submissions."""
    if len(own) < FEWEST:
        return None
    order = np.argsort(rest, kind="stable")
    group = max(1, round(_UPPER * len(own)))
    return float(own[order[-group:]].mean() - own[order[:group]].mean())


def _judged(parts: Sequence[PartSummary]) -> tuple[Fraction, Fraction]:
    """Return the points earned, and the points judged."""
    # most tallies are zeros, and adding a zero to a fraction costs as much as adding anything
    earned = sum((part.tally.earned for part in parts if part.tally.earned), _NONE)
    awaiting = sum((part.tally.awaiting for part in parts if _waits(part.tally)), _NONE)
    return earned, sum((part.tally.possible for part in parts), _NONE) - awaiting


def _waits(tally: Tally) -> bool:
    return bool(tally.pending or tally.undecided or tally.ungraded)


def _spread(shares: Sequence[Fraction]) -> tuple[int, ...]:
    counts = [0] * 6
    for share in shares:
        counts[0 if not share else 5 if share >= 1 else 1 + int(share * 4)] += 1
    return tuple(counts)


def _count(answers: Sequence[list[PartSummary]], holds: Callable[[list[PartSummary]], bool]) -> int:
    return sum(holds(parts) for parts in answers if parts)


def _top(asked: _Asked, clusters: Sequence[Cluster]) -> Cluster | None:
    wrong = [one for one in clusters if one.kind is not MistakeKind.UNDECIDED]
    of_item = [one for one in wrong if one.subquestion == asked.subquestion and asked.part in ("", one.part)]
    return max(of_item, key=lambda one: len(one.keys), default=None)
