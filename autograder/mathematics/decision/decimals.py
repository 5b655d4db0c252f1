"""Decimals as they are written: how many figures they show, and whether they are a number rightly rounded."""

from dataclasses import dataclass
from fractions import Fraction
from math import floor

from flint import arb, fmpq

from autograder.mathematics.decision.balls import NoBallError, ball_of, precise
from autograder.mathematics.decision.outcomes import Decision, Different, Equal, Options
from autograder.mathematics.decision.sides import strip_label
from autograder.mathematics.traversal import names_in
from autograder.mathematics.tree import Negate, Node, Number, Power, Product

MAX_POWER = 300
_TEN = Fraction(10)


@dataclass(frozen=True, slots=True)
class Decimal:
    """A decimal as it is written, perhaps times a power of ten.

    Parameters
    ----------
    value
        What it is worth.
    written
        Its digits, without sign and power of ten.
    places
        How many decimal places it shows; negative for ``1.2·10³``.
    """

    value: Fraction
    written: str
    places: int

    def shows(self, figures: int | None) -> bool:
        """Say whether it has as many figures as asked, None for any; 1200 may have two, three or four."""
        digits = self.written.replace(".", "").lstrip("0")
        if figures is None or ("." in self.written and len(digits) == figures):
            return True
        return "." not in self.written and len(digits.rstrip("0") or digits[:1]) <= figures <= len(digits)


def decimal_of(node: Node) -> Decimal | None:
    """Return the one decimal that an answer is, or None."""
    match node:
        case Negate(operand):
            found = decimal_of(operand)
            return None if found is None else Decimal(-found.value, found.written, found.places)
        case Number(value, written) if written:
            mantissa, _, power = written.lower().partition("e")
            return Decimal(value, mantissa, len(mantissa.partition(".")[2]) - int(power or 0))
        case Product((Number(_, written) as mantissa, power)) if (
            written and (exponent := _power_of_ten(power)) is not None
        ):
            found = decimal_of(mantissa)
            assert found is not None
            return Decimal(found.value * _TEN**exponent, found.written, found.places - exponent)
        case _:
            return None


def _power_of_ten(node: Node) -> int | None:
    match node:
        case Power(Number(base), exponent) if base == _TEN:
            inner = exponent.operand if isinstance(exponent, Negate) else exponent
            if not isinstance(inner, Number) or inner.value.denominator != 1 or inner.value > MAX_POWER:
                return None
            return int(-inner.value if isinstance(exponent, Negate) else inner.value)
        case _:
            return None


def decide_rounded(student: Node, reference: Node, options: Options) -> Decision | None:
    """Decide a decimal of which figures or places are asked: it must be the reference rounded to as many.

    Parameters
    ----------
    student, reference
        The answer, perhaps with a label, and a number.
    options
        A tolerance goes before rounding.

    Returns
    -------
    Decision or None
        None if something else is asked, or one of the two is no number. A half may be rounded up or down.
    """
    asked = options.significant_figures is not None or options.decimal_places is not None
    decimal = decimal_of(strip_label(student))
    if not asked or options.tolerance is not None or decimal is None or names_in(reference):
        return None
    try:
        with precise():
            exact = ball_of(reference, {})
            gap = abs(arb(fmpq(decimal.value.numerator, decimal.value.denominator)) - exact.real)
            if not exact.is_finite() or not exact.imag.contains(0):
                return None
            units = [arb(10) ** -places for places in _places(exact.real, options)]
            return (
                Different("the value is not right to that many digits")
                if any(gap > u / 2 for u in units)
                else Equal(False)
            )
    except (NoBallError, OverflowError, ValueError):
        return None


def _places(exact: arb, options: Options) -> list[int]:
    """Return the decimal places to which a number must be right."""
    found = [] if options.decimal_places is None else [options.decimal_places]
    if options.significant_figures is not None and not exact.contains(0):
        power = floor(float((abs(exact).log() / arb(10).log()).mid()) - 1e-9)
        power += bool(abs(exact) >= arb(10) ** (power + 1))  # the logarithm of 1000 may be just below 3
        found.append(options.significant_figures - 1 - power)
    return found
