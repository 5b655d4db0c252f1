"""Number literals, exactly."""

from fractions import Fraction

from autograder.mathematics.reading.limits import DIGITS
from autograder.mathematics.reading.tokens import Token, Unreadable
from autograder.mathematics.tree import Number

_LARGEST_EXPONENT = 400


def number(text: str) -> Number:
    """Return a short literal as an exact number that remembers how it was written."""
    return Number(Fraction(text), text)


def read_literal(token: Token) -> Number:
    """Return the number of a literal.

    Raises
    ------
    Unreadable
        If the literal is longer than the cap: ``1e999999999`` would fill the memory while it is being built.
    """
    mantissa, _, exponent = token.text.lower().partition("e")
    if len(mantissa) > DIGITS or (exponent and (len(exponent) > 5 or abs(int(exponent)) > _LARGEST_EXPONENT)):
        raise Unreadable("This number is too long to be read.", token.at, too_large=True)
    return number(token.text)
