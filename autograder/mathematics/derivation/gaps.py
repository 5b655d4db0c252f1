"""What two lines differ by, and which two changes make up for it together."""

from collections.abc import Iterator, Sequence
from itertools import islice

import numpy as np

from autograder.mathematics.derivation.ground import Ground
from autograder.mathematics.evaluation import Value
from autograder.mathematics.tree import Node
from autograder.mathematics.worlds import Array

MAX_PAIRS = 4
"""Pairs that add up by numbers and are then checked by meaning."""
CLOSE = 1e-9


def pairs_that_add_up(before: Node, line: Node, changed: Sequence[Node], ground: Ground) -> Iterator[tuple[int, int]]:
    """Yield pairs of changed lines whose differences from the line sum to its gap from the line before.

    Parameters
    ----------
    before, line
        Two lines that differ.
    changed
        The second with one change each.
    ground
        Where they have values.
    """
    left, right = _numbers(before, ground), _numbers(line, ground)
    if left is None or right is None or left.shape != right.shape:
        return
    found = [(index, _numbers(node, ground)) for index, node in enumerate(changed)]
    shares = [(index, value - right) for index, value in found if value is not None and value.shape == right.shape]
    yield from islice(_adding_up(left - right, shares), MAX_PAIRS)


def _numbers(node: Node, ground: Ground) -> Array | None:
    value = ground.value(node)
    usable = isinstance(value, Value) and np.isrealobj(value.array) and np.isfinite(value.array).all()
    return value.array if usable and isinstance(value, Value) else None


def _adding_up(gap: Array, shares: Sequence[tuple[int, Array]]) -> Iterator[tuple[int, int]]:
    if not shares:
        return
    flat = np.stack([share.reshape(-1) for _, share in shares])
    wanted = gap.reshape(-1)
    margin = CLOSE * (1.0 + np.abs(wanted).max() + np.abs(flat).max())
    for first in range(len(shares)):
        rest = np.abs(flat[first + 1 :] + flat[first] - wanted).max(axis=1, initial=0.0)
        for second in np.flatnonzero(rest <= margin):
            yield shares[first][0], shares[first + 1 + int(second)][0]
