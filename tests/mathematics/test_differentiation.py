"""Derivatives by rule: the same as by imaginary steps, and of derivatives too."""

from collections.abc import Callable

import pytest

from autograder.mathematics.decision import Different, Equal, decide
from autograder.mathematics.differentiation import SLOPES, ZERO, NoRule, differentiated
from autograder.mathematics.notation import Domain, Notation, SymbolSpec
from autograder.mathematics.tree import Call, Derivative, Node, Symbol

X = Symbol("x")
INSIDE = Notation({"x": SymbolSpec("x", domain=Domain.UNIT)})
"""Where every function of the table has a value."""


@pytest.mark.parametrize("head", sorted(SLOPES))
def test_each_rule_agrees_with_the_imaginary_step(head: str) -> None:
    body = Call(head, (X,))
    assert isinstance(decide(differentiated(body, "x"), Derivative(body, X), INSIDE), Equal)


@pytest.mark.parametrize(
    "source", ["x^3*sin(x)", "(x+1)/(x^2+1)", "x^x", "2^x", "e^(x^2)", "-cos(3x)^2", "sqrt(1+x^4)"]
)
def test_rules_combine(text: Callable[[str], Node], source: str) -> None:
    body = text(source)
    assert isinstance(decide(differentiated(body, "x"), Derivative(body, X), INSIDE), Equal)


def test_a_second_derivative_is_not_zero(text: Callable[[str], Node]) -> None:
    twice = Derivative(Derivative(text("x^3"), X), X)
    assert isinstance(decide(twice, text("6x"), INSIDE), Equal)
    assert isinstance(decide(twice, text("0"), INSIDE), Different)


def test_what_does_not_change_has_no_slope(text: Callable[[str], Node]) -> None:
    assert differentiated(text("sin(y)^2"), "x") == ZERO


def test_what_has_no_rule_is_said() -> None:
    with pytest.raises(NoRule):
        differentiated(Call("floor", (X,)), "x")
