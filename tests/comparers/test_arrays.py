"""Arrays against their references, entry by entry."""

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from autograder.answers import ArrayAnswer
from autograder.comparers import compare_arrays
from autograder.domain.evidence import Difference
from autograder.domain.tolerance import Tolerance

TIGHT = Tolerance(absolute=1e-9, relative=1e-6)
matrices = hnp.arrays(np.float64, hnp.array_shapes(min_dims=1, max_dims=2, max_side=4), elements=st.floats(-1e3, 1e3))


@given(matrices)
def test_the_reference_itself_is_right(reference: np.ndarray) -> None:
    assert compare_arrays(ArrayAnswer(reference.copy()), reference, TIGHT).credit == 1


@given(matrices, st.data())
def test_credit_is_the_share_of_right_entries(reference: np.ndarray, data: st.DataObject) -> None:
    wrong = data.draw(hnp.arrays(np.bool_, reference.shape))
    answer = np.where(wrong, reference + 1.0, reference)
    credit = compare_arrays(ArrayAnswer(answer), reference, TIGHT).credit
    assert credit == Fraction(int((~wrong).sum()), wrong.size)


@given(matrices, st.data())
def test_one_nan_anywhere_is_wrong(reference: np.ndarray, data: st.DataObject) -> None:
    answer = reference.copy()
    answer.flat[data.draw(st.integers(0, answer.size - 1))] = math.nan
    judged = compare_arrays(ArrayAnswer(answer), reference, TIGHT)
    assert judged.credit == Fraction(reference.size - 1, reference.size)
    assert any(isinstance(item, Difference) and item.found == "nan" for item in judged.evidence)


@given(matrices)
def test_an_answer_scaled_up_does_not_widen_the_margin(reference: np.ndarray) -> None:
    assume(np.abs(reference).min() > 0.1)
    assert compare_arrays(ArrayAnswer(reference * 1e9), reference, Tolerance(0.0, 0.5)).credit == 0


def test_the_worst_entry_is_named_from_one() -> None:
    judged = compare_arrays(ArrayAnswer(np.array([[1.0, 5.0], [0.5, 9.0]])), np.array([[1.0, 2.0], [0.0, 4.0]]), TIGHT)
    assert judged.evidence[1] == Difference("entry [2, 2]", found="9", expected="4")


@pytest.mark.parametrize("shape", [(4,), (2, 2, 1), (1, 4), ()])
def test_another_shape_is_wrong_and_said(shape: tuple[int, ...]) -> None:
    judged = compare_arrays(ArrayAnswer(np.ones(shape)), np.ones((2, 2)), TIGHT)
    assert judged.credit == 0
    assert isinstance(judged.evidence[0], Difference)
    assert judged.evidence[0].where == "the shape"


def test_a_transposed_shape_is_recognised() -> None:
    judged = compare_arrays(ArrayAnswer(np.ones((3, 2))), np.ones((2, 3)), TIGHT)
    assert "transposed" in judged.evidence[0].found


def test_an_infinity_is_right_only_where_the_reference_has_it() -> None:
    reference = np.array([math.inf, -math.inf, math.nan, 1.0])
    assert compare_arrays(ArrayAnswer(reference.copy()), reference, TIGHT).credit == 1
    assert compare_arrays(ArrayAnswer(-reference), reference, TIGHT).credit == Fraction(1, 4)


def test_complex_and_boolean_arrays_are_compared() -> None:
    assert compare_arrays(ArrayAnswer(np.array([1 + 2j])), np.array([1 + 2j]), TIGHT).credit == 1
    assert compare_arrays(ArrayAnswer(np.array([1 - 2j])), np.array([1 + 2j]), TIGHT).credit == 0
    assert compare_arrays(ArrayAnswer(np.array([True, False])), np.array([True, True]), TIGHT).credit == Fraction(1, 2)


def test_unsigned_entries_do_not_wrap_around() -> None:
    assert compare_arrays(ArrayAnswer(np.array([0], np.uint8)), np.array([1], np.uint8), TIGHT).credit == 0
