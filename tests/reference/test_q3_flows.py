"""Question 3 against finite differences and scipy's adaptive quadrature."""

from types import SimpleNamespace

import numpy as np
import pytest
import scipy.stats
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import quad

from autograder.wire import procedure_callable

signs = st.sampled_from([-1.0, 1.0])
sizes = st.floats(0.4, 1.6)

LINE_FLOWS = {
    "increasing affine": ("affine", (1.8, 0.4)),
    "decreasing affine": ("affine", (-0.6, 1.0)),
    "increasing curved": ("bent", (0.7, 1.3, -0.2)),
    "decreasing curved": ("bent", (-1.2, 0.8, 0.5)),
}
each_line_flow = pytest.mark.parametrize("flow_name", LINE_FLOWS)


@pytest.fixture(scope="module")
def q3(load):
    return load("q3_flows", "solution")


@pytest.fixture(scope="module")
def inputs(load):
    return load("q3_flows", "inputs")


def functions_of(flow):
    return SimpleNamespace(
        **{name: procedure_callable(getattr(flow, name)) for name in ("F", "F_inv", "log_det_F", "log_det_F_inv")}
    )


def line_flow(inputs, name):
    builder, parameters = LINE_FLOWS[name]
    return functions_of(getattr(inputs, builder)(*parameters))


@pytest.fixture(scope="module")
def log_p_u(inputs):
    return procedure_callable(inputs.normal("u"))


@pytest.fixture(scope="module")
def log_p_x(inputs):
    return procedure_callable(inputs.two_humps("x", (-1.5, 1.0)))


def integral(function, lower=-np.inf, upper=np.inf):
    """Adaptive quadrature of a function of a batch, called a point at a time."""
    with np.errstate(over="ignore"):
        return quad(lambda point: float(function(np.array([point]))[0]), lower, upper, limit=200)[0]


def entropic(log_left, log_right):
    """The integrand of a divergence; 0 where the left density has underflown."""

    def integrand(points):
        left = np.exp(log_left(points))
        return np.where(left > 0, left * (log_left(points) - log_right(points)), 0.0)

    return integrand


def check_flow(flow, points):
    """An exact inverse, and log determinants that are those of the finite-difference Jacobian."""
    x = flow.F(points)
    np.testing.assert_allclose(flow.F_inv(x), points, rtol=1e-9, atol=1e-9)
    np.testing.assert_allclose(flow.log_det_F(points) + flow.log_det_F_inv(x), 0, atol=1e-9)
    np.testing.assert_allclose(flow.log_det_F(points), jacobian_log_dets(flow.F, points), atol=1e-6)


def jacobian_log_dets(function, points):
    h = 1e-6
    if points.ndim == 1:
        return np.log(np.abs(function(points + h) - function(points - h)) / (2 * h))
    columns = [(function(points + h * step) - function(points - h * step)) / (2 * h) for step in np.eye(2)]
    return np.log(np.abs(np.linalg.det(np.stack(columns, axis=-1))))


@given(sign=signs, scale=sizes, rate=sizes, shift=st.floats(-2, 2), seed=st.integers(0, 1000))
def test_every_flow_of_the_line_has_its_exact_inverse_and_slope(inputs, sign, scale, rate, shift, seed):
    points = np.random.default_rng(seed).normal(size=5)
    for flow in (
        inputs.affine(sign * scale, shift),
        inputs.bent(sign * scale, rate, shift),
        inputs.exponential(sign * rate, shift),
    ):
        check_flow(functions_of(flow), points)


@given(scales=st.tuples(sizes, sizes), sign=signs, rate=st.floats(-0.8, 0.8), seed=st.integers(0, 1000))
def test_the_flow_of_the_plane_has_its_exact_inverse_and_determinant(inputs, scales, sign, rate, seed):
    flow = inputs.coupling((sign * scales[0], scales[1]), rate, 0.3)
    check_flow(functions_of(flow), np.random.default_rng(seed).normal(size=(5, 2)))


def test_log_densities_of_the_cases_agree_with_scipy(inputs):
    points = np.linspace(-3, 3, 13)
    normal = procedure_callable(inputs.normal("x", 0.4, 1.7))
    np.testing.assert_allclose(normal(points), scipy.stats.norm(0.4, 1.7).logpdf(points), rtol=1e-12)
    positive = np.exp(points)
    log_normal = procedure_callable(inputs.log_normal("x", 0.3, 0.7))
    expected = scipy.stats.lognorm(s=0.7, scale=np.exp(0.3)).logpdf(positive)
    np.testing.assert_allclose(log_normal(positive), expected, rtol=1e-10)
    humps = procedure_callable(inputs.two_humps("x", (-1.5, 1.0)))
    mixture = 0.35 * scipy.stats.norm(-1.5, 0.8).pdf(points) + 0.65 * scipy.stats.norm(1.0, 1.1).pdf(points)
    np.testing.assert_allclose(humps(points), np.log(mixture), rtol=1e-10)


def test_the_mixture_stays_finite_where_its_densities_underflow(inputs):
    far = np.array([-1e6, -60.0, 60.0, 1e6])
    assert np.all(np.isfinite(procedure_callable(inputs.two_humps("x", (-1.5, 1.0)))(far)))


def test_the_leaning_law_of_the_plane_agrees_with_scipy(inputs):
    points = np.random.default_rng(0).normal(size=(7, 2))
    expected = scipy.stats.multivariate_normal([0, 0], [[1, 0.6], [0.6, 1.36]]).logpdf(points)
    np.testing.assert_allclose(procedure_callable(inputs.normal_of_the_plane("x", 0.6))(points), expected, rtol=1e-10)


@each_line_flow
def test_both_densities_integrate_to_one(q3, inputs, log_p_u, log_p_x, flow_name):
    flow = line_flow(inputs, flow_name)

    def density_x(x):
        return np.exp(q3.log_density_x(x, flow.F_inv, flow.log_det_F_inv, log_p_u))

    of_x = sum(integral(density_x, *piece) for piece in [(-np.inf, -20), (-20, 20), (20, np.inf)])
    of_u = integral(lambda u: np.exp(q3.log_density_u(u, flow.F, flow.log_det_F, log_p_x)), -12, 12)
    assert of_x == pytest.approx(1, abs=1e-7)
    assert of_u == pytest.approx(1, abs=1e-7)


def test_the_density_on_the_positive_numbers_is_the_log_normal_one(q3, inputs, log_p_u):
    flow = functions_of(inputs.exponential(-0.8, 0.2))
    x = np.array([0.1, 0.9, 4.0])
    expected = scipy.stats.lognorm(s=0.8, scale=np.exp(0.2)).logpdf(x)
    np.testing.assert_allclose(q3.log_density_x(x, flow.F_inv, flow.log_det_F_inv, log_p_u), expected, rtol=1e-10)


def test_the_density_in_the_plane_integrates_to_one(q3, inputs):
    flow = functions_of(inputs.coupling((-0.9, 1.4), 0.5, 0.3))
    log_p_x = procedure_callable(inputs.normal_of_the_plane("x", 0.6))
    ticks = np.linspace(-3.2, 3.2, 321), np.linspace(-60, 30, 1801)
    grid = np.stack(np.meshgrid(*ticks, indexing="ij"), axis=-1).reshape(-1, 2)
    density = np.exp(q3.log_density_u(grid, flow.F, flow.log_det_F, log_p_x))
    cell = (ticks[0][1] - ticks[0][0]) * (ticks[1][1] - ticks[1][0])
    assert density.sum() * cell == pytest.approx(1, abs=1e-6)


@each_line_flow
def test_a_histogram_of_the_flow_follows_its_density(q3, inputs, log_p_u, flow_name):
    flow = line_flow(inputs, flow_name)
    sample = flow.F(scipy.stats.norm.ppf((np.arange(100_000) + 0.5) / 100_000))
    lower, upper = np.quantile(sample, [0.3, 0.6])
    mass = integral(lambda x: np.exp(q3.log_density_x(x, flow.F_inv, flow.log_det_F_inv, log_p_u)), lower, upper)
    assert mass == pytest.approx(0.3, abs=1e-4)


@each_line_flow
def test_the_two_sides_of_3_1_are_equal_and_those_of_scipy(q3, inputs, log_p_u, log_p_x, flow_name):
    flow = line_flow(inputs, flow_name)
    in_x = q3.kl_in_x(log_p_x, flow.F_inv, flow.log_det_F_inv, log_p_u, (-12, 12))
    in_u = q3.kl_in_u(log_p_x, flow.F, flow.log_det_F, log_p_u, tuple(sorted(flow.F_inv(np.array([-12.0, 12.0])))))
    by_scipy = integral(
        entropic(log_p_x, lambda x: q3.log_density_x(x, flow.F_inv, flow.log_det_F_inv, log_p_u)), -12, 12
    )
    assert in_x == pytest.approx(in_u, abs=1e-9)
    assert in_x == pytest.approx(by_scipy, abs=1e-7)
    assert in_x > 0


@each_line_flow
def test_the_expectation_under_the_base_law_is_another_number(q3, inputs, log_p_u, log_p_x, flow_name):
    flow = line_flow(inputs, flow_name)
    in_x = q3.kl_in_x(log_p_x, flow.F_inv, flow.log_det_F_inv, log_p_u, (-12, 12))
    under_base = q3.expectation_on_line(
        log_p_u, lambda u: q3.log_density_u(u, flow.F, flow.log_det_F, log_p_x) - log_p_u(u), (-6, 6)
    )
    assert abs(in_x - under_base) > 0.05


def test_the_reverse_loss_is_the_reverse_divergence(q3, inputs, log_p_u, log_p_x):
    # the mean over equally spaced quantiles is a quadrature under P_U
    u = scipy.stats.norm.ppf((np.arange(40_000) + 0.5) / 40_000)
    for name in ("increasing affine", "decreasing affine", "decreasing curved"):
        flow = line_flow(inputs, name)
        loss = q3.reverse_kl_loss(u, log_p_u, flow.F, flow.log_det_F, log_p_x)

        def log_pushed(x, flow=flow):
            return q3.log_density_x(x, flow.F_inv, flow.log_det_F_inv, log_p_u)

        assert loss == pytest.approx(q3.kl_on_line(log_pushed, log_p_x, (-40, 40)), abs=3e-3)


def test_the_forward_loss_is_the_forward_divergence_up_to_one_constant(q3, inputs, log_p_u):
    # X is normal here, so that its quantiles and its entropy are known
    law = scipy.stats.norm(0.4, 1.3)
    x = law.ppf((np.arange(40_000) + 0.5) / 40_000)
    gaps = []
    for name in LINE_FLOWS:
        flow = line_flow(inputs, name)
        loss = q3.forward_kl_loss(x, flow.F_inv, flow.log_det_F_inv, log_p_u)
        gaps.append(q3.kl_in_x(law.logpdf, flow.F_inv, flow.log_det_F_inv, log_p_u, (-14, 14)) - loss)
    np.testing.assert_allclose(gaps, -law.entropy(), atol=3e-3)


@settings(deadline=None)
@given(scale=sizes, shift=st.floats(-1, 1), seed=st.integers(0, 1000))
def test_the_reverse_loss_may_leave_out_what_is_free_of_theta(q3, inputs, log_p_u, log_p_x, scale, shift, seed):
    u = np.random.default_rng(seed).normal(size=30)
    gaps = []
    for flow in map(functions_of, (inputs.affine(scale, shift), inputs.affine(-scale, shift))):
        without = np.mean(-flow.log_det_F(u) - log_p_x(flow.F(u)))
        gaps.append(q3.reverse_kl_loss(u, log_p_u, flow.F, flow.log_det_F, log_p_x) - without)
    assert gaps[0] == pytest.approx(gaps[1], abs=1e-10)
    assert gaps[0] == pytest.approx(np.mean(log_p_u(u)))


def test_the_forward_loss_is_least_at_the_maximum_likelihood_fit(q3, inputs, log_p_u):
    x = np.random.default_rng(0).normal(0.7, 1.4, size=400)

    def loss(scale, shift):
        flow = functions_of(inputs.affine(scale, shift))
        return q3.forward_kl_loss(x, flow.F_inv, flow.log_det_F_inv, log_p_u)

    best = loss(x.std(), x.mean())
    assert all(best < loss(x.std() * factor, x.mean() + shift) for factor in (0.9, 1.1) for shift in (-0.1, 0.0, 0.1))


def test_each_scenario_can_use_one_divergence_only(q3):
    assert q3.scenario1() == "reverse"
    assert q3.scenario2() == "forward"


@pytest.mark.parametrize("known", [set(), {"x", "log_p_x"}])
def test_no_choice_is_forced_where_nothing_or_everything_is_known(q3, known):
    with pytest.raises(ValueError, match="not one"):
        q3.usable_divergence(known)
