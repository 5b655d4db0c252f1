r"""Recurring decimals: ``0.\overline{3}``, ``0.1\dot 6``, ``0.\dot 1 4\dot 2``, ``0.(3)``, ``0.333\ldots``.

Dots behind digits mean a period only where the digits show it beyond chance: ``2.718281828...`` is no fraction.
"""

import re
from fractions import Fraction

from autograder.mathematics.reading.limits import DIGITS
from autograder.mathematics.reading.tokens import Token, Unreadable
from autograder.mathematics.tree import Number

# every count has a bound: what cannot match must not be tried in all ways there are
_SHOWN = r"(?:\d{0,20}?(?P<digit>\d)(?P=digit){2,40}|\d?(?P<pair>\d)(?P=pair)|(?P<block>\d{2,12}?)(?P=block){1,12})"
_DOTS = r"\s*(?:…|\.\.\.|\\l?dots(?![A-Za-z]))"
RECURRING = (
    r"(?:\d+\.\d*(?:\\overline\s*\{\d+\}|\\bar\s*\{\d+\}|\\bar\s*\d(?!\d)|\(\d+\)"
    r"|\\dot\s*(?:\{\d\}|\d)(?:\s*\d*\s*\\dot\s*(?:\{\d\}|\d))?)"
    rf"|\d+\.{_SHOWN}{_DOTS})"
)
"""One recurring decimal in either dialect, as a regular expression."""
_PARTS = re.compile(r"(\d+)\.(\d*)(.+)", re.DOTALL)
_CONTINUED = re.compile(rf"(\d+)\.({_SHOWN}){_DOTS}")
_NOT_DIGITS = re.compile(r"\D+")


def recurring_token(source: str, at: int) -> Token:
    r"""Return the token of a recurring decimal in its one spelling: ``0.(3)``."""
    continued = _CONTINUED.fullmatch(source)
    if continued is not None:
        period = continued["digit"] or continued["pair"] or continued["block"]
        # the digits shown end a period: what stands before its first showing is fixed
        fixed = re.sub(rf"(?:{period})+$", "", continued[2])
        return Token("recurring", f"{continued[1]}.{fixed}({period})", at)
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
