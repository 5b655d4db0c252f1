"""Spectral radius, singular values, double factorials and values by cases, against what defines them."""

from math import prod

import numpy as np
import pytest

from autograder.mathematics.evaluation import NotEvaluated, Value, evaluate
from autograder.mathematics.tree import Call, Node, Number, Piecewise, Relation, RelationKind, Symbol
from autograder.mathematics.worlds import Quantity, Worlds

MATRICES = np.random.default_rng(5).normal(size=(6, 3, 3))
WORLDS = Worlds(6, {"A": Quantity(MATRICES), "x": Quantity(np.array([-2.0, -1.0, 0.0, 1.0, 2.0, np.nan]))})
A, X, ZERO = Symbol("A"), Symbol("x"), Number(0)


def numbers(node: Node) -> np.ndarray:
    value = evaluate(node, WORLDS)
    assert isinstance(value, Value)
    return np.broadcast_to(value.array, (6, *value.array.shape[1:])).reshape(6)


def test_the_spectral_radius_is_the_largest_modulus_of_the_eigenvalues() -> None:
    expected = [max(abs(np.linalg.eigvals(matrix))) for matrix in MATRICES]
    assert np.allclose(numbers(Call("spectral_radius", (A,))), expected)


@pytest.mark.parametrize(("head", "pick"), [("singular_value_min", min), ("singular_value_max", max)])
def test_singular_values_are_roots_of_eigenvalues_of_the_square(head: str, pick: type) -> None:
    expected = [np.sqrt(pick(np.linalg.eigvalsh(matrix.T @ matrix))) for matrix in MATRICES]
    assert np.allclose(numbers(Call(head, (A,))), expected)


def test_a_matrix_whose_eigenvectors_are_parallel_tells_nothing() -> None:
    worlds = Worlds(1, {"A": Quantity(np.array([[[1.0, 1.0], [0.0, 1.0]]]))})
    value = evaluate(Call("spectral_radius", (A,)), worlds)
    assert isinstance(value, Value)
    assert np.isnan(value.array).all()


@pytest.mark.parametrize("number", [0, 1, 2, 5, 6, 11, 20])
def test_a_double_factorial_goes_down_by_twos(number: int) -> None:
    value = evaluate(Call("double_factorial", (Number(number),)), WORLDS)
    assert isinstance(value, Value)
    assert value.array.item() == prod(range(number, 0, -2))


@pytest.mark.parametrize("number", [301, 10**9])
def test_a_large_double_factorial_is_not_computed(number: int) -> None:
    assert isinstance(evaluate(Call("double_factorial", (Number(number),)), WORLDS), NotEvaluated)


def test_the_first_case_that_holds_decides_and_no_case_is_no_number() -> None:
    cases = Piecewise(
        (Number(1), Number(2)), (Relation(RelationKind.GREATER, X, ZERO), Relation(RelationKind.AT_LEAST, X, ZERO))
    )
    assert np.array_equal(numbers(cases), [np.nan, np.nan, 2, 1, 1, np.nan], equal_nan=True)


def test_a_condition_about_complex_numbers_is_not_computed() -> None:
    worlds = Worlds(1, {"x": Quantity(np.array([1j]))})
    cases = Piecewise((Number(1), Number(2)), (Relation(RelationKind.GREATER, X, ZERO), None))
    assert isinstance(evaluate(cases, worlds), NotEvaluated)
