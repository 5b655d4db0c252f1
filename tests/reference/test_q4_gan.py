"""Question 4 against numpy's linear algebra, finite differences of V, and long iterations."""

import numpy as np
import pytest
import scipy.optimize
from hypothesis import given
from hypothesis import strategies as st

rates = st.floats(1e-3, 10)
coordinates = st.floats(-10, 10)


@pytest.fixture(scope="module")
def q4(load):
    return load("q4_gan", "solution")


@given(d=coordinates, g=coordinates, alpha=rates)
def test_a_step_ascends_in_d_and_descends_in_g(q4, d, g, alpha):
    h = 1e-4
    along_d = ((d + h) * g - (d - h) * g) / (2 * h)
    along_g = (d * (g + h) - d * (g - h)) / (2 * h)
    found = q4.step(np.array([d, g]), alpha)
    np.testing.assert_allclose(found, [d + alpha * along_d, g - alpha * along_g], rtol=1e-6, atol=1e-6)


@given(d=coordinates, g=coordinates, alpha=rates)
def test_the_matrix_maps_states_in_either_order(q4, d, g, alpha):
    after = q4.step(np.array([d, g]), alpha)
    np.testing.assert_allclose(q4.map_matrix(alpha) @ [d, g], after, rtol=1e-12, atol=1e-12)
    np.testing.assert_allclose(q4.map_matrix_gd(alpha) @ [g, d], after[::-1], rtol=1e-12, atol=1e-12)


def test_matrices_are_those_of_the_assignment(q4):
    alpha = 0.25
    np.testing.assert_array_equal(q4.map_matrix(alpha), [[1, alpha], [-alpha, 1]])
    np.testing.assert_array_equal(q4.map_matrix_gd(alpha), [[1, -alpha], [alpha, 1]])
    np.testing.assert_array_equal(q4.map_matrix_alternating(alpha), [[1, alpha], [-alpha, 1 - alpha**2]])


@given(alpha=rates)
def test_eigenvalues_agree_with_numpy(q4, alpha):
    expected = np.sort_complex(np.linalg.eigvals(np.array([[1, alpha], [-alpha, 1]])))
    np.testing.assert_allclose(np.sort_complex(q4.eigenvalues(alpha)), expected, rtol=1e-10)
    polar = np.sqrt(1 + alpha**2) * np.exp(1j * np.arctan(alpha) * np.array([-1, 1]))
    np.testing.assert_allclose(np.sort_complex(polar), expected, rtol=1e-10)


@given(alpha=rates)
def test_the_modulus_exceeds_one_and_is_the_spectral_radius(q4, alpha):
    assert q4.modulus(alpha) == pytest.approx(np.abs(np.linalg.eigvals(q4.map_matrix(alpha))).max())
    assert q4.modulus(alpha) > 1


@given(alpha=st.floats(1e-3, 3), angle=st.floats(0, 2 * np.pi))
def test_every_step_multiplies_the_squared_distance_by_the_growth(q4, alpha, angle):
    states = q4.iterates(np.array([np.cos(angle), np.sin(angle)]), alpha, 10)
    squares = np.sum(states**2, axis=1)
    np.testing.assert_allclose(squares[1:] / squares[:-1], q4.growth(alpha), rtol=1e-10)
    assert q4.growth(alpha) == pytest.approx(q4.modulus(alpha) ** 2)


@given(alpha=st.floats(1e-3, 3))
def test_iterates_are_powers_of_the_matrix(q4, alpha):
    start = np.array([0.3, -1.2])
    expected = np.linalg.matrix_power(q4.map_matrix(alpha), 15) @ start
    np.testing.assert_allclose(q4.iterates(start, alpha, 15)[-1], expected, rtol=1e-9, atol=1e-9)


@given(alpha=rates, d=coordinates, g=coordinates)
def test_the_origin_is_the_only_stationary_point(q4, alpha, d, g):
    assert q4.stationary_points(alpha) == [(0, 0)]
    found = scipy.optimize.root(lambda state: q4.step(state, alpha) - state, [d, g], method="hybr")
    np.testing.assert_allclose(found.x, 0, atol=1e-8)


def test_iterates_spiral_outward_at_every_rate(q4):
    assert q4.behaviour() == "spirals outward"


def test_every_behaviour_can_be_seen(q4):
    def inward(state, alpha):
        return np.linalg.solve(q4.map_matrix(-alpha), state)

    def rotation(state, alpha):
        return np.array([[np.cos(alpha), np.sin(alpha)], [-np.sin(alpha), np.cos(alpha)]]) @ state

    assert q4.behaviour(inward) == "converges"
    assert q4.behaviour(rotation) == "bounded orbit"
    # alternating updates stay on an ellipse below rate 2, and leave it at 2
    assert q4.behaviour(q4.step_alternating) == "depends on alpha"


@pytest.mark.parametrize("alpha", [0.05, 0.3, 1.0, 1.9])
def test_alternating_updates_stay_bounded_below_rate_two(q4, alpha):
    assert np.linalg.det(q4.map_matrix_alternating(alpha)) == pytest.approx(1)
    np.testing.assert_allclose(np.abs(q4.eigenvalues_alternating(alpha)), 1)
    states = q4.iterates(np.array([1.0, 0.5]), alpha, 3000, q4.step_alternating)
    assert np.abs(states).max() < 20


@pytest.mark.parametrize("alpha", [0.01, 0.1, 1.0, 3.0])
def test_d_changes_sign_twice_a_turn_forever(q4, alpha):
    assert abs(q4.sign_changes(alpha, turns=10) - 20) <= 1


def test_the_distance_of_d_alone_need_not_grow(q4):
    d = np.abs(q4.iterates(np.array([1.0, 0.0]), 0.3, 20)[:, 0])
    assert np.any(np.diff(d) < 0)
