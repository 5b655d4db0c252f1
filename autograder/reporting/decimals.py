"""Exact points as the decimals that other systems take, without losing a total on the way."""

from collections.abc import Iterable
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction
from itertools import pairwise

_PLACES = Decimal("0.0001")


def decimal_of(amount: Fraction) -> Decimal:
    """Return an amount as a decimal of at most four places, exact where four places are enough."""
    return (Decimal(amount.numerator) / Decimal(amount.denominator)).quantize(_PLACES, ROUND_HALF_EVEN).normalize()


def apportion(amounts: Iterable[Fraction]) -> tuple[Decimal, ...]:
    """Return decimals that add up to exactly `decimal_of` the sum of `amounts`.

    The running totals are rounded, never the amounts: each decimal is within one unit of the last place of its
    amount, never negative, and exact wherever the amount itself has at most four places.
    """
    totals = [Fraction(0)]
    for amount in amounts:
        totals.append(totals[-1] + amount)
    rounded = [decimal_of(total) for total in totals]
    return tuple((after - before).normalize() for before, after in pairwise(rounded))
