"""Values of expressions in many worlds: shapes, complex numbers, derivatives, sums, and refusals that never hang."""

import time
from collections.abc import Callable
from fractions import Fraction

import numpy as np
import pytest

from autograder.mathematics.evaluation import NotEvaluated, ShapeFault, Value, evaluate
from autograder.mathematics.tree import (
    Applied,
    BigOperator,
    Call,
    Constant,
    Derivative,
    Expectation,
    Integral,
    Negate,
    Node,
    Number,
    Power,
    Product,
    Sum,
    Symbol,
)
from autograder.mathematics.worlds import FiniteDensity, Quantity, Variable, Worlds

COUNT = 6
Read = Callable[[str], Node]


@pytest.fixture
def worlds() -> Worlds:
    rng = np.random.default_rng(7)
    numbers = {name: Quantity(rng.uniform(0.5, 2.0, COUNT)) for name in "xyt"}
    matrices = {name: Quantity(rng.normal(size=(COUNT, 3, 3))) for name in ("A", "B")}
    return Worlds(
        COUNT,
        {
            **numbers,
            **matrices,
            "n": Quantity(np.full(COUNT, 4.0)),
            "v": Quantity(rng.normal(size=(COUNT, 3))),
            "C": Quantity(rng.normal(size=(COUNT, 2, 3))),
            "s": Quantity(rng.normal(size=(COUNT, 5, 3)), ("sample",)),
        },
        axes=("sample",),
        random_axes=("sample",),
    )


def value(node: Node, worlds: Worlds) -> Value:
    found = evaluate(node, worlds)
    assert isinstance(found, Value), found
    return found


def numbers(worlds: Worlds, name: str) -> np.ndarray:
    found = worlds.bindings[name]
    assert isinstance(found, Quantity)
    return found.array


def test_the_root_of_a_negative_number_is_imaginary_and_of_a_positive_one_real(worlds: Worlds, text: Read) -> None:
    assert np.allclose(value(text("sqrt(-4*x^2)"), worlds).array.ravel(), 2j * numbers(worlds, "x"))
    assert value(text("sqrt(4*x^2)"), worlds).array.dtype == np.float64


def test_a_misplaced_product_names_the_students_own_symbols(worlds: Worlds) -> None:
    found = evaluate(Product((Symbol("A"), Call("transpose", (Symbol("v"),)))), worlds)
    assert found == ShapeFault("A is 3×3, vᵀ is 1×3")


def test_a_row_is_never_added_to_a_column(worlds: Worlds) -> None:
    found = evaluate(Sum((Symbol("v"), Call("transpose", (Symbol("v"),)))), worlds)
    assert found == ShapeFault("v has 3 entries, vᵀ is 1×3")


def test_a_misfit_sum_names_both_sides(worlds: Worlds) -> None:
    found = evaluate(Sum((Symbol("A"), Negate(Symbol("C")))), worlds)
    assert found == ShapeFault("A is 3×3, C is 2×3")


def test_a_number_is_never_added_to_a_matrix(worlds: Worlds) -> None:
    assert isinstance(evaluate(Sum((Symbol("A"), Symbol("x"))), worlds), ShapeFault)


def test_an_identity_without_a_size_takes_its_neighbours(worlds: Worlds) -> None:
    node = Sum((Symbol("A"), Negate(Product((Symbol("x"), Call("identity", ()))))))
    expected = numbers(worlds, "A") - numbers(worlds, "x")[:, None, None] * np.eye(3)
    assert np.allclose(value(node, worlds).array[:, 0], expected)


def test_a_scalar_product_in_the_middle_is_a_number(worlds: Worlds) -> None:
    v, transposed = Symbol("v"), Call("transpose", (Symbol("v"),))
    node = Product((Symbol("C"), transposed, v))  # C (vᵀ v), though C vᵀ does not fit
    lengths = (numbers(worlds, "v") ** 2).sum(axis=1)
    assert np.allclose(value(node, worlds).array[:, 0], numbers(worlds, "C") * lengths[:, None, None])


def test_vec_stacks_columns(worlds: Worlds) -> None:
    found = value(Call("vec", (Symbol("C"),)), worlds).array[:, 0, :, 0]
    assert np.array_equal(found, numbers(worlds, "C").transpose(0, 2, 1).reshape(COUNT, 6))


def test_the_vec_rule_holds(worlds: Worlds) -> None:
    left = Call("vec", (Product((Symbol("A"), Symbol("B"), Call("transpose", (Symbol("C"),)))),))
    right = Product((Call("kronecker", (Symbol("C"), Symbol("A"))), Call("vec", (Symbol("B"),))))
    assert np.allclose(value(left, worlds).array, value(right, worlds).array)


@pytest.mark.parametrize("head", ["trace", "det", "inverse", "norm_squared", "expm", "vec", "transpose"])
def test_the_error_bound_covers_the_rounding(worlds: Worlds, head: str) -> None:
    """Compare with the same in the next larger precision, where the inputs are exact."""
    found = value(Call(head, (Symbol("A"),)), worlds)
    shifted = {**worlds.bindings, "A": Quantity(numbers(worlds, "A") * (1 + 4e-16))}
    moved = value(Call(head, (Symbol("A"),)), Worlds(COUNT, shifted, worlds.axes, worlds.random_axes))
    assert (np.abs(found.array - moved.array) <= found.error + moved.error).all()


def test_the_exponential_of_a_matrix_undoes_that_of_minus_it(worlds: Worlds) -> None:
    node = Product((Power(Constant("e"), Symbol("A")), Call("exp", (Negate(Symbol("A")),))))
    assert np.allclose(value(node, worlds).array, np.eye(3))


def test_an_expectation_over_samples_is_their_mean(worlds: Worlds) -> None:
    node = Expectation(Product((Symbol("s"), Call("transpose", (Symbol("s"),)))))
    samples = numbers(worlds, "s")
    expected = np.einsum("wsi,wsj->wij", samples, samples) / 5
    assert np.allclose(value(node, worlds).array[:, 0], expected)


def test_a_derivative_by_a_matrix_has_its_shape(worlds: Worlds) -> None:
    body = Call("trace", (Product((Call("transpose", (Symbol("C"),)), Symbol("C"), Symbol("A"))),))
    found = value(Derivative(body, Symbol("C")), worlds).array[:, 0]
    a, c = numbers(worlds, "A"), numbers(worlds, "C")
    assert np.allclose(found, c @ (a + a.transpose(0, 2, 1)))


def test_the_jacobian_of_a_linear_map_is_its_matrix(worlds: Worlds) -> None:
    found = value(Derivative(Product((Symbol("C"), Symbol("v"))), Symbol("v")), worlds).array[:, 0]
    assert np.allclose(found, numbers(worlds, "C"))


def test_a_sum_runs_to_a_bound_that_is_a_symbol(worlds: Worlds) -> None:
    node = BigOperator("sum", Power(Symbol("k"), Number(Fraction(2))), Symbol("k"), Number(Fraction(1)), Symbol("n"))
    assert np.allclose(value(node, worlds).array, 30.0)


def test_an_integral_between_bounds(worlds: Worlds, text: Read) -> None:
    node = Integral(text("exp(u)"), Symbol("u"), text("0"), text("x"))
    assert np.allclose(value(node, worlds).array.ravel(), np.exp(numbers(worlds, "x")) - 1)


@pytest.mark.parametrize(
    "source", ["9^9^9^9", "(10^6)!", "(10^9)!", "binomial(10^9, 10^8)", "(x+y)^(10^9)", "1/0", "log(0)", "gamma(-1)"]
)
def test_what_would_burn_is_refused_or_infinite_at_once(worlds: Worlds, text: Read, source: str) -> None:
    start = time.process_time()
    found = evaluate(text(source), worlds)
    assert time.process_time() - start < 0.5
    assert isinstance(found, NotEvaluated) or not np.isfinite(found.array).all() or not np.isfinite(found.error).all()


def test_sums_inside_sums_and_integrals_inside_integrals_end(worlds: Worlds) -> None:
    low, high = Number(Fraction(0)), Number(Fraction(300))
    sums: Node = Symbol("x")
    integrals: Node = Symbol("x")
    for name in "abcdef":
        sums = BigOperator("sum", Sum((sums, Symbol(name))), Symbol(name), low, high)
        integrals = Integral(Sum((integrals, Symbol(name))), Symbol(name), low, high)
    start = time.process_time()  # not by the clock, which runs on while others have the processor
    assert isinstance(evaluate(sums, worlds), NotEvaluated)
    assert isinstance(evaluate(integrals, worlds), NotEvaluated)
    assert time.process_time() - start < 10.0


@pytest.mark.parametrize("power", [65, 10**6, 10**30])
def test_a_high_power_of_a_matrix_is_refused(worlds: Worlds, text: Read, power: int) -> None:
    assert isinstance(evaluate(Power(Symbol("A"), text(str(power))), worlds), NotEvaluated)


def test_a_huge_kronecker_product_is_refused(worlds: Worlds) -> None:
    node: Node = Symbol("A")
    for _ in range(12):
        node = Call("kronecker", (node, Symbol("A")))
    assert isinstance(evaluate(node, worlds), NotEvaluated)


@pytest.fixture
def finite() -> Worlds:
    table = np.array([[[0.1, 0.2], [0.3, 0.4]]])
    law = np.array([[[0.5, 0.0], [0.5, 1.0]]])
    return Worlds(
        1,
        {
            "x": Variable("x", np.ones((1, 2))),
            "z": Variable("z", np.ones((1, 2))),
            "p": FiniteDensity(table, ("z", "x"), ("z", "x")),
            "q": FiniteDensity(law, ("z", "x"), ("z",)),
        },
        axes=("z", "x"),
    )


def test_bayes_holds_in_a_finite_density(finite: Worlds) -> None:
    x, z = Symbol("x"), Symbol("z")
    joint = value(Applied("p", (x, z)), finite).array
    product = Product((Applied("p", (x,), (z,)), Applied("p", (z,))))
    assert np.allclose(value(product, finite).array, joint)


def test_zero_probabilities_cost_nothing(finite: Worlds) -> None:
    found = value(Call("entropy", (Applied("q", (Symbol("z"),), (Symbol("x"),)),)), finite).array
    assert np.allclose(found.ravel(), [np.log(2), 0.0])


def test_a_conditional_that_nothing_determines_has_no_value(finite: Worlds) -> None:
    assert isinstance(evaluate(Applied("q", (Symbol("x"),), (Symbol("z"),)), finite), NotEvaluated)


def test_an_expectation_without_a_law_has_no_value(finite: Worlds) -> None:
    assert isinstance(evaluate(Expectation(Applied("p", (Symbol("x"),))), finite), NotEvaluated)
