"""Sums of many fractions, exactly and at once: adding a thousand of them one by one is slow."""

import math
from collections.abc import Sequence
from fractions import Fraction


def over_common(values: Sequence[Fraction]) -> tuple[list[int], int]:
    """Return whole numbers and the one denominator that turns them into `values`."""
    common = math.lcm(*(value.denominator for value in values))
    return [value.numerator * (common // value.denominator) for value in values], common


def exact_sum(values: Sequence[Fraction]) -> Fraction:
    """Return the sum."""
    whole, common = over_common(values)
    return Fraction(sum(whole), common)


def sample_variance(values: Sequence[Fraction]) -> Fraction:
    """Return the variance over one less than their number, of which there are at least two."""
    whole, common = over_common(values)
    count, total = len(whole), sum(whole)
    squares = count * sum(value * value for value in whole) - total * total
    return Fraction(squares, count * (count - 1) * common * common)
