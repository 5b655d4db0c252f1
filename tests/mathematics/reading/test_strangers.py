"""Ways of writing that few use and everybody understands."""

import pytest

from autograder.mathematics.notation import Notation, Role, SymbolSpec
from autograder.mathematics.reading import read_latex, read_text
from autograder.mathematics.tree import Applied, Call, Derivative, Expectation, Node, Relation, RelationKind, Symbol

ANY = Notation(undeclared_are_real=True)
DECLARED = Notation(
    {
        "u": SymbolSpec("u", Role.VARIABLE),
        "F": SymbolSpec("F", Role.MAP),
        "q": SymbolSpec("q", Role.DENSITY),
        "z": SymbolSpec("z", Role.VARIABLE),
        "a": SymbolSpec("a"),
    }
)


def latex(source: str, notation: Notation = DECLARED) -> Node | None:
    read = read_latex(source, notation)
    assert not read.faults
    return read.node


def text(source: str) -> Node | None:
    read = read_text(source, ANY)
    assert not read.faults
    return read.node


@pytest.mark.parametrize("norm", [r"\left\|x\right\|", r"\|x\|", "||x||"])
def test_the_index_of_a_norm_may_stand_behind_its_power(norm: str) -> None:
    assert latex(f"{norm}^2_2", ANY) == latex(f"{norm}_2^2", ANY)


def test_a_gradient_without_a_variable_is_taken_by_the_one_argument() -> None:
    at_u = Derivative(Applied("F", (Symbol("u"),)), Symbol("u"))
    assert latex(r"\nabla F(u)") == at_u
    assert latex(r"\left(|\det \nabla F(u)|\right)") == Call("abs", (Call("det", (at_u,)),))


@pytest.mark.parametrize("source", [r"\nabla a", r"\nabla q(z)", r"\nabla", r"\nabla (a)"])
def test_a_gradient_of_nothing_that_has_one_argument_needs_its_variable(source: str) -> None:
    assert read_latex(source, DECLARED).faults


def test_angle_brackets_with_a_law_are_a_mean() -> None:
    mean = Expectation(Symbol("a"), law=Applied("q", (Symbol("z"),)))
    assert latex(r"\langle a \rangle_{q(z)}") == mean
    assert latex(r"\left\langle a \right\rangle_q") == Expectation(Symbol("a"), law=Applied("q"))


@pytest.mark.parametrize("source", [r"\langle a \rangle", r"\langle a \rangle_2"])
def test_angle_brackets_around_one_thing_without_a_law_are_a_fault(source: str) -> None:
    assert read_latex(source, DECLARED).faults


def test_a_capital_c_between_two_numbers_chooses() -> None:
    assert text("5C2") == text("binomial(5, 2)")
    assert text("2*10C3+1") == text("2*binomial(10, 3)+1")


def test_a_declared_c_stays_a_name() -> None:
    declared = Notation({"C_2": SymbolSpec("C_2")})
    assert read_text("5C2", declared).node == read_text("5*C_2", declared).node


def test_an_implication_may_be_written_as_a_function() -> None:
    assert text("implies(p, q)") == text("p implies q") == Relation(RelationKind.IMPLIES, Symbol("p"), Symbol("q"))
    assert text("iff(x=1, y=2)") == text("x=1 iff y=2")


@pytest.mark.parametrize("source", ["implies(p)", "implies(p, q, r)", "implies", "implies(p | q)"])
def test_an_implication_has_two_sides(source: str) -> None:
    assert read_text(source, ANY).faults
