"""Points are exact, and written as people write them."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.domain.ids import natural_key
from autograder.domain.points import format_points, parse_points, vulgar_to_plain


@pytest.mark.parametrize(
    ("written", "points"),
    [(2, Fraction(2)), ("1/2", Fraction(1, 2)), ("1 1/2", Fraction(3, 2)), ("0", Fraction(0)), ("0.5", Fraction(1, 2))],
)
def test_points_are_read_exactly(written: int | str, points: Fraction) -> None:
    assert parse_points(written) == points


@pytest.mark.parametrize("written", ["", " ", "-1", "1/0", "half", "1e5", "1e999999999", "nan", True, 0.5, None])
def test_what_is_no_number_of_points_is_refused(written: object) -> None:
    with pytest.raises(ValueError, match="points"):
        parse_points(written)  # type: ignore[arg-type]


@given(st.fractions(min_value=0, max_value=1000))
def test_written_points_are_read_back(points: Fraction) -> None:
    assert parse_points(vulgar_to_plain(format_points(points))) == points


def test_halves_are_written_as_halves() -> None:
    assert [format_points(Fraction(n, 2)) for n in range(4)] == ["0", "½", "1", "1½"]


def test_subquestions_sort_as_people_count() -> None:
    assert sorted(["2.10", "2.9", "1.3b", "1.3a"], key=natural_key) == ["1.3a", "1.3b", "2.9", "2.10"]
