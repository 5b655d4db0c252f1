"""One number against its reference."""

import ctypes
import errno
import math
import sys
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.answers import ScalarAnswer
from autograder.comparers import compare_scalars
from autograder.domain.evidence import Difference
from autograder.domain.tolerance import Tolerance

TIGHT = Tolerance(absolute=1e-9, relative=1e-6)


@given(st.complex_numbers(allow_nan=False, allow_infinity=False, max_magnitude=1e100))
def test_the_reference_itself_is_right(value: complex) -> None:
    assert compare_scalars(ScalarAnswer(value), value, TIGHT).credit == 1


@given(st.floats(-1e6, 1e6), st.floats(1e-3, 1e3))
def test_an_error_beyond_the_margin_is_wrong_and_within_it_right(reference: float, scale: float) -> None:
    margin = TIGHT.margin(abs(reference))
    assert compare_scalars(ScalarAnswer(reference + margin * 0.5), reference, TIGHT).credit == 1
    assert compare_scalars(ScalarAnswer(reference + margin * (1.5 + scale)), reference, TIGHT).credit == 0


def test_a_huge_answer_does_not_widen_its_own_margin() -> None:
    assert compare_scalars(ScalarAnswer(1e12), 1.0, Tolerance(absolute=0.0, relative=0.5)).credit == 0


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf, complex(math.nan, 0)])
def test_nan_and_infinity_are_wrong_where_a_number_is_asked(value: complex) -> None:
    judged = compare_scalars(ScalarAnswer(value), 1.0, TIGHT)
    assert judged.credit == 0
    assert isinstance(judged.evidence[0], Difference)


def test_an_infinite_reference_is_met_by_the_same_infinity_only() -> None:
    assert compare_scalars(ScalarAnswer(math.inf), math.inf, TIGHT).credit == 1
    assert compare_scalars(ScalarAnswer(-math.inf), math.inf, TIGHT).credit == 0
    assert compare_scalars(ScalarAnswer(1e300), math.inf, TIGHT).credit == 0


def test_the_evidence_says_expected_and_found() -> None:
    (difference,) = compare_scalars(ScalarAnswer(2), 1.5, TIGHT).evidence
    assert difference == Difference("the value", found="2", expected="1.5")
    assert compare_scalars(ScalarAnswer(2), 1.5, TIGHT).credit == Fraction(0)


@pytest.mark.skipif(sys.platform != "linux", reason="reaches into glibc")
def test_a_nan_is_wrong_whatever_an_earlier_call_into_c_left_behind() -> None:
    location = ctypes.CDLL(None)["__errno_location"]
    location.restype = ctypes.POINTER(ctypes.c_int)
    left_behind = location()
    answer = ScalarAnswer(complex(math.nan))
    left_behind[0] = errno.ERANGE
    assert compare_scalars(answer, 1.0, TIGHT).credit == 0


def test_an_answer_too_large_for_a_float_is_wrong() -> None:
    assert compare_scalars(ScalarAnswer(complex(1.7e308, 1.7e308)), 1, TIGHT).credit == 0
