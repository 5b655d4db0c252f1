"""A set of points, such as the stationary points of a map."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

import numpy as np

from autograder.answers.spec import Spec, ToleranceSpec
from autograder.answers.wording import describe_value
from autograder.domain.faults import Fault, FaultKind

MOST_POINTS = 64


class PointSetSpec(Spec):
    """Points of one dimension, in any order."""

    kind: Literal["points"] = "points"
    dimension: int
    tolerance: ToleranceSpec = ToleranceSpec()


@dataclass(frozen=True, slots=True)
class PointSetAnswer:
    """The points in the order they were given."""

    points: tuple[tuple[float, ...], ...]


def read_points(value: object, spec: PointSetSpec) -> PointSetAnswer | Fault:
    """Read a value from code: a list of points, or one point alone."""
    if isinstance(value, np.ndarray) and value.dtype.kind in "iuf":
        value = value.tolist()
    if not isinstance(value, list):
        return Fault(FaultKind.UNREADABLE, f"a list of points is asked here, not {describe_value(value)}")
    if value and all(_is_number(item) for item in value):
        value = [value]
    points = [item.tolist() if isinstance(item, np.ndarray) else item for item in value]
    if len(points) > MOST_POINTS:
        return Fault(FaultKind.TOO_LARGE, f"the list has {len(points)} points; at most {MOST_POINTS} are read")
    for point in points:
        if not (isinstance(point, list) and len(point) == spec.dimension and all(map(_is_number, point))):
            return Fault(FaultKind.UNREADABLE, f"each point needs {spec.dimension} real coordinates")
    try:
        return PointSetAnswer(tuple(tuple(float(coordinate) for coordinate in point) for point in points))
    except OverflowError:  # a whole number beyond any float
        return Fault(FaultKind.UNREADABLE, "a coordinate is too large for double precision")


def _is_number(item: object) -> bool:
    return isinstance(item, int | float | Fraction) and not isinstance(item, bool)
