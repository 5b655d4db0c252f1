"""Exact points: Fractions in, Fractions out, and how people write them."""

import re
from fractions import Fraction

# no exponents: Fraction("1e999999999") would be built digit by digit
_PLAIN = re.compile(r"\d{1,40}(\.\d{1,40}|/\d{1,40})?", re.ASCII)

_VULGAR = {
    Fraction(above, below): sign
    for above, below, sign in (
        (1, 2, "½"), (1, 3, "⅓"), (2, 3, "⅔"), (1, 4, "¼"), (3, 4, "¾"), (1, 5, "⅕"), (2, 5, "⅖"), (3, 5, "⅗"),
        (4, 5, "⅘"), (1, 6, "⅙"), (5, 6, "⅚"), (1, 8, "⅛"), (3, 8, "⅜"), (5, 8, "⅝"), (7, 8, "⅞"),
    )
}  # fmt: skip


def parse_points(written: int | str) -> Fraction:
    """Read points as an instructor writes them: ``2``, ``"1/2"`` or ``"1 1/2"``.

    Raises
    ------
    ValueError
        If the text is no non-negative number of points. Binary floats are refused: 0.1 is not a tenth.
    """
    if isinstance(written, bool) or not isinstance(written, int | str):
        raise ValueError(f'points are written as a whole number or as text like "1 1/2", not {written!r}')
    words = str(written).split()
    try:
        if words and all(map(_PLAIN.fullmatch, words)):
            return sum(map(Fraction, words), Fraction(0))
    except ZeroDivisionError:
        pass
    raise ValueError(f'"{written}" is not a number of points')


def format_points(points: Fraction) -> str:
    """Write points for people: ``1½``, ``61``, ``2 3/7``."""
    whole, rest = divmod(points, 1)
    if not rest:
        return str(whole)
    tail = _VULGAR.get(rest)
    if tail is None:
        return f"{whole} {rest}" if whole else str(rest)
    return f"{whole}{tail}" if whole else tail


def vulgar_to_plain(written: str) -> str:
    """Return what people write with ``½`` as `parse_points` reads it: ``1½`` as ``1 1/2``."""
    for amount, sign in _VULGAR.items():
        written = written.replace(sign, f" {amount}")
    return written
