"""Sets of points."""

from fractions import Fraction

from autograder.answers import PointSetAnswer
from autograder.comparers import compare_point_sets
from autograder.domain.tolerance import Tolerance

TIGHT = Tolerance(absolute=1e-9, relative=1e-6)
ORIGIN = ((0.0, 0.0),)


def credit(points: tuple[tuple[float, ...], ...], reference: tuple[tuple[float, ...], ...] = ORIGIN) -> Fraction:
    return compare_point_sets(PointSetAnswer(points), reference, TIGHT).credit


def test_the_point_itself_is_right_however_often_it_is_named() -> None:
    assert credit(ORIGIN) == 1
    assert credit(ORIGIN * 3) == 1


def test_an_extra_point_leaves_a_third() -> None:
    assert credit(((0.0, 0.0), (1.0, 1.0))) == Fraction(1, 3)


def test_a_wrong_point_alone_earns_nothing() -> None:
    assert credit(((1.0, 0.0),)) == 0
    assert credit(((float("nan"), 0.0),)) == 0


def test_a_missing_point_costs_its_share() -> None:
    assert credit(((0.0, 0.0),), ((0.0, 0.0), (1.0, 0.0))) == Fraction(1, 2)


def test_no_point_at_all_earns_nothing() -> None:
    assert credit(()) == 0
