import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.domain.evidence import Trajectory, TrajectoryForm
from autograder.reporting.trajectories import describe, lay_out
from tests.reporting import samples

_ANYWHERE = st.lists(st.tuples(st.floats(-1e3, 1e3), st.floats(-1e3, 1e3)), min_size=2, max_size=30).map(tuple)


@given(_ANYWHERE, st.sampled_from(TrajectoryForm))
def test_every_place_is_on_the_picture(points: tuple[tuple[float, float], ...], form: TrajectoryForm) -> None:
    drawing = lay_out(Trajectory("Yours", form, ("d", "g"), points))
    for x, y in (*drawing.dots, drawing.origin):
        assert 0 <= x <= 300
        assert 0 <= y <= drawing.height


def test_a_plane_has_one_scale_for_both_axes() -> None:
    square = Trajectory("Yours", TrajectoryForm.PLANE, ("d", "g"), ((0.0, 0.0), (3.0, 0.0), (3.0, 3.0)))
    (x0, y0), (x1, _), (_, y2) = lay_out(square).dots
    assert x1 - x0 == pytest.approx(y0 - y2, abs=0.2)


def test_an_orbit_a_spiral_and_a_decay_are_told_apart_in_words() -> None:
    assert "it moves away; d changes sign 2 times" in describe(samples.spiral())
    circle = tuple((round((1j**k).real, 3), round((1j**k).imag, 3)) for k in range(9))
    assert "it stays at the same distance" in describe(replace(samples.spiral(), points=circle))
    inward = tuple((x / 2**k, y / 2**k) for k, (x, y) in enumerate(circle))
    assert "it comes closer" in describe(replace(samples.spiral(), points=inward))
    assert "your bound is 1 at t = 0 and 0.062 at t = 4; it falls all the way" in describe(samples.decay())


def test_the_asked_behaviour_is_drawn_only_where_it_is_given() -> None:
    assert lay_out(samples.decay()).asked_path.startswith("M")
    assert lay_out(samples.spiral()).asked_path == ""


def test_the_table_has_the_first_and_the_last_point_and_few_between() -> None:
    rows = lay_out(samples.spiral()).rows
    assert [rows[0][0], rows[-1][0]] == [0, 24]
    assert len(rows) <= 8


def test_a_path_names_every_point_once() -> None:
    assert len(re.findall("[ML]", lay_out(samples.spiral()).path)) == 25


@pytest.mark.parametrize("points", [(), ((1.0, 2.0),), ((1.0, 2.0), (float("nan"), 1.0)), ((1.0, 2.0), (1.0, 1e999))])
def test_a_trajectory_of_one_point_or_with_no_number_does_not_exist(points: tuple[tuple[float, float], ...]) -> None:
    with pytest.raises(ValueError, match="at least two points"):
        Trajectory("Yours", TrajectoryForm.PLANE, ("d", "g"), points)
