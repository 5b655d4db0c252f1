r"""Recurring decimals: ``0.\overline{3}``, ``0.1\dot 6``, ``0.\dot 1 4\dot 2``, ``0.(3)``."""

import re
from fractions import Fraction

from autograder.mathematics.reading.limits import DIGITS
from autograder.mathematics.reading.tokens import Token, Unreadable
from autograder.mathematics.tree import Number

RECURRING = (
    r"\d+\.\d*(?:\\overline\s*\{\d+\}|\\bar\s*\{\d+\}|\\bar\s*\d(?!\d)|\(\d+\)"
    r"|\\dot\s*(?:\{\d\}|\d)(?:\s*\d*\s*\\dot\s*(?:\{\d\}|\d))?)"
)
"""One recurring decimal in either dialect, as a regular expression."""
_PARTS = re.compile(r"(\d+)\.(\d*)(.+)", re.DOTALL)
_NOT_DIGITS = re.compile(r"\D+")


def recurring_token(source: str, at: int) -> Token:
    r"""Return the token of a recurring decimal in its one spelling: ``0.(3)``."""
    found = _PARTS.fullmatch(source)
    assert found is not None, "the lexers only pass on what matches"
    whole, fixed, marked = found.groups()
    return Token("recurring", f"{whole}.{fixed}({_NOT_DIGITS.sub('', marked)})", at)


def read_recurring(token: Token) -> Number:
    """Return the number of a recurring decimal.

    Raises
    ------
    Unreadable
        If it has more digits than the cap.
    """
    if len(token.text) > DIGITS:
        raise Unreadable("This number is too long to be read.", token.at, too_large=True)
    whole, _, places = token.text.partition(".")
    fixed, _, period = places.rstrip(")").partition("(")
    before = int(whole + fixed)
    value = Fraction(int(whole + fixed + period) - before, 10 ** len(fixed) * (10 ** len(period) - 1))
    return Number(value, token.text)
