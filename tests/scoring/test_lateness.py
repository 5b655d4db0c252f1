from datetime import UTC, datetime, timedelta, timezone
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.scoring.lateness import Basis, Counting, LatePolicy, deduct, format_lateness, lateness

DUE = datetime(2022, 3, 1, 23, 59, tzinfo=UTC)
POSSIBLE = Fraction(79)
TEN_PERCENT = LatePolicy(share_per_day=Fraction(1, 10))

lates = st.timedeltas(min_value=timedelta(microseconds=1), max_value=timedelta(days=400))
shares = st.fractions(min_value=0, max_value=1, max_denominator=1000)


def test_on_the_second_is_in_time() -> None:
    assert lateness(DUE, DUE, timedelta(0)) == timedelta(0)
    assert lateness(DUE - timedelta(days=3), DUE, timedelta(0)) == timedelta(0)


def test_a_microsecond_is_late() -> None:
    assert lateness(DUE + timedelta(microseconds=1), DUE, timedelta(0)) == timedelta(microseconds=1)


def test_zones_are_respected() -> None:
    elsewhere = DUE.astimezone(timezone(timedelta(hours=-7)))
    assert lateness(elsewhere, DUE, timedelta(0)) == timedelta(0)


def test_grace_forgives_but_moves_no_deadline() -> None:
    grace = timedelta(minutes=15)
    assert lateness(DUE + grace, DUE, grace) == timedelta(0)
    assert lateness(DUE + timedelta(minutes=16), DUE, grace) == timedelta(minutes=16)


def test_not_late_costs_nothing() -> None:
    assert deduct(TEN_PERCENT, timedelta(0), Fraction(60), POSSIBLE) is None


def test_a_second_day_begun_counts_whole() -> None:
    lost = deduct(TEN_PERCENT, timedelta(days=1, hours=3), Fraction(60), POSSIBLE)
    assert lost is not None
    assert lost.points == Fraction(79, 5)
    assert lost.reason == "late by 1 day 3 h: −20 % of 79 points"


def test_exactly_one_day_is_one_day() -> None:
    lost = deduct(TEN_PERCENT, timedelta(days=1), Fraction(60), POSSIBLE)
    assert lost is not None
    assert lost.points == Fraction(79, 10)


def test_exact_counting_is_in_proportion() -> None:
    policy = LatePolicy(share_per_day=Fraction(1, 10), counting=Counting.EXACT)
    lost = deduct(policy, timedelta(hours=12), Fraction(60), POSSIBLE)
    assert lost is not None
    assert lost.points == Fraction(79, 20)


def test_a_share_of_what_was_earned() -> None:
    policy = LatePolicy(share_per_day=Fraction(1, 10), basis=Basis.EARNED)
    lost = deduct(policy, timedelta(hours=1), Fraction(60), POSSIBLE)
    assert lost is not None
    assert lost.points == 6
    assert lost.reason == "late by 1 h: −10 % of the points earned"


def test_points_a_day() -> None:
    lost = deduct(LatePolicy(points_per_day=Fraction(5, 2)), timedelta(days=2), Fraction(60), POSSIBLE)
    assert lost is not None
    assert lost.points == 5
    assert lost.reason == "late by 2 days: −5 points"


def test_the_largest_deduction_holds() -> None:
    capped = LatePolicy(share_per_day=Fraction(1, 10), most_share=Fraction(3, 10))
    lost = deduct(capped, timedelta(days=30), Fraction(79), POSSIBLE)
    assert lost is not None
    assert lost.points == Fraction(79) * Fraction(3, 10)
    in_points = deduct(
        LatePolicy(points_per_day=Fraction(3), most_points=Fraction(7)), timedelta(days=9), POSSIBLE, POSSIBLE
    )
    assert in_points is not None
    assert in_points.points == 7


def test_nothing_counts_after_the_end() -> None:
    policy = LatePolicy(share_per_day=Fraction(1, 10), closes_after=timedelta(days=3))
    lost = deduct(policy, timedelta(days=3, seconds=1), Fraction(60), POSSIBLE)
    assert lost is not None
    assert lost.points == 60
    assert lost.reason == "late by 3 days 1 min: nothing counts that is late by more than 3 days"
    still = deduct(policy, timedelta(days=3), Fraction(60), POSSIBLE)
    assert still is not None
    assert still.points < 60


@pytest.mark.parametrize(
    ("late", "said"),
    [
        (timedelta(seconds=1), "1 min"),
        (timedelta(minutes=59, seconds=1), "1 h"),
        (timedelta(days=1, minutes=20), "1 day 20 min"),
        (timedelta(days=2, hours=5, minutes=3), "2 days 5 h 3 min"),
    ],
)
def test_lateness_is_written_for_people(late: timedelta, said: str) -> None:
    assert format_lateness(late) == said


@given(lates, shares, st.sampled_from(Counting), st.sampled_from(Basis), shares)
def test_a_deduction_is_exact_and_never_more_than_earned(
    late: timedelta, share: Fraction, counting: Counting, basis: Basis, earned_share: Fraction
) -> None:
    earned = POSSIBLE * earned_share
    lost = deduct(LatePolicy(share_per_day=share, counting=counting, basis=basis), late, earned, POSSIBLE)
    if lost is None:
        assert share == 0 or (earned == 0 and basis is Basis.EARNED)
    else:
        assert isinstance(lost.points, Fraction)
        assert 0 <= lost.points <= earned


@given(lates, lates, shares, st.sampled_from(Counting))
def test_who_is_later_never_loses_less(a: timedelta, b: timedelta, share: Fraction, counting: Counting) -> None:
    policy = LatePolicy(share_per_day=share, counting=counting)
    lost = [deduct(policy, late, POSSIBLE, POSSIBLE) for late in sorted((a, b))]
    sooner, later = (Fraction(0) if one is None else one.points for one in lost)
    assert sooner <= later
