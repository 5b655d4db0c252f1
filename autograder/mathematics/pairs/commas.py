"""Commas between digits, where one number is asked: ``1,5`` is a decimal, ``1,500`` is most likely fifteen hundred."""

import re

from autograder.mathematics.traversal import walk
from autograder.mathematics.tree import Interval, Node, Relation, SetLiteral, TupleLiteral

_NUMBER = re.compile(r"(?<![\d.,])\d+(?:,\d+)+(?:\.\d+)?(?![\d,])")
_IN_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?")
_DECIMAL = re.compile(r"\d+,\d+")
DECIMAL_NOTE = "the comma is read as a decimal point"
THOUSANDS_NOTE = "the comma is read as parting thousands"
UNCLEAR = "the comma may part thousands, or be a decimal point"


def lists_where_one_is_asked(student: Node, reference: Node) -> bool:
    """Say whether an answer is a list by its commas alone, while the reference holds no list at all."""
    answer = student.right if isinstance(student, Relation) else student
    if not isinstance(answer, SetLiteral) or answer.braced:
        return False
    return not any(isinstance(part, SetLiteral | TupleLiteral | Interval) for part in walk(reference))


def in_thousands(source: str) -> str | None:
    """Return a source without the commas of its numbers, or None unless each may part thousands."""
    numbers = _NUMBER.findall(source)
    if not numbers or not all(map(_IN_THOUSANDS.fullmatch, numbers)):
        return None
    return _NUMBER.sub(lambda found: found[0].replace(",", ""), source)


def with_points(source: str) -> str | None:
    """Return a source with a decimal point for the comma of each of its numbers, or None where one has several."""
    numbers = _NUMBER.findall(source)
    if not numbers or not all(map(_DECIMAL.fullmatch, numbers)):
        return None
    return _NUMBER.sub(lambda found: found[0].replace(",", "."), source)
