"""Indicators and Iverson's brackets are 1 where a condition holds and 0 elsewhere, however they are written."""

import pytest

from autograder.mathematics.notation import Notation
from autograder.mathematics.reading import read_latex, read_text
from autograder.mathematics.tree import Call, Interval, Number, Piecewise, Product, Relation, RelationKind, Symbol

REALS = Notation(undeclared_are_real=True)


@pytest.mark.parametrize(
    "source",
    [
        r"\mathbb{1}[x>0]",
        r"\mathbb 1\{x>0\}",
        r"\mathbf 1_{x>0}",
        r"\mathbf{1}_{\{x>0\}}",
        r"\mathds{1}\left(x>0\right)",
        r"\mathbb{I}(x>0)",
        r"\mathrm I[x>0]",
        r"1_{\{x>0\}}",
        r"1\{x>0\}",
    ],
)
def test_a_condition_makes_an_indicator(source):
    match read_latex(source, REALS).node:
        case Piecewise((Number(one), Number(zero)), (Relation(RelationKind.GREATER, Symbol("x"), _), None)):
            assert (one, zero) == (1, 0)
        case other:
            pytest.fail(f"read as {other}")


@pytest.mark.parametrize("sign", [r"\mathbb 1", r"\mathbf{1}", "1", r"\chi", r"\mathbb{I}"])
def test_a_set_and_a_point_make_an_indicator(sign):
    match read_latex(rf"{sign}_{{[0,1]}}(x)", REALS).node:
        case Piecewise(_, (Relation(RelationKind.MEMBER, Symbol("x"), Interval()), None)):
            return
        case other:
            pytest.fail(f"read as {other}")


def test_a_statement_in_square_brackets_is_a_number_among_factors_alone():
    assert isinstance(read_text("[x>0]", REALS).node, Relation)
    match read_text("x*[x>0]", REALS).node:
        case Product((Symbol("x"), Piecewise())):
            return
        case other:
            pytest.fail(f"read as {other}")


def test_a_condition_in_round_brackets_is_no_factor():
    assert isinstance(read_text("x*(x>0)", REALS).node, Product)
    assert not any(isinstance(factor, Piecewise) for factor in read_text("x*(x>0)", REALS).node.factors)


def test_the_same_signs_without_a_condition_mean_what_they_did():
    assert read_latex(r"\mathbb 1", REALS).node == Call("identity", ())
    assert read_latex(r"\mathbf{1}", REALS).node == Call("ones", ())
    assert read_latex(r"\chi_1", REALS).node == Symbol("chi_1")
    assert read_latex(r"1(x+2)", REALS).faults == ()
