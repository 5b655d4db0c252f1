"""Normal forms join what only spelling tells apart, and nothing else."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest

from autograder.mathematics.decision.canonical import canonical_names, choices_of_sign, normal_form
from autograder.mathematics.tree import Applied, Number, PlusMinus, Sum, Symbol


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (r"F_{12}^\top - W_p F_1", r"-W_p F_1 + F_{12}^\top"),
        (r"-(W X' + W X)", r"-WX - WX'"),
        (r"2 W X'", r"W 2 X'"),
        (r"(A^\top)^\top", "A"),
        (r"W(t) X", "W X"),
    ],
)
def test_one_normal_form_for_one_spelling(question: Callable[[str], Any], one: str, other: str) -> None:
    simsiam = question("q5_simsiam")
    forms = [
        normal_form(canonical_names(simsiam.read(side), simsiam.notation), simsiam.notation) for side in (one, other)
    ]
    assert forms[0] == forms[1]


@pytest.mark.parametrize(("one", "other"), [("W X", "X W"), (r"W_p^\top W_p", r"W_p W_p^\top"), ("-W X", "W X")])
def test_matrices_keep_their_order_and_their_signs(question: Callable[[str], Any], one: str, other: str) -> None:
    simsiam = question("q5_simsiam")
    forms = [normal_form(simsiam.read(side), simsiam.notation) for side in (one, other)]
    assert forms[0] != forms[1]


@pytest.mark.parametrize(("time", "name"), [(Symbol("t"), "W"), (Number(Fraction(0), "0"), "W_0")])
def test_a_time_is_dropped_and_the_start_has_its_own_name(question: Callable[[str], Any], time: Any, name: str) -> None:
    assert canonical_names(Applied("W", (time,)), question("q5_simsiam").notation) == Symbol(name)


def test_upper_signs_go_together() -> None:
    x, y = Symbol("x"), Symbol("y")
    upper, lower = choices_of_sign(Sum((PlusMinus(None, x), PlusMinus(None, y, minus_first=True))))
    assert "Negate" in repr(upper)
    assert upper != lower
    assert len(choices_of_sign(x)) == 1
