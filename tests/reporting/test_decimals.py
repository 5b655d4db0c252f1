from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from autograder.reporting.decimals import apportion, decimal_of

amounts = st.lists(st.fractions(0, 20, max_denominator=60), max_size=30)


@given(amounts)
def test_the_decimals_add_up_to_the_rounded_total(some: list[Fraction]) -> None:
    assert sum(apportion(some), Decimal(0)) == decimal_of(sum(some, Fraction(0)))


@given(amounts)
def test_each_decimal_is_near_its_amount_and_never_negative(some: list[Fraction]) -> None:
    for amount, decimal in zip(some, apportion(some), strict=True):
        assert decimal >= 0
        assert abs(Fraction(decimal) - amount) <= Fraction(1, 10_000)


@given(amounts)
def test_no_decimal_exceeds_whole_points_that_its_amount_does_not(some: list[Fraction]) -> None:
    for amount, decimal in zip(some, apportion(some), strict=True):
        assert decimal <= -(-amount.numerator // amount.denominator)


def test_what_four_places_can_hold_stays_exact_between_what_they_cannot() -> None:
    thirds_and_halves = [Fraction(1, 3), Fraction(7, 2), Fraction(1, 3), Fraction(1, 3)]
    assert apportion(thirds_and_halves) == (Decimal("0.3333"), Decimal("3.5"), Decimal("0.3334"), Decimal("0.3333"))
