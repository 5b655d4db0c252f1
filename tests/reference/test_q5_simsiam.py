"""Question 5 against finite differences of the sampled objective, scipy's matrix exponential and its ODE solver."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import solve_ivp
from scipy.linalg import expm

seeds = st.integers(0, 2**32 - 1)
sizes = st.integers(1, 4)
NAMES = ["neither", "predictor only", "stop-gradient only", "both"]


@pytest.fixture(scope="module")
def q5(load):
    return load("q5_simsiam", "solution")


def positive_definite(rng, size):
    factor = rng.normal(size=(size, size))
    return factor @ factor.T / size + 0.3 * np.eye(size)


def world(rng, n1, n2):
    """W, W_p, X, X' with nothing more than the assignment's premises."""
    return (
        rng.normal(size=(n2, n1)),
        rng.normal(size=(n2, n2)),
        positive_definite(rng, n1),
        positive_definite(rng, n1),
    )


def vec(matrix):
    return matrix.reshape(-1, order="F")


def numerical_gradient(function, matrix):
    """Central differences, entry by entry; exact for a quadratic function but for rounding."""
    gradient = np.zeros_like(matrix)
    for place in np.ndindex(matrix.shape):
        step = np.zeros_like(matrix)
        step[place] = 1e-3
        gradient[place] = (function(matrix + step) - function(matrix - step)) / 2e-3
    return gradient


def objective_by_loops(Wp, f1, f2):
    return sum(sum((Wp @ a - b) ** 2) for a, b in zip(f1, f2, strict=True)) / (2 * len(f1))


def sampled_objective(q5, W, Wp, X, Xp, frozen_W=None):
    """J from views; with `frozen_W` the target's weights are held, as a stop-gradient holds them."""
    x1, x2 = q5.augmented_views(X, Xp)
    return q5.objective_of_samples(Wp, x1 @ W.T, x2 @ (W if frozen_W is None else frozen_W).T)


@given(seed=seeds, n2=sizes)
def test_the_trace_form_is_the_expectation_without_any_symmetry(q5, seed, n2):
    rng = np.random.default_rng(seed)
    Wp = rng.normal(size=(n2, n2))
    f1, f2 = rng.normal(size=(2, 6, n2))
    F1, F12, F2 = q5.moments_of_samples(f1, f2)
    expected = objective_by_loops(Wp, f1, f2)
    assert q5.objective_of_samples(Wp, f1, f2) == pytest.approx(expected, rel=1e-10)
    assert q5.objective(Wp, F1, F12, F2) == pytest.approx(expected, rel=1e-9, abs=1e-10)


def test_moments_are_means_of_outer_products(q5):
    f1, f2 = np.random.default_rng(0).normal(size=(2, 5, 3))
    for found, (left, right) in zip(q5.moments_of_samples(f1, f2), [(f1, f1), (f1, f2), (f2, f2)], strict=True):
        by_loops = sum(np.outer(a, b) for a, b in zip(left, right, strict=True)) / 5
        np.testing.assert_allclose(found, by_loops, rtol=1e-12)


@given(seed=seeds, n1=sizes)
def test_views_have_exactly_the_moments_asked(q5, seed, n1):
    _, _, X, Xp = world(np.random.default_rng(seed), n1, 1)
    x1, x2 = q5.augmented_views(X, Xp)
    assert x1.shape == x2.shape == (8 * n1**3, n1)
    F1, F12, F2 = q5.moments_of_samples(x1, x2)
    np.testing.assert_allclose(F1, X + Xp, atol=1e-10)
    np.testing.assert_allclose(F2, X + Xp, atol=1e-10)
    np.testing.assert_allclose(F12, X, atol=1e-10)


@given(seed=seeds, n1=sizes, n2=sizes)
def test_moments_of_the_representation_are_those_of_its_samples(q5, seed, n1, n2):
    W, _, X, Xp = world(np.random.default_rng(seed), n1, n2)
    x1, x2 = q5.augmented_views(X, Xp)
    from_samples = q5.moments_of_samples(x1 @ W.T, x2 @ W.T)
    F1, F12 = q5.representation_moments(W, X, Xp)
    for found, expected in zip(from_samples, (F1, F12, F1), strict=True):
        np.testing.assert_allclose(found, expected, atol=1e-9)


@given(seed=seeds, n2=sizes)
def test_the_predictor_s_update_is_minus_the_numerical_gradient(q5, seed, n2):
    rng = np.random.default_rng(seed)
    Wp = rng.normal(size=(n2, n2))
    f1, f2 = rng.normal(size=(2, 6, n2))
    F1, F12, _ = q5.moments_of_samples(f1, f2)
    expected = -numerical_gradient(lambda moved: objective_by_loops(moved, f1, f2), Wp)
    np.testing.assert_allclose(q5.grad_Wp(Wp, F1, F12), expected, atol=1e-7)


@settings(max_examples=40, deadline=None)
@given(seed=seeds, n1=st.integers(1, 3), n2=st.integers(1, 3))
def test_the_encoder_s_updates_are_minus_the_numerical_gradients(q5, seed, n1, n2):
    W, Wp, X, Xp = world(np.random.default_rng(seed), n1, n2)
    full = -numerical_gradient(lambda moved: sampled_objective(q5, moved, Wp, X, Xp), W)
    stopped = -numerical_gradient(lambda moved: sampled_objective(q5, moved, Wp, X, Xp, frozen_W=W), W)
    np.testing.assert_allclose(q5.dot_W(W, Wp, X, Xp), full, atol=1e-7)
    np.testing.assert_allclose(q5.dot_W_stop_gradient(W, Wp, X, Xp), stopped, atol=1e-7)


@settings(max_examples=40, deadline=None)
@given(seed=seeds, n1=st.integers(1, 3), n2=st.integers(1, 3))
def test_without_predictor_the_updates_are_minus_the_numerical_gradients(q5, seed, n1, n2):
    W, _, X, Xp = world(np.random.default_rng(seed), n1, n2)
    full = -numerical_gradient(lambda moved: sampled_objective(q5, moved, np.eye(n2), X, Xp), W)
    np.testing.assert_allclose(q5.dot_W_identity(W, X, Xp), full, atol=1e-7)
    np.testing.assert_allclose(q5.dot_W_identity(W, X, Xp), -2 * W @ Xp, atol=1e-12)
    np.testing.assert_allclose(q5.dot_W_stop_gradient(W, np.eye(n2), X, Xp), -W @ Xp, atol=1e-10)


@given(seed=seeds, n1=sizes, n2=sizes)
def test_h_acts_on_the_column_major_vec_as_the_update_does(q5, seed, n1, n2):
    W, Wp, X, Xp = world(np.random.default_rng(seed), n1, n2)
    by_basis = np.column_stack(
        [-vec(q5.dot_W(basis.reshape((n2, n1), order="F"), Wp, X, Xp)) for basis in np.eye(n1 * n2)]
    )
    np.testing.assert_allclose(q5.H(Wp, X, Xp), by_basis, atol=1e-10)
    np.testing.assert_allclose(-q5.H(Wp, X, Xp) @ vec(W), vec(q5.dot_W(W, Wp, X, Xp)), atol=1e-9)
    np.testing.assert_allclose(q5.H_identity(X, Xp, n2), 2 * np.kron(Xp, np.eye(n2)), atol=1e-12)


@given(seed=seeds, n1=sizes, n2=sizes)
def test_the_swapped_slip_is_right_for_a_row_major_vec(q5, seed, n1, n2):
    W, Wp, X, Xp = world(np.random.default_rng(seed), n1, n2)
    found = -q5.H_kronecker_swapped(Wp, X, Xp) @ W.reshape(-1)
    np.testing.assert_allclose(found, q5.dot_W(W, Wp, X, Xp).reshape(-1), atol=1e-9)


@given(seed=seeds, n1=sizes, n2=sizes)
def test_slips_of_the_update_and_of_h_tell_the_same_story(q5, seed, n1, n2):
    W, Wp, X, Xp = world(np.random.default_rng(seed), n1, n2)
    for slip in ("transposes_lost", "lost_identity", "moments_swapped", "sign_slip"):
        update = getattr(q5, f"dot_W_{slip}")(W, Wp, X, Xp)
        found = -getattr(q5, f"H_{slip}")(Wp, X, Xp) @ vec(W)
        np.testing.assert_allclose(found, vec(update), atol=1e-9)


@given(seed=seeds, n1=sizes, n2=sizes)
def test_h_is_symmetric_and_bounded_below_by_the_least_eigenvalue_of_the_covariance(q5, seed, n1, n2):
    _, Wp, X, Xp = world(np.random.default_rng(seed), n1, n2)
    found = q5.H(Wp, X, Xp)
    np.testing.assert_allclose(found, found.T, atol=1e-12)
    assert np.linalg.eigvalsh(found)[0] >= np.linalg.eigvalsh(Xp)[0] - 1e-10


@given(seed=seeds, n1=sizes, n2=sizes)
def test_lambda_min_is_the_least_eigenvalue_of_h_without_predictor(q5, seed, n1, n2):
    _, _, X, Xp = world(np.random.default_rng(seed), n1, n2)
    assert q5.lambda_min(Xp) == pytest.approx(np.linalg.eigvalsh(q5.H_identity(X, Xp, n2))[0], rel=1e-9)


@given(seed=seeds, n1=sizes, n2=sizes, t=st.floats(0, 2))
def test_w_at_is_the_matrix_exponential(q5, seed, n1, n2, t):
    W, _, _, Xp = world(np.random.default_rng(seed), n1, n2)
    np.testing.assert_allclose(q5.W_at(t, W, Xp), W @ expm(-2 * Xp * t), atol=1e-10)


def solve(field, start, times):
    found = solve_ivp(
        lambda _, flat: field(flat), (0, times[-1]), start, t_eval=times, method="DOP853", rtol=1e-10, atol=1e-12
    )
    assert found.success
    return found.y.T


@pytest.mark.parametrize("seed", range(4))
def test_w_at_solves_the_dynamics_and_stays_below_the_bound(q5, seed):
    W, _, X, Xp = world(np.random.default_rng(seed), 3, 2)
    times = np.linspace(0, 2, 9)
    found = solve(lambda flat: q5.dot_W_identity(flat.reshape(2, 3), X, Xp).ravel(), W.ravel(), times)
    for t, flat in zip(times, found, strict=True):
        np.testing.assert_allclose(q5.W_at(t, W, Xp), flat.reshape(2, 3), atol=1e-8)
        assert np.linalg.norm(flat) <= q5.bound(t, q5.lambda_min(Xp), np.linalg.norm(W)) * (1 + 1e-8)


@pytest.mark.parametrize("seed", range(4))
def test_with_a_moving_predictor_the_norm_stays_below_the_bound(q5, seed):
    W, Wp, X, Xp = world(np.random.default_rng(seed), 3, 2)
    update = q5.joint_update(q5.Configuration(stop_gradient=False, predictor=True), X, Xp)
    times = np.linspace(0, 3, 31)

    def field(flat):
        return np.concatenate([part.ravel() for part in update(flat[:6].reshape(2, 3), flat[6:].reshape(2, 2))])

    found = solve(field, np.concatenate([W.ravel(), Wp.ravel()]), times)
    least = min(np.linalg.eigvalsh(q5.H(flat[6:].reshape(2, 2), X, Xp))[0] for flat in found)
    # between the 31 instants H may dip a little lower; X' bounds it below at all times
    lambda_0 = min(0.999 * least, np.linalg.eigvalsh(Xp)[0])
    for t, flat in zip(times, found, strict=True):
        assert np.linalg.norm(flat[:6]) <= q5.bound(t, lambda_0, np.linalg.norm(W)) * (1 + 1e-8)


def test_the_bound_is_reached_along_the_slowest_direction(q5):
    Xp = positive_definite(np.random.default_rng(0), 3)
    slowest = np.linalg.eigh(Xp)[1][:, :1].T
    for t in (0.0, 0.7, 3.0):
        assert np.linalg.norm(q5.W_at(t, slowest, Xp)) == pytest.approx(q5.bound(t, q5.lambda_min(Xp), 1.0))


def test_positive_definite_at_every_time_is_not_enough():
    # H(t) = (1 + t)^-2 I: no lambda_0, and w(t) tends to w(0)/e
    found = solve_ivp(lambda t, w: -w / (1 + t) ** 2, (0, 1e4), [1.0], rtol=1e-9, atol=1e-12)
    assert found.y[0, -1] == pytest.approx(np.exp(-1), rel=1e-3)


@pytest.mark.parametrize("devices", list(itertools.product([False, True], repeat=2)))
def test_trajectories_are_those_of_scipy_s_solver(q5, devices):
    W, Wp, X, Xp = world(np.random.default_rng(5), 3, 2)
    Wp = Wp if devices[1] else np.eye(2)
    update = q5.joint_update(q5.Configuration(*devices), X, Xp)
    steps = 400

    def field(flat):
        return np.concatenate([part.ravel() for part in update(flat[:6].reshape(2, 3), flat[6:].reshape(2, 2))])

    along_W, along_Wp = q5.trajectory(update, (W, Wp), 2.0, steps)
    expected = solve(field, np.concatenate([W.ravel(), Wp.ravel()]), np.linspace(0, 2, steps + 1))
    np.testing.assert_allclose(along_W.reshape(steps + 1, -1), expected[:, :6], atol=1e-6)
    np.testing.assert_allclose(along_Wp.reshape(steps + 1, -1), expected[:, 6:], atol=1e-6)


@pytest.mark.parametrize("seed", range(3))
def test_only_both_devices_conserve_the_difference_of_squares(q5, seed):
    W, Wp, X, Xp = world(np.random.default_rng(seed), 3, 2)

    def drift(stop_gradient):
        update = q5.joint_update(q5.Configuration(stop_gradient, predictor=True), X, Xp)
        along_W, along_Wp = q5.trajectory(update, (W, Wp), 2.0, 800)
        return np.abs(q5.conserved(along_W[-1], along_Wp[-1]) - q5.conserved(W, Wp)).max()

    assert drift(stop_gradient=True) < 1e-6
    assert drift(stop_gradient=False) > 1e-2


@pytest.mark.parametrize("seed", range(3))
def test_only_both_devices_together_avoid_collapse(q5, seed):
    table = q5.collapse_table(seed)
    assert list(table) == NAMES
    assert table == {name: name != "both" for name in NAMES}


def test_the_collapsing_configurations_are_named_as_options(q5):
    assert sorted(q5.collapse()) == ["neither", "predictor only", "stop-gradient only"]


@settings(max_examples=60)
@given(seed=seeds)
def test_the_lost_transpose_of_5_2_is_right_where_f12_is_symmetric(q5, seed):
    W, Wp, X, Xp = world(np.random.default_rng(seed), 3, 2)
    F1, F12 = q5.representation_moments(W, X, Xp)
    np.testing.assert_allclose(q5.grad_Wp_transpose_lost(Wp, F1, F12), q5.grad_Wp(Wp, F1, F12), atol=1e-12)
