"""The questions' worlds satisfy their premises, and nothing that would let a wrong answer through."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from autograder.domain.errors import AssignmentError
from autograder.mathematics.drawing import draw_numbers, generic_worlds
from autograder.mathematics.notation import Domain, Notation, Role, SymbolSpec
from autograder.mathematics.worlds import Array, FiniteDensity, Quantity, Worlds, layout

QUESTIONS = ["q1_vae", "q3_flows", "q4_gan", "q5_simsiam"]


def entries(worlds: Worlds, name: str) -> Array:
    found = worlds.bindings[name]
    assert isinstance(found, Quantity)
    return found.array


def drawn(question: Callable[[str], Any], name: str, count: int = 12) -> Worlds:
    worlds: Worlds = question(name).worlds.world(np.random.default_rng(3), count)
    return worlds


@pytest.mark.parametrize("name", QUESTIONS)
@pytest.mark.parametrize("small", [False, True])
def test_equal_generators_give_equal_worlds(question: Callable[[str], Any], name: str, small: bool) -> None:
    make = question(name).worlds.world
    one, other = (make(np.random.default_rng(5), 9, small) for _ in range(2))
    assert one.bindings.keys() == other.bindings.keys()
    for key, found in one.bindings.items():
        if isinstance(found, Quantity):
            assert np.array_equal(found.array, other.bindings[key].array)
            assert found.array.shape[0] in (1, 9)


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_binding_is_declared(question: Callable[[str], Any], name: str) -> None:
    found = question(name)
    names = {key.removesuffix("^-1") for key in found.worlds.world(np.random.default_rng(0), 8).bindings}
    # dx is read as a differential; declared, it would be taken for a factor in every integral
    known = {key for key in names if found.notation.find(key) or found.notation.find(key.removeprefix("d"))}
    assert names - known == set()


def test_the_moments_of_simsiam_are_those_of_its_samples(question: Callable[[str], Any]) -> None:
    worlds = drawn(question, "q5_simsiam")
    first, second = entries(worlds, "f_1"), entries(worlds, "f_2")
    size = first.shape[1]
    assert np.allclose(entries(worlds, "F_1"), first.transpose(0, 2, 1) @ first / size)
    assert np.allclose(entries(worlds, "F_12"), first.transpose(0, 2, 1) @ second / size)


def test_simsiams_matrices_have_no_structure_that_is_not_given(question: Callable[[str], Any]) -> None:
    worlds = drawn(question, "q5_simsiam")
    within, between, predictor = (entries(worlds, name) for name in ("X", "X'", "W_p"))
    assert (np.abs(within @ between - between @ within).max(axis=(1, 2)) > 1e-2).all()
    assert (np.abs(predictor - predictor.transpose(0, 2, 1)).max(axis=(1, 2)) > 1e-2).sum() > 8
    assert (np.linalg.eigvalsh(within) > 0).all()
    assert (np.linalg.eigvalsh(between) > 0).all()


def test_the_bound_of_simsiam_holds_with_its_rate(question: Callable[[str], Any]) -> None:
    worlds = drawn(question, "q5_simsiam")
    rate, t = entries(worlds, "lambda_0"), entries(worlds, "t")
    assert (rate > 0).all()
    assert (rate < np.linalg.eigvalsh(entries(worlds, "H"))[:, 0]).all()
    now, start = (np.linalg.norm(entries(worlds, name), axis=(1, 2)) for name in ("W", "W_0"))
    assert (now < np.exp(-rate * t) * start).all()


def test_without_predictor_the_start_decays_into_the_present(question: Callable[[str], Any]) -> None:
    worlds = question("q5_simsiam").worlds.world_without_predictor(np.random.default_rng(1), 5)
    values, vectors = np.linalg.eigh(entries(worlds, "X'"))
    decay = (vectors * np.exp(-2 * entries(worlds, "t")[:, None] * values)[:, None, :]) @ vectors.transpose(0, 2, 1)
    assert np.allclose(entries(worlds, "W"), entries(worlds, "W_0") @ decay)


def test_the_best_instance_is_never_worse_than_the_amortised_one(question: Callable[[str], Any]) -> None:
    worlds = drawn(question, "q1_vae")
    prior, likelihood, best, amortised = (worlds.base[name] for name in ("prior", "theta", "q_i*", "q_phi*"))
    joint = prior[:, :, None] * likelihood
    posterior = joint / joint.sum(axis=1, keepdims=True)
    gaps = [(family * np.log(family / posterior)).sum(axis=1) for family in (best, amortised)]
    assert (gaps[0] <= gaps[1]).all()
    assert (gaps[0] > 1e-4).all()


def test_the_finite_densities_sum_to_one(question: Callable[[str], Any]) -> None:
    for found in drawn(question, "q1_vae").bindings.values():
        if isinstance(found, FiniteDensity):
            where = tuple(1 + found.axes.index(axis) for axis in found.over)
            assert np.allclose(found.table.sum(axis=where), 1.0)


@pytest.mark.parametrize("kind", ["world", "world_in_the_plane"])
def test_flows_turn_over_in_some_worlds_and_densities_are_normalized(question: Callable[[str], Any], kind: str) -> None:
    worlds: Any = getattr(question("q3_flows").worlds, kind)(np.random.default_rng(2), 8)
    points = worlds.bindings["u"].points.array
    volumes = np.linalg.det(worlds.bindings["F"].jacobian(points))
    assert (volumes > 0).any()
    assert (volumes < 0).any()
    images = worlds.bindings["x"].points.array
    assert np.allclose(worlds.bindings["F^-1"].at(images), points)
    for name, variable in (("p_X", "x"), ("p_U", "u"), ("p_F(U)", "x"), ("p_F^-1(X)", "u")):
        place = worlds.bindings[variable]
        total = (worlds.bindings[name].at(place.points.array) * place.measure).sum(axis=1)
        assert np.allclose(total, 1.0), name


@pytest.mark.parametrize("domain", list(Domain))
def test_numbers_are_drawn_within_their_domain_and_across_it(domain: Domain) -> None:
    found = draw_numbers(domain, np.random.default_rng(0), 40)
    assert len(set(found.tolist())) > 5
    match domain:
        case Domain.POSITIVE | Domain.NONNEGATIVE:
            assert (found > 0).all()
        case Domain.UNIT:
            assert ((found > 0) & (found < 1)).all()
        case Domain.REAL:
            assert (found < 0).sum() == 20
        case Domain.COMPLEX:
            assert (found.imag != 0).all()
        case Domain.INTEGER:
            assert (found == np.round(found)).all()
        case Domain.POSITIVE_INTEGER:
            assert ((found == np.round(found)) & (found >= 1)).all()


def test_generic_worlds_respect_declared_shapes_and_symmetry() -> None:
    notation = Notation(
        {
            "A": SymbolSpec("A", Role.MATRIX, shape=("m", "n")),
            "S": SymbolSpec("S", Role.MATRIX, shape=("n", "n"), symmetric=True),
            "m": SymbolSpec("m", domain=Domain.POSITIVE_INTEGER),
        }
    )
    worlds = generic_worlds(notation, ["A", "S", "m", "unknown"], np.random.default_rng(0), 8)
    rows, columns = entries(worlds, "A").shape[1:]
    assert rows != columns
    assert (entries(worlds, "m") == rows).all()
    symmetric = entries(worlds, "S")
    assert np.array_equal(symmetric, symmetric.transpose(0, 2, 1))
    assert "unknown" not in worlds.bindings


def test_a_binding_that_does_not_fit_the_axes_is_the_assignments_error() -> None:
    with pytest.raises(AssignmentError, match="does not fit"):
        layout(np.zeros((4, 2)), ("sample",), ("z",), 0)
