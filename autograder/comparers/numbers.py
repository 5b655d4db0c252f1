"""How numbers are written in evidence, and how large they are."""

import math


def show_number(value: complex) -> str:
    """Write a number with at most six significant digits, real if it is."""
    number = complex(value)
    if number.imag == 0 or math.isnan(number.real):
        return f"{number.real:.6g}"
    return f"{number.real:.6g} {'-' if number.imag < 0 else '+'} {abs(number.imag):.6g}i"


def modulus(number: complex) -> float:
    """Return the modulus of a number.

    ``abs`` of a complex NaN raises OverflowError where an earlier call into C has left its errno behind.
    """
    return math.hypot(number.real, number.imag)
