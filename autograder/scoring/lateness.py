"""What handing in late costs: exact, and a line of its own beside what the answers earned."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from fractions import Fraction

from autograder.domain.points import format_points

_DAY = timedelta(days=1)
_ZERO = Fraction(0)


class Basis(StrEnum):
    """What a percentage is taken of."""

    POSSIBLE = "possible"
    """Of all the points of the assignment: what is still to be marked cannot change it."""
    EARNED = "earned"
    """Of the points earned so far."""


class Counting(StrEnum):
    """How days are counted."""

    STARTED = "started"
    """Each day that has begun counts whole."""
    EXACT = "exact"
    """Hours and minutes count in proportion."""


@dataclass(frozen=True, slots=True)
class LatePolicy:
    """What a late day costs.

    Parameters
    ----------
    share_per_day
        Share of the basis that is lost a day, from 0 to 1.
    points_per_day
        Points that are lost a day, beside the share.
    grace
        Lateness that is forgiven. It moves no deadline: who is later than that is late from the due date on.
    most_points
        No deduction is larger; None for no such cap.
    closes_after
        Lateness after which nothing counts any more; None if there is no end.
    """

    share_per_day: Fraction = _ZERO
    points_per_day: Fraction = _ZERO
    basis: Basis = Basis.POSSIBLE
    counting: Counting = Counting.STARTED
    grace: timedelta = timedelta(0)
    most_share: Fraction = Fraction(1)
    most_points: Fraction | None = None
    closes_after: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Deduction:
    """What one submission loses for being late.

    Parameters
    ----------
    points
        Never more than what was earned.
    reason
        ``late by 1 day 3 h: −20 % of 79 points``.
    """

    late: timedelta
    points: Fraction
    reason: str


def lateness(submitted: datetime, due: datetime, grace: timedelta) -> timedelta:
    """Return how late a submission is; nothing within the grace.

    Parameters
    ----------
    submitted, due
        Both aware of their time zones.
    """
    late = submitted - due
    return late if late > max(grace, timedelta(0)) else timedelta(0)


def deduct(policy: LatePolicy, late: timedelta, earned: Fraction, possible: Fraction) -> Deduction | None:
    """Return what being late by `late` costs, or None if it costs nothing.

    Parameters
    ----------
    late
        As `lateness` gives it, grace already forgiven.
    """
    if late <= timedelta(0):
        return None
    said = f"late by {format_lateness(late)}"
    if policy.closes_after is not None and late > policy.closes_after:
        allowed = format_lateness(policy.closes_after)
        return Deduction(late, earned, f"{said}: nothing counts that is late by more than {allowed}")
    days = _days(late, policy.counting)
    share = min(policy.share_per_day * days, policy.most_share)
    points = policy.points_per_day * days
    total = share * (possible if policy.basis is Basis.POSSIBLE else earned) + points
    if policy.most_points is not None:
        total = min(total, policy.most_points)
    if not total:
        return None
    return Deduction(late, min(total, earned), f"{said}: {_cost(policy, share, total, possible)}")


def format_lateness(late: timedelta) -> str:
    """Write a lateness for people, started minutes counted: ``1 day 3 h``, ``5 min``."""
    minutes = -(-late // timedelta(minutes=1))
    hours, minutes = divmod(minutes, 60)
    days, hours = divmod(hours, 24)
    parts = [(days, "day" if days == 1 else "days"), (hours, "h"), (minutes, "min")]
    return " ".join(f"{count} {unit}" for count, unit in parts if count) or "0 min"


def _days(late: timedelta, counting: Counting) -> Fraction:
    if counting is Counting.STARTED:
        return Fraction(-(-late // _DAY))
    microsecond = timedelta(microseconds=1)
    return Fraction(late // microsecond, _DAY // microsecond)


def _cost(policy: LatePolicy, share: Fraction, total: Fraction, possible: Fraction) -> str:
    if policy.points_per_day or (policy.most_points is not None and total == policy.most_points):
        return f"−{format_points(total)} points"
    whole = f"{format_points(possible)} points" if policy.basis is Basis.POSSIBLE else "the points earned"
    return f"−{_percent(share)} % of {whole}"


def _percent(share: Fraction) -> str:
    percent = share * 100
    # a lateness to the microsecond has no percentage that anybody could read exactly
    return format_points(percent) if percent.denominator <= 10 else f"{float(percent):.2f}"
