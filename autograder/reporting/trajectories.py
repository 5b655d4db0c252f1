"""A trajectory as a picture and in words: geometry for the SVG macro, and one sentence that says the same."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from autograder.domain.evidence import Trajectory, TrajectoryForm
from autograder.reporting.small_values import equation_text

_WIDTH, _PLANE_HEIGHT, _CURVE_HEIGHT = 300.0, 300.0, 190.0
_MARGIN = 26.0
_TABLE_ROWS = 7
_SMALLEST = 1e-9
"""Extent of a picture along an axis on which nothing moves."""
_STEADY = 1e-3
"""Relative change of a distance that counts as none."""

_Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Frame:
    """Where coordinates lie on the picture: x = left + (first - low) * scale, and likewise upwards."""

    low: _Point
    scale: _Point
    height: float

    def place(self, point: _Point) -> _Point:
        """Return the place of a point, to a tenth of a unit."""
        x = _MARGIN + (point[0] - self.low[0]) * self.scale[0]
        y = self.height - _MARGIN - (point[1] - self.low[1]) * self.scale[1]
        return round(x, 1), round(y, 1)


@dataclass(frozen=True, slots=True)
class Drawing:
    """A trajectory laid out.

    Parameters
    ----------
    dots
        Places of the points; `path` joins them.
    asked_path
        The same of what was asked; empty where it is not shown.
    origin
        Place of (0, 0), where the axes cross.
    highest
        Largest coordinates, for the ends of the axes.
    rows
        A few of the points, for a table.
    """

    trajectory: Trajectory
    said: str
    height: float
    path: str
    asked_path: str
    dots: tuple[_Point, ...]
    origin: _Point
    highest: _Point
    rows: tuple[tuple[int, str, str], ...]

    @property
    def is_plane(self) -> bool:
        """True for states in a plane, which are dots; a curve is a line."""
        return self.trajectory.form is TrajectoryForm.PLANE


def lay_out(trajectory: Trajectory) -> Drawing:
    """Return the geometry of a trajectory; every coordinate of it is finite."""
    frame = _frame(trajectory)
    everything = (*trajectory.points, *trajectory.asked, (0.0, 0.0))
    dots = tuple(map(frame.place, trajectory.points))
    return Drawing(
        trajectory=trajectory,
        said=describe(trajectory),
        height=frame.height,
        path=_path(dots),
        asked_path=_path(map(frame.place, trajectory.asked)),
        dots=dots,
        origin=frame.place((0.0, 0.0)),
        highest=(max(x for x, _ in everything), max(y for _, y in everything)),
        rows=tuple(_rows(trajectory.points)),
    )


def _frame(trajectory: Trajectory) -> Frame:
    everything = (*trajectory.points, *trajectory.asked, (0.0, 0.0))
    low = min(x for x, _ in everything), min(y for _, y in everything)
    span = tuple(max(max(one[axis] for one in everything) - low[axis], _SMALLEST) for axis in (0, 1))
    is_plane = trajectory.form is TrajectoryForm.PLANE
    height = _PLANE_HEIGHT if is_plane else _CURVE_HEIGHT
    across, up = (_WIDTH - 2 * _MARGIN) / span[0], (height - 2 * _MARGIN) / span[1]
    if not is_plane:
        return Frame(low, (across, up), height)
    # one scale for both axes, or a circle would look like an ellipse
    scale = min(across, up)
    return Frame(low, (scale, scale), round(span[1] * scale + 2 * _MARGIN, 1))


def _path(places: Iterable[_Point]) -> str:
    return "".join(f"{'L' if index else 'M'}{x:g} {y:g}" for index, (x, y) in enumerate(places))


def _rows(points: Sequence[_Point]) -> Iterable[tuple[int, str, str]]:
    stride = max(1, math.ceil((len(points) - 1) / (_TABLE_ROWS - 1)))
    for index in sorted({*range(0, len(points), stride), len(points) - 1}):
        yield index, *(f"{one:g}".replace("-", "−") for one in points[index])


def describe(trajectory: Trajectory) -> str:
    """Return what the picture shows in one sentence, so that nobody needs to see it."""
    setting = ", ".join(equation_text(pair) for pair in trajectory.setting)
    said = _describe_plane(trajectory) if trajectory.form is TrajectoryForm.PLANE else _describe_curve(trajectory)
    return f"{trajectory.caption}{f' ({setting})' if setting else ''}: {said}."


def _describe_plane(trajectory: Trajectory) -> str:
    points = trajectory.points
    distances = [math.hypot(*point) for point in points]
    first, last = distances[0], distances[-1]
    moves = "stays at the same distance"
    if last > first * (1 + _STEADY):
        moves = "moves away"
    elif last < first * (1 - _STEADY):
        moves = "comes closer"
    signs = sum(before * after < 0 for (before, _), (after, _) in pairwise(points))
    turns = f"changes sign {signs} time{'s' if signs > 1 else ''}" if signs else "never changes sign"
    return (
        f"in {len(points) - 1} steps the distance from the origin goes from {first:.3g} to {last:.3g}, so it {moves}; "
        f"{trajectory.axes[0]} {turns}"
    )


def _describe_curve(trajectory: Trajectory) -> str:
    (start, first), (end, last) = trajectory.points[0], trajectory.points[-1]
    sizes = [size for _, size in trajectory.points]
    goes = "rises and falls between"
    if all(after >= before for before, after in pairwise(sizes)):
        goes = "stays as it is" if first == last else "rises all the way"
    elif all(after <= before for before, after in pairwise(sizes)):
        goes = "falls all the way"
    time, size = trajectory.axes
    return f"{size} is {first:.3g} at {time} = {start:g} and {last:.3g} at {time} = {end:g}; it {goes}"
