"""Numbers that sympy keeps exact, where plain ones are asked."""

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.answers.constants import as_numbers
from autograder.wire import Symbolic

I = Symbolic("constant", ("i",))  # noqa: E741 - its name
HALF = Fraction(1, 2)


def call(head: str, *arguments: object) -> Symbolic:
    return Symbolic(head, arguments)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("value", "number"),
    [
        (call("power", 2, HALF), math.sqrt(2)),
        (call("add", 1, call("multiply", HALF, I)), 1 + 0.5j),
        (call("multiply", 2, Symbolic("constant", ("pi",))), 2 * math.pi),
        (call("exp", -1), math.exp(-1)),
        (call("abs", call("add", 3, call("multiply", 4, I))), 5.0),
    ],
)
def test_a_constant_becomes_the_number_it_is(value: Symbolic, number: complex) -> None:
    assert as_numbers(value) == pytest.approx(number)


def test_a_real_constant_is_no_complex_number() -> None:
    assert isinstance(as_numbers(call("power", 2, HALF)), float)


def test_lists_matrices_and_counted_values_are_walked_through() -> None:
    matrix = call("matrix", call("row", call("power", 4, HALF), 1))
    assert as_numbers([matrix, call("mapping", call("pair", call("power", 9, HALF), 2))]) == [[[2.0, 1]], [3.0, 3.0]]


@pytest.mark.parametrize(
    "value",
    [
        call("symbol", "alpha"),
        call("add", 1, call("symbol", "alpha")),
        call("power", 10.0, 1e9),
        call("power", 0, -1),
        call("power", 1, 2, 3),
        call("log", 0),
        call("constant"),
        call("applied", "f", 1),
        call("mapping", call("pair", call("symbol", "d"), 0)),
        "sqrt(2)",
        None,
    ],
)
def test_what_is_no_constant_is_left_as_it_is(value: object) -> None:
    assert as_numbers(value) is value


leaves = st.integers() | st.fractions() | st.floats() | st.builds(Symbolic, st.just("constant"), st.just(("e",)))
heads = st.sampled_from(["add", "multiply", "power", "exp", "log", "abs", "matrix", "mapping", "pair", "symbol"])


@given(st.recursive(leaves, lambda part: st.builds(call, heads, part, part) | st.builds(call, heads, part)))
def test_nothing_that_crosses_raises(value: object) -> None:
    as_numbers(value)
