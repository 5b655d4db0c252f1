"""Comparing values world by world."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from autograder.mathematics.decision.numeric import (
    compare,
    decided_at_once,
    differ_at_once,
    disagree_at_once,
)
from autograder.mathematics.evaluation import Value

NUMBERS = st.floats(allow_nan=True, allow_infinity=True)
ERRORS = st.floats(min_value=0) | st.just(float("nan"))


def column(numbers: list[float]) -> np.ndarray:
    return np.array(numbers).reshape(-1, 1, 1)


@given(st.lists(st.tuples(NUMBERS, NUMBERS, ERRORS, ERRORS), min_size=1, max_size=4))
def test_what_differs_at_once_differs_when_everything_is_compared(
    worlds: list[tuple[float, float, float, float]],
) -> None:
    lefts, rights, left_errors, right_errors = (column(list(row)) for row in zip(*worlds, strict=True))
    left, right = Value(lefts, left_errors), Value(rights, right_errors)
    if differ_at_once(left, right):
        assert compare(left, right, len(worlds)).differ[0]


@given(st.lists(st.tuples(NUMBERS, NUMBERS, ERRORS, ERRORS), min_size=1, max_size=4))
def test_what_is_decided_at_once_is_decided_so_when_everything_is_compared(
    worlds: list[tuple[float, float, float, float]],
) -> None:
    lefts, rights, left_errors, right_errors = (column(list(row)) for row in zip(*worlds, strict=True))
    left, right = Value(lefts, left_errors), Value(rights, right_errors)
    found, decided = compare(left, right, len(worlds)), decided_at_once(left, right)
    assert decided is None or (found.agree.all() if decided else found.differ.any())
    assert not (disagree_at_once(left, right) and found.agree[0])


def test_matrices_are_decided_at_once_entry_by_entry_and_empty_ones_never() -> None:
    error = np.full((1, 2, 2), 1e-16)
    one = Value(np.ones((1, 2, 2)), error)
    other = Value(np.array([[[1.0, 1.0], [1.0, 2.0]]]), error)
    empty = Value(np.ones((1, 0, 0)), np.ones((1, 0, 0)))
    assert (decided_at_once(one, one), decided_at_once(one, other)) == (True, False)
    assert not disagree_at_once(one, other)
    assert decided_at_once(empty, empty) is None
    assert not disagree_at_once(empty, empty)


def test_two_numbers_far_apart_differ_at_once_and_two_matrices_never_do() -> None:
    one, other = (Value(column([number]), column([1e-16])) for number in (1.0, 2.0))
    assert differ_at_once(one, other)
    assert not differ_at_once(one, one)
    grids = [Value(np.full((1, 2, 2), number), np.full((1, 2, 2), 1e-16)) for number in (1.0, 2.0)]
    assert not differ_at_once(*grids)


def test_one_nan_in_a_world_shared_by_all_leaves_no_world_usable() -> None:
    nothing = Value(column([np.nan]), column([0.0]))
    found = compare(nothing, Value(column([1.0, 2.0, 3.0]), column([0.0] * 3)), 3)
    assert found.usable.tolist() == [False] * 3
    assert not found.agree.any()
    assert not found.differ.any()
