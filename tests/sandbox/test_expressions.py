from fractions import Fraction

import pytest
import sympy as sp

from autograder.sandbox.expressions import Inexpressible, is_sympy, to_expression
from autograder.sandbox.vocabulary import BOUND, CONSTANTS, HEADS, OPERATIONS
from autograder.wire import Symbolic

A = sp.Symbol("alpha", positive=True)
ALPHA = Symbolic("symbol", ("alpha",))
W = sp.MatrixSymbol("W_p", 3, 3)
W_P = Symbolic("symbol", ("W_p",))
T = sp.Symbol("t")
TIME = Symbolic("symbol", ("t",))
INFINITY = Symbolic("constant", ("infinity",))


@pytest.mark.parametrize(
    ("written", "tree"),
    [
        (A, ALPHA),
        (sp.Integer(3), 3),
        (sp.Rational(-1, 2), Fraction(-1, 2)),
        (sp.Float(0.1), 0.1),
        (sp.pi, Symbolic("constant", ("pi",))),
        (sp.I, Symbolic("constant", ("i",))),
        (sp.E, Symbolic("constant", ("e",))),
        (sp.oo, INFINITY),
        (-sp.oo, Symbolic("multiply", (-1, INFINITY))),
        (sp.zoo, Symbolic("constant", ("undefined",))),
        (sp.nan, Symbolic("constant", ("undefined",))),
        (sp.sqrt(A), Symbolic("power", (ALPHA, Fraction(1, 2)))),
        (sp.atan(A), Symbolic("arctan", (ALPHA,))),
        (sp.Abs(T), Symbolic("abs", (TIME,))),
        (W.T, Symbolic("transpose", (W_P,))),
        (W.I, Symbolic("inverse", (W_P,))),
        (sp.Trace(W), Symbolic("trace", (W_P,))),
        (sp.Identity(2), Symbolic("identity", (2,))),
        (sp.kronecker_product(W, W), Symbolic("kronecker", (W_P, W_P))),
        (sp.Matrix([[1, A]]), Symbolic("matrix", (Symbolic("row", (1, ALPHA)),))),
        (sp.ImmutableMatrix([1, A]), Symbolic("matrix", (Symbolic("row", (1,)), Symbolic("row", (ALPHA,))))),
        (sp.Function("W")(T), Symbolic("applied", ("W", TIME))),
        (sp.Eq(A, T), Symbolic("equal", (ALPHA, TIME))),
        (sp.Tuple(1, A), Symbolic("tuple", (1, ALPHA))),
        (sp.FiniteSet(A), Symbolic("set", (ALPHA,))),
        (sp.Integral(T, (T, 0, 1)), Symbolic("integral", (TIME, TIME, 0, 1))),
        (sp.Integral(A, T), Symbolic("integral", (ALPHA, TIME))),
        (sp.Sum(T, (T, 1, sp.oo)), Symbolic("sum", (TIME, TIME, 1, INFINITY))),
        (
            sp.Derivative(sp.Function("W")(T), T),
            Symbolic("derivative", (Symbolic("applied", ("W", TIME)), TIME)),
        ),
    ],
)
def test_a_sympy_object_becomes_its_tree(written: sp.Basic, tree: object) -> None:
    assert is_sympy(written)
    assert to_expression(written) == tree


def test_the_order_of_a_matrix_product_is_kept() -> None:
    other = sp.MatrixSymbol("X", 3, 3)
    assert to_expression(W.T * W * other).arguments[0] == Symbolic("transpose", (W_P,))
    assert to_expression(other * W) == Symbolic("multiply", (Symbolic("symbol", ("X",)), W_P))


class Lying(sp.Symbol):
    name = "alpha"


@pytest.mark.parametrize(
    "written", [Lying("beta"), sp.Lambda(T, T + 1), sp.Symbol("x" * 500), W[0, 1], sp.Interval(0, 1)]
)
def test_what_has_no_word_is_refused(written: sp.Basic) -> None:
    with pytest.raises(Inexpressible):
        to_expression(written)


def test_every_name_in_the_tables_is_a_class_of_sympy() -> None:
    known = {kind.__name__ for kind in _descendants(sp.Basic)}
    assert set(CONSTANTS) | set(OPERATIONS) | set(BOUND) <= known


def test_every_head_is_in_the_vocabulary() -> None:
    assert {"symbol", "add", "matrix", "row", "applied", "inverse", "derivative", "sum"} <= HEADS


def _descendants(kind: type) -> set[type]:
    return {kind} | {deep for child in type.__subclasses__(kind) for deep in _descendants(child)}
