"""Question 1 against brute force over finite models, scipy, and the assignment's own identities."""

import math

import numpy as np
import pytest
import scipy.stats
from hypothesis import given
from hypothesis import strategies as st

seeds = st.integers(0, 2**32 - 1)


@pytest.fixture(scope="module")
def q1(load):
    return load("q1_vae", "solution")


def random_model(q1, rng):
    return q1.FiniteModel(rng.dirichlet(np.ones(4)), rng.dirichlet(np.ones(3), size=4))


def mean_log_by_loops(q, values):
    return math.fsum(q_z * math.log(value) for q_z, value in zip(q, values, strict=True) if q_z > 0)


@given(seed=seeds)
def test_divergence_and_entropy_agree_with_scipy(q1, seed):
    q, p = np.random.default_rng(seed).dirichlet(np.ones(5), size=2)
    assert q1.kl(q, p) == pytest.approx(scipy.stats.entropy(q, p), rel=1e-10, abs=1e-12)
    assert q1.entropy(q) == pytest.approx(scipy.stats.entropy(q), rel=1e-10)


@given(seed=seeds)
def test_tables_satisfy_the_rules_of_probability(q1, seed):
    model = random_model(q1, np.random.default_rng(seed))
    assert model.joint().sum() == pytest.approx(1)
    assert model.marginal().sum() == pytest.approx(1)
    for x in range(3):
        by_loops = [model.prior[z] * model.likelihood[z, x] for z in range(4)]
        assert model.marginal()[x] == pytest.approx(math.fsum(by_loops))
        np.testing.assert_allclose(model.posterior(x), np.array(by_loops) / math.fsum(by_loops), rtol=1e-12)


@given(seed=seeds)
def test_the_two_objectives_differ_by_the_constant(q1, seed):
    rng = np.random.default_rng(seed)
    model, q = random_model(q1, rng), rng.dirichlet(np.ones(4))
    for x in range(3):
        left = mean_log_by_loops(q, model.prior * model.likelihood[:, x])
        right = math.log(model.marginal()[x]) - scipy.stats.entropy(q, model.posterior(x))
        assert q1.ecll(q, model, x) == pytest.approx(left, rel=1e-10)
        assert left - right == pytest.approx(q1.theta_free_constant(q), rel=1e-8, abs=1e-10)


@given(seed=seeds)
def test_both_objectives_have_the_same_maximiser_over_theta(q1, seed):
    rng = np.random.default_rng(seed)
    q, models = rng.dirichlet(np.ones(4)), [random_model(q1, rng) for _ in range(20)]
    ecll = [q1.ecll(q, model, 0) for model in models]
    other = [math.log(model.marginal()[0]) - q1.kl(q, model.posterior(0)) for model in models]
    assert np.argmax(ecll) == np.argmax(other)


@given(seed=seeds)
def test_the_elbo_is_the_log_marginal_plus_the_bias(q1, seed):
    rng = np.random.default_rng(seed)
    model, q = random_model(q1, rng), rng.dirichlet(np.ones(4))
    by_definition = mean_log_by_loops(q, model.likelihood[:, 1]) - scipy.stats.entropy(q, model.prior)
    assert q1.elbo(q, model, 1) == pytest.approx(by_definition, rel=1e-9)
    gap = q1.elbo(q, model, 1) - math.log(model.marginal()[1])
    assert q1.bias(q, model.posterior(1)) == pytest.approx(gap, rel=1e-8, abs=1e-10)
    assert q1.bias(q, model.posterior(1)) <= 0


def test_zero_log_zero_counts_as_zero(q1):
    assert q1.theta_free_constant(np.array([0.0, 1.0, 0.0])) == 0
    assert q1.theta_free_constant(np.array([0.0, 0.5, 0.5])) == pytest.approx(-math.log(2))
    assert q1.bias(np.array([0.0, 1.0]), np.array([0.5, 0.5])) == pytest.approx(-math.log(2))


def test_a_divergence_without_absolute_continuity_is_infinite(q1):
    assert q1.kl(np.array([0.5, 0.5]), np.array([1.0, 0.0])) == math.inf
    assert q1.bias(np.array([0.5, 0.5]), np.array([1.0, 0.0])) == -math.inf


@given(seed=seeds, flexible=st.booleans())
def test_optima_are_those_of_brute_force(q1, seed, flexible):
    experiment = q1.random_experiment(np.random.default_rng(seed), flexible)
    table = [[q1.elbo(q, experiment.model, x) for q in experiment.family] for x in range(3)]
    totals = [sum(table[x][member] for x, member in enumerate(encoder)) for encoder in experiment.encoders]
    assert list(q1.amortised_optimum(experiment)) == list(experiment.encoders[totals.index(max(totals))])
    assert list(q1.instance_optimum(experiment)) == [row.index(max(row)) for row in table]


@given(seed=seeds, flexible=st.booleans())
def test_amortised_divergence_is_at_least_the_instance_one_at_every_point(q1, seed, flexible):
    experiment = q1.random_experiment(np.random.default_rng(seed), flexible)
    amortised = q1.divergences(experiment, q1.amortised_optimum(experiment))
    instance = q1.divergences(experiment, q1.instance_optimum(experiment))
    assert np.all(amortised >= instance - 1e-12)
    if flexible:
        np.testing.assert_allclose(amortised, instance, atol=1e-12)


def test_a_stiff_encoder_is_strictly_worse_somewhere(q1):
    experiments = [q1.random_experiment(np.random.default_rng(seed), flexible=False) for seed in range(20)]
    gaps = [
        q1.divergences(experiment, q1.amortised_optimum(experiment))
        - q1.divergences(experiment, q1.instance_optimum(experiment))
        for experiment in experiments
    ]
    assert sum(np.any(gap > 1e-6) for gap in gaps) >= 15


@pytest.mark.parametrize("seed", range(10))
def test_the_choices_do_not_depend_on_the_models_drawn(q1, seed):
    assert q1.ordering(seed) == "amortised at least instance"
    assert q1.bias_ordering(seed) == "amortised at least instance"


@pytest.mark.parametrize(
    ("gaps", "word"),
    [
        ([0.0, 0.0], "equal"),
        ([0.1, 0.0], "amortised at least instance"),
        ([-0.1, 0.0], "instance at least amortised"),
        ([-0.1, 0.1], "depends"),
    ],
)
def test_every_ordering_can_be_seen(q1, gaps, word):
    assert q1._ordering(np.ones(2) + gaps, np.ones(2)) == word


@given(n=st.integers(1, 10**6), new=st.integers(1, 10**6))
def test_amortised_inference_takes_fewer_optimisations(q1, n, new):
    assert q1.cheaper(n, new) == "amortised"


@given(phi_size=st.integers(1, 10**9), pi_dim=st.integers(1, 10**4))
def test_amortised_storage_is_smaller_for_all_large_training_sets(q1, phi_size, pi_dim):
    assert q1.smaller(phi_size, pi_dim) == "amortised"
    for n in (phi_size // pi_dim + 1, 10 * phi_size + 1):
        amortised, instance = q1.stored_parameters(n, phi_size, pi_dim)
        assert amortised < instance


def test_storage_is_counted_by_building_it(q1):
    members = [[0.0] * 4 for _ in range(7)]
    assert q1.stored_parameters(7, 30, 4) == (len([0.0] * 30), sum(map(len, members)))
