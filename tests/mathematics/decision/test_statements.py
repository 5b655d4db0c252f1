"""Equations, inequalities, sets, systems and logic: the same solutions in other words, and other solutions."""

from collections.abc import Callable

import pytest

from autograder.mathematics.decision import Decision, Different, Equal, Undecided, decide
from autograder.mathematics.notation import Domain, Notation, SymbolSpec
from autograder.mathematics.tree import Node

Decide = Callable[..., Decision]

SAME = """
x^2+x-2=0 ~ {1,-2}
x=1 or x=-2 ~ (x-1)(x+2)=0
x=+-2 ~ x^2=4
(x-1)^2=0 ~ x=1
x^2=2 ~ x=sqrt(2) or x=-sqrt(2)
x^2=-1 ~ x=i or x=-i
sqrt(x)=2 ~ x=4
e^(2x)=5 ~ x=ln(5)/2
abs(x-2)=3 ~ {5,-1}
x<3 ~ (-inf,3)
{x | x<3} ~ 3>x
not (x<3) ~ x>=3
1<=x and x<=2 ~ [1,2]
x^2>4 ~ (-inf,-2) union (2,inf)
1/(x-1)>0 ~ x>1
sqrt(x)<2 ~ 0<=x<4
x!=3 ~ x<3 or x>3
x=x ~ 1=1
x<2 and x>3 ~ 1=2
x+y=3 and x-y=1 ~ y=1 and x=2
x+y=3 and x*y=2 ~ (x=1 and y=2) or (x=2 and y=1)
x^2+y^2=0 ~ x=0 and y=0
x*y=0 ~ x=0 or y=0
y=2x+1 ~ 4x-2y+2=0
a<b<c ~ b<c and a<b
(x-1000)*(y-x)=0 ~ x=1000 or x=y
p => q ~ not q => not p
p and q ~ q and p
p <=> q ~ (p => q) and (q => p)
not (not p or not q) ~ p and q
not not p ~ p
p xor q ~ not (p iff q)
p implies q ~ not p or q
!p ~ not p
true ~ p or not p
x notin {1,2} ~ x#1 and x#2
x not in [1,2] ~ x<1 or x>2
forall k in {1,2}: x>k ~ x>2
exists k in {1,2}: x>k ~ x>1
forall x: x^2>=0 ~ forall y: y^2>=0
"""
OTHER = """
x^2=4 ~ x=2
x=1 and x=-2 ~ {1,-2}
x=0.3333333333333333 ~ 3x=1
x=3.14159265358979323846 ~ x=pi
x=1.00000001 ~ (x-1)^2=0
x=1 or x=1000 ~ x=1
x>50 ~ x>60
x<3 ~ (-inf,3]
x<3 ~ {3}
x^2>=4 ~ (-inf,-2) union (2,inf)
sqrt(x)<2 ~ x<4
sqrt(x+2)=x ~ x=2 or x=-1
x+y=3 and x*y=2 ~ x=1 and y=2
x+y<3 ~ x+y<=3
x<1 and y<2 ~ x<1 or y<2
y=sqrt(x) ~ y^2=x
(x-1000)*(y-x)=0 ~ y=x
(e^x-e^7)*(x-1)=0 ~ x=1
2+3=6 ~ 2+3=5
p or q ~ q and p
p => q ~ q => p
p xor q ~ p or q
not p and q ~ not (p and q)
forall k in {1,2}: x>k ~ x>1
x notin [1,2] ~ x<1
false ~ p or not p
"""
DOUBTFUL = """
x^2+1=0 ~ x^2+2=0
x^2+1>0 ~ x^2+2>0
f(x)=1 ~ f(x)=2
forall x: x^2>=0 ~ exists x: x=1
forall x: exists y: x<y ~ true
x>1 ~ forall x: x>1
"""


def pairs(table: str) -> list[tuple[str, str]]:
    return [(one.strip(), other.strip()) for one, other in (row.split("~") for row in table.strip().splitlines())]


@pytest.mark.parametrize(("one", "other"), pairs(SAME))
def test_the_same_solutions_are_equal_either_way_round(decide_text: Decide, one: str, other: str) -> None:
    assert isinstance(decide_text(one, other), Equal)
    assert isinstance(decide_text(other, one), Equal)


@pytest.mark.parametrize(("one", "other"), pairs(OTHER))
def test_other_solutions_are_different_either_way_round(decide_text: Decide, one: str, other: str) -> None:
    assert isinstance(decide_text(one, other), Different)
    assert isinstance(decide_text(other, one), Different)


@pytest.mark.parametrize(("one", "other"), pairs(DOUBTFUL))
def test_doubt_is_said(decide_text: Decide, one: str, other: str) -> None:
    assert isinstance(decide_text(one, other), Undecided)


def test_a_difference_comes_with_a_place_where_it_shows(decide_text: Decide) -> None:
    found = decide_text("x^2=4", "x=2")
    assert isinstance(found, Different)
    assert found.witness is not None
    assert dict(found.witness.bindings) == {"x": "-2"}
    assert (found.witness.left_value, found.witness.right_value) == ("true", "false")


@pytest.mark.parametrize(
    ("domain", "one", "other", "kind"),
    [
        (Domain.POSITIVE, "x^2=4", "x=2", Equal),
        (Domain.INTEGER, "x>2", "x>=3", Equal),
        (Domain.REAL, "x>2", "x>=3", Different),
        (Domain.INTEGER, "x<100", "x<101", Different),
        (Domain.UNIT, "x<2", "x>0", Undecided),
        (Domain.COMPLEX, "x^2+1=0", "x=i or x=-i", Equal),
        (Domain.COMPLEX, "x^2+1=0", "x=i", Different),
    ],
)
def test_solutions_are_sought_in_the_declared_domain(
    text: Callable[[str], Node], domain: Domain, one: str, other: str, kind: type
) -> None:
    notation = Notation({"x": SymbolSpec("x", domain=domain)})
    assert isinstance(decide(text(one), text(other), notation), kind)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("abs(x-5)", "5-x"),
        ("max(x,10)", "10"),
        ("sqrt((x-50)^2)", "50-x"),
        ("10^100", "10^100+1"),
        ("{3.14159265358979323,1}", "{1,pi}"),
        ("{abs(x-5),1}", "{5-x,1}"),
        ("[[3.14159265358979323,0]]", "[[pi,0]]"),
    ],
)
def test_what_differs_far_away_or_far_behind_the_point_is_different(decide_text: Decide, one: str, other: str) -> None:
    assert isinstance(decide_text(one, other), Different)
    assert isinstance(decide_text(other, one), Different)
