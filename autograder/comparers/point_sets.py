"""Compare sets of points."""

import math
from fractions import Fraction

from autograder.answers import PointSetAnswer
from autograder.comparers.matching import match_all
from autograder.comparers.numbers import show_number
from autograder.domain.evidence import Difference, Note
from autograder.domain.tolerance import Tolerance
from autograder.domain.verdicts import Judged

EXTRA_POINTS_CREDIT = Fraction(1, 3)
"""Most credit for a set that holds every point asked and others besides."""


def compare_point_sets(
    answer: PointSetAnswer, reference: tuple[tuple[float, ...], ...], tolerance: Tolerance
) -> Judged:
    """Judge a set of points: credit is the share found, at most a third if points were added.

    A point named twice counts once: it is a set.
    """
    points = tuple(dict.fromkeys(answer.points))
    margin = tolerance.margin(max((abs(c) for point in reference for c in point), default=0.0))
    pairs = match_all(len(points), len(reference), lambda a, b: math.dist(points[a], reference[b]) <= margin)
    extra = [point for index, point in enumerate(points) if index not in pairs]
    credit = Fraction(len(pairs), len(reference)) if reference else Fraction(1)
    if not extra:
        missing = len(reference) - len(pairs)
        return Judged(credit, (Note(f"{missing} of {len(reference)} points are missing."),) if missing else ())
    # the least, not the first: the same set in another order shows the same
    shown = "(" + ", ".join(map(show_number, min(extra))) + ")"
    evidence = Difference("a point that is not one", found=shown)
    return Judged(min(credit, EXTRA_POINTS_CREDIT), (evidence,))
