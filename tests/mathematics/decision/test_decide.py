"""Deciding pairs about real numbers: identities stay equal, slips become different, doubt is said."""

from collections.abc import Callable
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.domain.tolerance import Tolerance
from autograder.mathematics.decision import Decision, Different, Equal, Form, Undecided, decide
from autograder.mathematics.notation import Domain, Notation, SymbolSpec
from autograder.mathematics.tree import (
    Call,
    Negate,
    Node,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
    Symbol,
)

Decide = Callable[..., Decision]
ANY_REALS = Notation(undeclared_are_real=True)
POSITIVE = Notation({name: SymbolSpec(name, domain=Domain.POSITIVE) for name in ("a", "x", "y")})

EQUAL = """
(x+1)^2 | x^2+2x+1
sin(x)^2+cos(x)^2 | 1
1/(1+1/x) | x/(x+1)
sqrt(x^2) | abs(x)
e^(2*x) | exp(x)^2
log(x^2) | 2*log(abs(x))
(x^2-1)/(x-1) | x+1
2*sin(x)*cos(x) | sin(2x)
x/2 | 0.5x
sqrt(8) | 2*sqrt(2)
{1,2,3} | {3,2,1}
{x,-x} | {abs(x),-abs(x)}
x^2=1 | x=1 or x=-1
2x+y=3 | y=3-2x
x<3 and x>=1 | 1<=x<3
x>2 or x<-2 | x^2>4
(1,2) | (1,2)
n!/(n-1)! | n
e^(i*pi)+1 | 0
[[1,2],[3,4]]*[[0,1],[1,0]] | [[2,1],[4,3]]
(x+1)^40 | (1+x)^40
[1,2] | 1<=x and x<=2
sqrt(x)*sqrt(x) | x
"""
DIFFERENT = """
(x+1)^2 | x^2+1
sqrt(x^2) | x
x=1 | x^2=1
x<3 | x<=3
{1,2} | {1,2,3}
(1,2) | (2,1)
log(x) | log10(x)
x+10^-13 | x
3.14159265358979 | pi
x=1 and y=2 | x=1
abs(x) | x
[[1,2],[3,4]] | [[1,3],[2,4]]
x^2-3x+2=0 | (x-1)*(x+2)=0
"""


def pairs(table: str) -> list[tuple[str, str]]:
    return [(one.strip(), other.strip()) for one, other in (row.split("|") for row in table.strip().splitlines())]


@pytest.mark.parametrize(("one", "other"), pairs(EQUAL))
def test_two_spellings_of_one_meaning_are_equal(decide_text: Decide, one: str, other: str) -> None:
    assert isinstance(decide_text(one, other), Equal)
    assert isinstance(decide_text(other, one), Equal)


@pytest.mark.parametrize(("one", "other"), pairs(DIFFERENT))
def test_two_meanings_are_different(decide_text: Decide, one: str, other: str) -> None:
    assert isinstance(decide_text(one, other), Different)
    assert isinstance(decide_text(other, one), Different)


@pytest.mark.parametrize("source", ["1/0", "log(0)", "x/(x-x)", "9^(9^9)", "(10^6)!", "sum(k, k, 1, 10^7)"])
def test_what_has_no_value_is_never_equal(text: Callable[[str], Node], source: str) -> None:
    assert not isinstance(decide(text(source), text("x"), ANY_REALS), Equal)


def test_a_closed_interval_is_no_open_one_but_a_point_in_square_brackets_is_a_point(decide_text: Decide) -> None:
    assert isinstance(decide_text("(1,2)", "[1,2]"), Different)
    assert isinstance(decide_text("[1,2]", "(1,2)"), Different)
    assert isinstance(decide_text("[1,2]", "(1,2)", coordinates=("x", "y")), Equal)


def test_a_domain_too_small_is_left_to_a_human(decide_text: Decide) -> None:
    assert isinstance(decide_text("log(x)+log(y)", "log(x*y)"), Undecided)


def test_positive_letters_make_logarithms_add(text: Callable[[str], Node]) -> None:
    assert isinstance(decide(text("log(x)+log(y)"), text("log(x*y)"), POSITIVE), Equal)


def test_a_name_before_the_answer_is_a_label_and_an_equation_is_not(decide_text: Decide) -> None:
    assert isinstance(decide_text("y = x+1", "1+x"), Equal)
    assert isinstance(decide_text("x^2 = 1", "1"), Different)
    assert isinstance(decide_text("x <= 1", "1"), Different)
    assert isinstance(decide_text("(x+1)^2 = x^2+2x+1", "x^2+2x+1"), Equal)


def test_an_undeclared_letter_is_named(text: Callable[[str], Node]) -> None:
    found = decide(text("x+b"), text("x+y"), POSITIVE)
    assert isinstance(found, Undecided)
    assert "b" in found.reason


def test_decimals_are_right_only_within_a_tolerance_asked(decide_text: Decide) -> None:
    assert isinstance(decide_text("3.1416", "pi"), Different)
    assert isinstance(decide_text("3.1416", "pi", tolerance=Tolerance(0, 1e-4)), Equal)
    assert isinstance(decide_text("3.14", "pi", tolerance=Tolerance(0, 1e-4)), Different)


def test_repeats_count_only_where_multiplicity_is_asked(decide_text: Decide) -> None:
    assert isinstance(decide_text("{1,1,2}", "{1,2}"), Equal)
    assert isinstance(decide_text("{1,1,2}", "{1,2}", multiplicity=True), Different)


@pytest.mark.parametrize(
    ("answer", "form", "verdict"),
    [
        ("x^2+2x+1", Form.EXPANDED, Equal),
        ("(x+1)^2", Form.EXPANDED, Different),
        ("(x+1)^2", Form.FACTORED, Equal),
        ("x^2+2x+1", Form.FACTORED, Different),
    ],
)
def test_a_required_form_counts_beside_the_value(decide_text: Decide, answer: str, form: Form, verdict: type) -> None:
    assert isinstance(decide_text(answer, "(1+x)^2", form=form), verdict)


@pytest.mark.parametrize(("answer", "verdict"), [("1/2", Equal), ("2/4", Different), ("0.5", Different)])
def test_lowest_terms(decide_text: Decide, answer: str, verdict: type) -> None:
    assert isinstance(decide_text(answer, "1/2", form=Form.LOWEST_TERMS), verdict)


def test_a_very_deep_tree_is_undecided() -> None:
    node: Node = Symbol("x")
    for _ in range(2000):
        node = Negate(node)
    assert isinstance(decide(node, Symbol("x"), ANY_REALS), Undecided)


def test_decisions_are_repeatable(decide_text: Decide) -> None:
    assert decide_text("x^2+y", "x^2-y") == decide_text("x^2+y", "x^2-y")


leaves = st.one_of(st.sampled_from("xyz").map(Symbol), st.integers(1, 5).map(lambda k: Number(Fraction(k))))


def _grown(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    pair = st.tuples(inner, inner)
    return st.one_of(
        pair.map(Sum),
        pair.map(Product),
        pair.map(lambda two: Quotient(two[0], Sum((Power(two[1], Number(Fraction(2))), Number(Fraction(1)))))),
        inner.map(Negate),
        inner.map(lambda one: Call("arctan", (one,))),
        inner.map(lambda one: Call("cos", (one,))),
    )


trees = st.recursive(leaves, _grown, max_leaves=6)


def _rewritten(node: Node, way: int) -> Node:
    """Rewrite by an identity that holds everywhere."""
    two = Number(Fraction(2))
    match way:
        case 0:
            return Sum((node, Symbol("x"), Negate(Symbol("x"))))
        case 1:
            return Product((node, Sum(tuple(Power(Call(head, (Symbol("y"),)), two) for head in ("sin", "cos")))))
        case 2:
            return Quotient(Product((node, Number(Fraction(3)))), Number(Fraction(3)))
        case 3:
            return Negate(Negate(node))
        case _:
            return Negate(Product((Number(Fraction(-1)), node)))


@settings(max_examples=150, deadline=None)
@given(trees, st.lists(st.integers(0, 4), min_size=1, max_size=3))
def test_a_true_identity_keeps_a_tree_equal(node: Node, ways: list[int]) -> None:
    changed = node
    for way in ways:
        changed = _rewritten(changed, way)
    assert isinstance(decide(changed, node, ANY_REALS), Equal)


@settings(max_examples=150, deadline=None)
@given(trees, st.sampled_from([Fraction(1), Fraction(-1), Fraction(1, 2), Fraction(1, 1000)]))
def test_an_added_term_makes_a_tree_different(node: Node, slip: Fraction) -> None:
    assert isinstance(decide(Sum((node, Number(slip))), node, ANY_REALS), Different)


@settings(max_examples=150, deadline=None)
@given(trees)
def test_a_lost_factor_makes_a_tree_different_unless_it_is_zero(node: Node) -> None:
    twice = Product((Number(Fraction(2)), node))
    if not isinstance(decide(node, Number(Fraction(0)), ANY_REALS), Equal):
        assert isinstance(decide(twice, node, ANY_REALS), Different)
