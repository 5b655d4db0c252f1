"""Sympy objects, as they cross from a student's process, into the one tree."""

from fractions import Fraction

import pytest

from autograder.mathematics.reading import read_latex, read_symbolic
from autograder.wire import Symbolic


def node(head, *arguments):
    return Symbolic(head, arguments)


ALPHA, X, Y = node("symbol", "alpha"), node("symbol", "x"), node("symbol", "y")
HALF = Fraction(1, 2)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (3, "3"),
        (-3, "(- 3)"),
        (HALF, "1/2"),
        (0.5, "1/2"),
        (1 + 2j, "(+ 1 (* 2 i!))"),
        (2j, "(* 2 i!)"),
        (float("-inf"), "(- infinity!)"),
        (node("constant", "pi"), "pi!"),
        (node("symbol", "x1"), "x_1"),
        (node("symbol", r"\lambda_0"), "lambda_0"),
        (node("symbol", "lambda"), "lambda"),
        (node("add", X, node("multiply", -1, Y)), "(+ x (- y))"),
        (node("multiply", 2, X), "(* 2 x)"),
        (node("multiply", X, node("power", Y, -1)), "(/ x y)"),
        (node("multiply", X, node("power", Y, -2)), "(/ x (^ y 2))"),
        (node("power", X, -1), "(/ 1 x)"),
        (node("power", X, HALF), "(sqrt x)"),
        (node("power", X, 2), "(^ x 2)"),
        (node("exp", X), "(exp x)"),
        (node("arctan", X), "(arctan x)"),
        (node("matrix", node("row", 1, X), node("row", node("multiply", -1, X), 1)), "#1 x; (- x) 1#"),
        (node("tuple", 0, 0), "<0, 0>"),
        (node("set", X, Y), "{x, y}"),
        (node("equal", X, Y), "(= x y)"),
        (node("and", node("less", X, 1), node("at_least", X, 0)), "(and (< x 1) (≥ x 0))"),
        (node("not", node("equal", X, Y)), "(not (= x y))"),
        (node("sum", node("symbol", "k"), node("symbol", "k"), 1, 3), "(sum k k 1 3)"),
        (node("integral", X, X), "(int x x - -)"),
        (node("derivative", X, X), "(D x x)"),
        (node("identity", 2), "(identity 2)"),
        (node("kronecker", X, Y), "(kronecker x y)"),
    ],
)
def test_a_typed_tree_is_read(value, expected, notations, show):
    read = read_symbolic(value, notations["reals"])
    assert (show(read.node), read.faults) == (expected, ())


def test_names_are_those_of_latex(notations):
    value = node(
        "add",
        node("multiply", -1, node("symbol", "W_p"), node("symbol", "F_1")),
        node("transpose", node("symbol", "F_12")),
    )
    latex = read_latex(r"-W_pF_1+F_{12}^\top", notations["dynamics"])
    assert read_symbolic(value, notations["dynamics"]).node == latex.node


def test_the_inverse_of_a_matrix_keeps_its_place(notations, show):
    value = node("multiply", node("power", node("symbol", "A"), -1), node("symbol", "B"))
    assert show(read_symbolic(value, notations["dynamics"]).node) == "(* (inverse A) B)"


def test_time_changes_nothing(notations, show):
    assert show(read_symbolic(node("applied", "W", node("symbol", "t")), notations["dynamics"]).node) == "W"


def test_an_unknown_name_is_a_fault(notations):
    assert read_symbolic(node("symbol", "beta"), notations["game"]).faults


def deep(levels):
    value = X
    for _ in range(levels):
        value = node("exp", value)
    return value


@pytest.mark.parametrize(
    "value",
    [
        node("exec", "x"),
        node("symbol"),
        node("symbol", 3),
        node("symbol", "x" * 1000),
        node("constant", "undefined"),
        node("power", X),
        node("equal", X),
        node("log", X, Y, X),
        node("binomial", X),
        node("matrix", node("row", 1), node("row", 1, 2)),
        node("matrix"),
        node("sum", X),
        node("true"),
        node("piecewise", node("tuple", X, Y)),
        float("nan"),
        True,
        "x",
        2**5000,
        deep(500),
        node("add", *([X] * 7000)),
    ],
)
def test_what_is_no_expression_is_a_fault(value, notations):
    read = read_symbolic(value, notations["reals"])
    assert read.node is None
    assert read.faults
