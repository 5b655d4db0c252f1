"""How the points of a class are distributed, exactly until they are shown."""

import math
from collections import Counter
from collections.abc import Sequence
from fractions import Fraction

from autograder.batch.statistics.exact import exact_sum, sample_variance
from autograder.batch.statistics.items import FEWEST
from autograder.domain.classroom import AssignmentFacts, Bin, Distribution, PartSummary, Summary

_NICE = tuple(Fraction(text) for text in "1/10 1/5 1/4 1/2 1 2 5 10 20 25 50 100 200 500 1000".split())
_MOST_BINS = 20
_MOST_AWAITING = Fraction(1, 20)
"""Share of a class for which a part may await a person and still enter α."""
_FEWEST_OF_QUARTERS = 4


def distribution_of(facts: AssignmentFacts, readable: Sequence[Summary]) -> Distribution:
    """Return the distribution of the points judged so far over the submissions that could be read."""
    earned = sorted(summary.tally.earned for summary in readable)
    mean = exact_sum(earned) / len(earned) if earned else None
    alpha, items, number = _alpha(facts, readable)
    in_quarters = earned if len(earned) >= _FEWEST_OF_QUARTERS else []
    return Distribution(
        number=len(earned),
        possible=facts.points,
        bins=_bins(earned, facts.points),
        mean=mean,
        median=_quantile(earned, Fraction(1, 2)),
        lower_quartile=_quantile(in_quarters, Fraction(1, 4)),
        upper_quartile=_quantile(in_quarters, Fraction(3, 4)),
        deviation=None if len(earned) < 2 else math.sqrt(sample_variance(earned)),
        alpha=alpha,
        alpha_items=items,
        alpha_number=number,
        awaiting=exact_sum([summary.tally.awaiting for summary in readable]),
    )


def cronbach_alpha(rows: Sequence[Sequence[Fraction]]) -> float | None:
    """Return Cronbach's α of a table of submissions by items (Psychometrika 16, 1951), or None where it has none.

    It needs two items, two rows and some spread; it is negative where items work against each other.
    """
    items = len(rows[0]) if rows else 0
    if items < 2 or len(rows) < 2:
        return None
    total = sample_variance([exact_sum(row) for row in rows])
    if not total:
        return None
    single = exact_sum([sample_variance([row[item] for row in rows]) for item in range(items)])
    return float(Fraction(items, items - 1) * (1 - single / total))


def _alpha(facts: AssignmentFacts, readable: Sequence[Summary]) -> tuple[float | None, int, int]:
    """Return α over the subquestions, as far as machine judges them, and how many items and submissions entered it."""
    waiting = Counter(
        (part.subquestion, part.id) for summary in readable for part in summary.parts if part.tally.awaiting
    )
    judged = frozenset(
        (one.id, part.id)
        for one in facts.subquestions()
        for part in one.parts
        if waiting[one.id, part.id] <= _MOST_AWAITING * len(readable)
    )
    items = [one.id for one in facts.subquestions() if any((one.id, part.id) in judged for part in one.parts)]
    tables = ([part for part in summary.parts if (part.subquestion, part.id) in judged] for summary in readable)
    rows = [_row(parts, items) for parts in tables if not any(part.tally.awaiting for part in parts)]
    return cronbach_alpha(rows) if len(rows) >= FEWEST else None, len(items), len(rows)


def _row(parts: Sequence[PartSummary], items: Sequence[str]) -> list[Fraction]:
    earned = dict.fromkeys(items, Fraction(0))
    for part in parts:
        earned[part.subquestion] += part.tally.earned
    return list(earned.values())


def _quantile(ordered: Sequence[Fraction], share: Fraction) -> Fraction | None:
    """Return a quantile between the two nearest values in order, as spreadsheets do; exact."""
    if not ordered:
        return None
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (place - below) * (ordered[above] - ordered[below])


def _bins(earned: Sequence[Fraction], possible: Fraction) -> tuple[Bin, ...]:
    width = next((nice for nice in _NICE if possible <= nice * _MOST_BINS), possible / _MOST_BINS)
    number = max(1, math.ceil(possible / width)) if possible else 1
    counts = [0] * number
    for points in earned:
        counts[min(int(points / width), number - 1)] += 1
    edges = [min(index * width, possible) for index in range(number + 1)]
    return tuple(Bin(edges[index], edges[index + 1], counts[index]) for index in range(number))
