"""Where the bars of the dashboard's charts stand; `reports/macros/charts.j2` draws them."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from autograder.domain.classroom import Distribution
from autograder.domain.points import format_points

WIDTH, HEIGHT = 720, 220
_LEFT, _TOP, _FOOT = 36, 22, 48
_GAP = 3


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar, in the picture's own units."""

    x: float
    y: float
    width: float
    height: float
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Line:
    """A grid line or a mark, at a place along its axis, with its words."""

    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Histogram:
    """A histogram ready to be drawn."""

    bars: tuple[Bar, ...]
    edges: tuple[Line, ...]
    levels: tuple[Line, ...]
    mean: Line | None
    base: float


def histogram(distribution: Distribution) -> Histogram:
    """Return the histogram of a distribution, with the mean marked."""
    bins = distribution.bins
    labels = [f"{format_points(one.low)} to {format_points(one.high)}" for one in bins]
    bars, levels = _bars([one.count for one in bins], labels)
    edges = [*(one.low for one in bins), bins[-1].high]
    step = (WIDTH - _LEFT) / len(bins)
    every = max(1, -(-len(edges) // 11))
    marks = [Line(round(_LEFT + step * place, 1), _short(edge)) for place, edge in enumerate(edges)]
    shown = [mark for place, mark in enumerate(marks) if place % every == 0 or place == len(marks) - 1]
    if len(shown) > 1 and shown[-1].at - shown[-2].at < 32:
        del shown[-2]  # two numbers would run into each other
    mean = distribution.mean
    # the last bin may be narrower than the others, in which case it is drawn as wide
    width = bins[0].high - bins[0].low
    along = None if mean is None or not width else float(mean / width)
    at = None if along is None else Line(round(min(_LEFT + step * along, WIDTH - 1), 1), f"{float(mean or 0):.1f}")
    return Histogram(bars, tuple(shown), levels, at, HEIGHT - _FOOT)


def columns(counts: Sequence[int], labels: Sequence[str]) -> Histogram:
    """Return a bar for each count, its label below it."""
    bars, levels = _bars(counts, labels)
    edges = tuple(Line(round(bar.x + bar.width / 2, 1), bar.label) for bar in bars)
    return Histogram(bars, edges, levels, None, HEIGHT - _FOOT)


def _bars(counts: Sequence[int], labels: Sequence[str]) -> tuple[tuple[Bar, ...], tuple[Line, ...]]:
    room = HEIGHT - _TOP - _FOOT
    top, ticks = _ticks(max(counts, default=0))
    step = (WIDTH - _LEFT) / len(counts)
    bars = []
    for place, (count, label) in enumerate(zip(counts, labels, strict=True)):
        height = round(room * count / top, 1)
        x, y = round(_LEFT + step * place + _GAP / 2, 1), round(_TOP + room - height, 1)
        bars.append(Bar(x, y, round(step - _GAP, 1), height, label, count))
    return tuple(bars), tuple(Line(round(_TOP + room * (1 - tick / top), 1), f"{tick:,}") for tick in ticks)


def _ticks(most: int) -> tuple[int, tuple[int, ...]]:
    """Return a round number not below `most`, and round counts up to it."""
    step = next(nice * 10**power for power in range(12) for nice in (1, 2, 5) if nice * 10**power * 4 >= most)
    top = max(step, -(-most // step) * step)
    return top, tuple(range(step, top + 1, step))


def _short(points: Fraction) -> str:
    return format_points(points) if points.denominator <= 8 else f"{float(points):.1f}"
