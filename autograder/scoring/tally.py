"""Points added up, exactly."""

from collections.abc import Iterable
from fractions import Fraction
from typing import assert_never

from autograder.domain.graded import GradedCriterion, Tally
from autograder.domain.verdicts import Judged, Pending, Undecided, Ungraded, Verdict

_ZERO = Fraction(0)


def earned_points(points: Fraction, verdict: Verdict) -> Fraction:
    """Return what a verdict has earned so far: its credit's share if judged, else nothing yet."""
    return points * verdict.credit if isinstance(verdict, Judged) else _ZERO


def tally_criteria(criteria: Iterable[GradedCriterion]) -> Tally:
    """Add up criteria."""
    return add_tallies(_tally(criterion.points, criterion.verdict) for criterion in criteria)


def add_tallies(tallies: Iterable[Tally]) -> Tally:
    """Add up tallies."""
    listed = tuple(tallies)
    return Tally(
        possible=sum((tally.possible for tally in listed), _ZERO),
        earned=sum((tally.earned for tally in listed), _ZERO),
        pending=sum((tally.pending for tally in listed), _ZERO),
        undecided=sum((tally.undecided for tally in listed), _ZERO),
        ungraded=sum((tally.ungraded for tally in listed), _ZERO),
    )


def _tally(points: Fraction, verdict: Verdict) -> Tally:
    match verdict:
        case Judged():
            return Tally(points, earned_points(points, verdict), _ZERO, _ZERO, _ZERO)
        case Pending():
            return Tally(points, _ZERO, points, _ZERO, _ZERO)
        case Undecided():
            return Tally(points, _ZERO, _ZERO, points, _ZERO)
        case Ungraded():
            return Tally(points, _ZERO, _ZERO, _ZERO, points)
        case _:
            assert_never(verdict)
