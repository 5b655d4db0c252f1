"""Matrices written out, whose entries may be matrices themselves: ``[A, B; 0, C]``."""

from collections.abc import Sequence

import numpy as np

from autograder.mathematics.evaluation.plain import plain
from autograder.mathematics.evaluation.values import CannotEvaluate, ShapeMismatch, Value, shape_in_words
from autograder.mathematics.tree import Node
from autograder.mathematics.worlds import Array

Rows = tuple[tuple[Node, ...], ...]
Grid = Sequence[Sequence[Value]]


def assembled(rows: Rows, entries: Grid) -> Value:
    """Return the matrix that numbers or blocks make; a 0 and an identity take the size of their row and column.

    Parameters
    ----------
    rows
        What is written, for messages.
    entries
        What it is worth, in rows of one length.

    Raises
    ------
    ShapeMismatch
        If a block fits no row and column.
    CannotEvaluate
        If nothing says how large a block of zeros is.
    """
    flat = [value for row in entries for value in row]
    if all(value.is_scalar and not value.unsized for value in flat):
        return _of_numbers(entries, flat)
    heights, widths = _sizes(rows, entries)
    filled = [
        [_filled(node, value, (height, width)) for node, value, width in zip(row, values, widths, strict=True)]
        for row, values, height in zip(rows, entries, heights, strict=True)
    ]
    return Value(
        _joined([[value.array for value in row] for row in filled]), _joined([[v.error for v in r] for r in filled])
    )


def _of_numbers(entries: Grid, flat: Sequence[Value]) -> Value:
    size = np.broadcast_shapes(*(value.array.shape[:-2] for value in flat))
    shape = (*size, len(entries), len(entries[0]))

    def filled(arrays: list[Array]) -> Array:
        spread = [np.broadcast_to(array[..., 0, 0], size) for array in arrays]
        return np.stack(spread, axis=-1).reshape(shape)

    return Value(filled([value.array for value in flat]), filled([value.error for value in flat]))


def _takes_any_size(value: Value) -> bool:
    return value.unsized or value.is_zero


def _sizes(rows: Rows, entries: Grid) -> tuple[list[int], list[int]]:
    """Return the heights of the rows and the widths of the columns of blocks."""
    columns = [([row[k] for row in rows], [values[k] for values in entries]) for k in range(len(rows[0]))]
    heights = [_size(row, [value.rows for value in values], values) for row, values in zip(rows, entries, strict=True)]
    widths = [_size(nodes, [value.columns for value in values], values) for nodes, values in columns]
    places = [(i, k) for i, row in enumerate(entries) for k, value in enumerate(row) if value.unsized]
    for _ in places:  # an identity is as wide as it is high, which may settle the next one's size
        for i, k in places:
            heights[i], widths[k] = heights[i] or widths[k], widths[k] or heights[i]
    if 0 in heights or 0 in widths:
        raise CannotEvaluate("the size of a block of zeros cannot be told")
    return heights, widths


def _size(nodes: Sequence[Node], sizes: Sequence[int], values: Sequence[Value]) -> int:
    """Return the one size of the blocks beside each other, or below each other; 0 if none of them has a size."""
    found = 0
    for node, size, value in zip(nodes, sizes, values, strict=True):
        if not _takes_any_size(value):
            if found not in (0, size):
                raise ShapeMismatch(f"the entry {plain(node)} {shape_in_words(value)}, which fits no block beside it")
            found = size
    return found


def _filled(node: Node, value: Value, shape: tuple[int, int]) -> Value:
    if not _takes_any_size(value):
        return value
    if value.is_zero:
        zeros = np.zeros((*value.array.shape[:-2], *shape))
        return Value(zeros, zeros)
    if shape[0] != shape[1]:
        raise ShapeMismatch(f"the entry {plain(node)} is an identity, but its place is {shape[0]}×{shape[1]}")
    return Value(value.array * np.eye(shape[0]), value.error * np.eye(shape[0]))


def _joined(blocks: list[list[Array]]) -> Array:
    size = np.broadcast_shapes(*(block.shape[:-2] for row in blocks for block in row))
    rows = [
        np.concatenate([np.broadcast_to(block, (*size, *block.shape[-2:])) for block in row], axis=-1) for row in blocks
    ]
    whole: Array = np.concatenate(rows, axis=-2)
    return whole
