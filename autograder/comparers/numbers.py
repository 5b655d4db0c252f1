"""How numbers are written in evidence, and how large they are."""

import math


def modulus(value: complex) -> float:
    """Return the modulus of a number: infinite where it is too large for a float, NaN of NaN."""
    number = complex(value)
    # not abs(): of a complex NaN it raises OverflowError wherever an earlier call had overflowed (CPython 3.11)
    return math.hypot(number.real, number.imag)


def show_number(value: complex) -> str:
    """Write a number with at most six significant digits, real if it is."""
    number = complex(value)
    if number.imag == 0 or math.isnan(number.real):
        return f"{number.real:.6g}"
    return f"{number.real:.6g} {'-' if number.imag < 0 else '+'} {abs(number.imag):.6g}i"
