"""Receptive fields: credit by symmetric difference, caps, diagnosis."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.answers import MaskAnswer, MaskSpec
from autograder.comparers import compare_masks, diagnose_mask
from autograder.domain.evidence import MaskPicture

SPEC = MaskSpec(rows=5, columns=5, centre=(3, 3), credit=(1, "4/5", "2/5"), cap="2/5")  # type: ignore[arg-type]
ALL = [(row, column) for row in range(1, 6) for column in range(1, 6)]
AB = frozenset({(1, 1), (1, 2), (1, 3), (1, 4), (1, 5), (2, 1), (2, 2), (2, 3), (2, 4), (3, 1), (3, 2)})


def credit(cells: frozenset[tuple[int, int]], reference: frozenset[tuple[int, int]] = AB) -> Fraction:
    return compare_masks(MaskAnswer(cells, 5, 5), reference, SPEC).credit


@given(st.frozensets(st.sampled_from(ALL)))
def test_only_the_truth_earns_everything(cells: frozenset[tuple[int, int]]) -> None:
    assert (credit(cells) == 1) == (cells == AB)


@given(st.frozensets(st.sampled_from(ALL)))
def test_the_picture_tells_right_missing_and_extra_apart(cells: frozenset[tuple[int, int]]) -> None:
    picture = compare_masks(MaskAnswer(cells, 5, 5), AB, SPEC).evidence[0]
    assert isinstance(picture, MaskPicture)
    assert frozenset(picture.right) | frozenset(picture.missing) == AB
    assert frozenset(picture.right) | frozenset(picture.extra) == cells


@pytest.mark.parametrize(("lost", "left"), [(1, Fraction(4, 5)), (2, Fraction(2, 5)), (3, Fraction(0))])
def test_each_missing_pixel_costs_what_the_assignment_says(lost: int, left: Fraction) -> None:
    assert credit(frozenset(sorted(AB)[lost:])) == left


def test_the_blind_spot_costs_one_pixel() -> None:
    assert credit(AB | {(2, 5)}) == Fraction(4, 5)


@pytest.mark.parametrize("cell", [(3, 4), (4, 1), (5, 5)])
def test_a_pixel_after_the_centre_caps_the_credit(cell: tuple[int, int]) -> None:
    assert credit(AB | {cell}) == Fraction(2, 5)


def test_a_wrong_centre_caps_the_credit_either_way() -> None:
    assert credit(AB | {(3, 3)}) == Fraction(2, 5)
    assert credit(AB, AB | {(3, 3)}) == Fraction(2, 5)


def test_a_known_slip_is_named_and_an_unknown_one_is_not() -> None:
    flipped = frozenset((6 - row, 6 - column) for row, column in AB)
    assert diagnose_mask(MaskAnswer(flipped, 5, 5), {"other": AB, "flipped": flipped}) == "flipped"
    assert diagnose_mask(MaskAnswer(flipped - {(5, 5)}, 5, 5), {"flipped": flipped}) is None
