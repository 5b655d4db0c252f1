"""Compare one number with its reference."""

import math
from fractions import Fraction

from autograder.answers import ScalarAnswer
from autograder.comparers.numbers import modulus, show_number
from autograder.domain.evidence import Difference
from autograder.domain.tolerance import Tolerance
from autograder.domain.verdicts import Judged


def compare_scalars(answer: ScalarAnswer, reference: complex, tolerance: Tolerance) -> Judged:
    """Judge a number: full credit within the tolerance, none outside."""
    error = modulus(answer.value - reference)
    # not error > margin: NaN must fail; and an infinite reference would make an infinite margin
    near = math.isfinite(modulus(reference)) and error <= tolerance.margin(modulus(reference))
    if near or answer.value == reference:
        return Judged(Fraction(1))
    difference = Difference("the value", found=show_number(answer.value), expected=show_number(reference))
    return Judged(Fraction(0), (difference,))
