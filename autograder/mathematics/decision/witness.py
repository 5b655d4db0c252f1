"""Small numbers under which two expressions differ, for people to check."""

from collections.abc import Iterable

import numpy as np

from autograder.domain.evidence import Witness
from autograder.mathematics.decision.numeric import aligned, compare
from autograder.mathematics.decision.setting import Setting
from autograder.mathematics.evaluation import Value, evaluate
from autograder.mathematics.traversal import names_in
from autograder.mathematics.tree import Node
from autograder.mathematics.worlds import Array, Parameters, Quantity, Worlds

SMALL_WORLDS = 12
MAX_SHOWN = 16
ALL_DIGITS = 16
LEFT_NAME, RIGHT_NAME = "your answer", "the answer asked"


def number_in_words(number: complex, digits: int = 5) -> str:
    """Write a number for people: whole where it is whole, otherwise with a few significant digits."""
    number = complex(number)
    if abs(number.imag) <= 1e-9 * max(1.0, abs(number)):
        nearest = round(number.real)
        return str(nearest) if abs(number.real - nearest) < 1e-9 else f"{number.real:.{digits}g}"
    imaginary = number_in_words(abs(number.imag), digits)
    tail = "i" if imaginary == "1" else f"{imaginary}i"
    if abs(number.real) <= 1e-9 * abs(number):
        return tail if number.imag > 0 else f"-{tail}"
    return f"{number_in_words(number.real, digits)} {'+' if number.imag > 0 else '-'} {tail}"


def matrix_in_words(matrix: Array, digits: int = 5) -> str:
    """Write a number, vector or matrix for people, row by row."""
    if matrix.size == 1:
        return number_in_words(matrix.reshape(-1)[0], digits)
    rows = [", ".join(number_in_words(entry, digits) for entry in row) for row in matrix]
    return f"({', '.join(rows)})" if matrix.shape[1] == 1 else "[" + "; ".join(rows) + "]"


def _bindings(worlds: Worlds, names: Iterable[str], world: int) -> tuple[tuple[str, str], ...]:
    shown = []
    for name in sorted(names):
        meaning = worlds.bindings.get(name)
        if isinstance(meaning, Parameters):
            shown.append((f"size of {name}", number_in_words(meaning.size[min(world, meaning.size.shape[0] - 1)])))
        if isinstance(meaning, Quantity) and not meaning.axes:
            entries = meaning.array[min(world, meaning.array.shape[0] - 1)]
            matrix = entries.reshape(*entries.shape, *(1,) * (2 - entries.ndim))
            if matrix.size <= MAX_SHOWN:
                shown.append((name, matrix_in_words(matrix)))
    return tuple(shown)


def _world_of(array: Array, world: int) -> Array:
    chosen: Array = array[min(world, array.shape[0] - 1)]
    return chosen


def _shown(left: Value, right: Value, world: int) -> tuple[str, str, str]:
    """Return how both sides look in one world, and which entry is shown where there are many."""
    one, other = np.broadcast_arrays(_world_of(left.array, world), _world_of(right.array, world))
    rows, columns = one.shape[-2:]
    one, other = one.reshape(-1, rows, columns), other.reshape(-1, rows, columns)
    worst = int(np.abs(one - other).reshape(one.shape[0], -1).max(axis=1).argmax())
    one, other, entry = one[worst], other[worst], ""
    if rows * columns > MAX_SHOWN:
        row, column = np.unravel_index(int(np.abs(one - other).argmax()), (rows, columns))
        one, other = one[row : row + 1, column : column + 1], other[row : row + 1, column : column + 1]
        entry = f", entry ({row + 1}, {column + 1})"
    ours, theirs = matrix_in_words(one), matrix_in_words(other)
    if ours == theirs:  # the difference hides behind the figures shown
        ours, theirs = matrix_in_words(one, ALL_DIGITS), matrix_in_words(other, ALL_DIGITS)
    return ours, theirs, entry


def find_witness(student: Node, reference: Node, setting: Setting) -> Witness | None:
    """Return one small world in which two expressions surely differ, or None if no small one shows it."""
    names = names_in(student) | names_in(reference)
    for small in (True, False):
        worlds = setting.draw(names, SMALL_WORLDS, small=small)
        sides = [evaluate(node, worlds) for node in (student, reference)]
        if not all(isinstance(side, Value) for side in sides):
            return None
        pair = aligned(sides[0], sides[1])  # type: ignore[arg-type]  # both are values, as just asked
        if isinstance(pair, str):
            return None
        found = np.flatnonzero(compare(*pair, worlds.count).differ)
        if found.size:
            return witness_at(pair, worlds, names, int(found[0]))
    return None


def witness_at(pair: tuple[Value, Value], worlds: Worlds, names: Iterable[str], world: int) -> Witness:
    """Return what two values of one shape are in one world, beside the values of the names in it."""
    ours, theirs, entry = _shown(*pair, world)
    return Witness(_bindings(worlds, names, world), LEFT_NAME + entry, ours, RIGHT_NAME + entry, theirs)
