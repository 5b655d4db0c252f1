"""Numbers in any order."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from autograder.answers import MultisetAnswer
from autograder.comparers import compare_multisets
from autograder.domain.tolerance import Tolerance

TIGHT = Tolerance(absolute=1e-9, relative=1e-6)
members = st.lists(st.complex_numbers(max_magnitude=100, allow_nan=False), max_size=6)


@given(members, st.randoms(use_true_random=False))
def test_the_order_never_matters(reference: list[complex], random) -> None:
    shuffled = random.sample(reference, len(reference))
    assert compare_multisets(MultisetAnswer(tuple(shuffled)), tuple(reference), TIGHT).credit == 1


def test_each_member_counts_as_often_as_it_occurs() -> None:
    assert compare_multisets(MultisetAnswer((1, 1)), (1, 2), TIGHT).credit == Fraction(1, 2)
    assert compare_multisets(MultisetAnswer((1,)), (1, 1), TIGHT).credit == Fraction(1, 2)
    assert compare_multisets(MultisetAnswer((1, 1, 1)), (1, 1), TIGHT).credit == Fraction(2, 3)


def test_a_member_near_two_others_is_paired_so_that_all_fit() -> None:
    # taken greedily, 0.9 would take 1.0 and leave 1.4 without a partner
    wide = Tolerance(absolute=0.5, relative=0.0)
    assert compare_multisets(MultisetAnswer((0.9, 1.4)), (1.0, 0.5), wide).credit == 1


def test_a_conjugate_pair_is_not_a_real_pair() -> None:
    assert compare_multisets(MultisetAnswer((1.5, 0.5)), (1 + 0.5j, 1 - 0.5j), TIGHT).credit == 0


def test_nan_is_never_a_member() -> None:
    assert compare_multisets(MultisetAnswer((float("nan"), 1)), (1, 2), TIGHT).credit == Fraction(1, 2)


def test_nothing_against_nothing_is_right() -> None:
    assert compare_multisets(MultisetAnswer(()), (), TIGHT).credit == 1
