"""Notations like those of the questions, and trees written as short text for tables of expectations."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from autograder.mathematics.notation import Notation, Role, SymbolSpec
from autograder.mathematics.tree import (
    Applied,
    BigOperator,
    Call,
    Constant,
    Derivative,
    Divergence,
    Expectation,
    Integral,
    Interval,
    Limit,
    Logic,
    MatrixLiteral,
    Negate,
    Node,
    Number,
    Optimum,
    Piecewise,
    PlusMinus,
    Power,
    Product,
    Quantified,
    Quotient,
    Relation,
    SetLiteral,
    Sum,
    Symbol,
    TupleLiteral,
)

CORPUS = Path(__file__).parent / "corpus"
SEPARATOR = "  ⟹  "


def _notation(declared: Mapping[str, str], *, of_time: str = "", aliases: Mapping[str, str] | None = None) -> Notation:
    """Return a notation from lists of names by role; a name may be followed by its aliases."""
    aliases = aliases or {}
    specs = [
        SymbolSpec(name, Role(role), of_time=name in of_time.split(), aliases=tuple(aliases.get(name, "").split()))
        for role, names in declared.items()
        for name in names.split()
    ]
    return Notation({spec.name: spec for spec in specs})


NOTATIONS: Mapping[str, Notation] = {
    "inference": _notation(
        {
            "density": "q p p_theta q_phi q_i* q_phi*",
            "variable": "z x x_i",
            "parameters": "theta phi pi",
            "functional": "L",
            "scalar": "n",
        }
    ),
    "flows": _notation(
        {
            "map": "F",
            "density": "p_X p_U p_F(U) p_F^-1(X)",
            "variable": "x u",
            "law": "P_X P_U P_F(U) P_F^-1(X)",
        },
        aliases={"P_X": "P_x"},
    ),
    "game": _notation(
        {
            "scalar": "alpha lambda d g d_k g_k d_k+1 g_k+1 lambda_1 lambda_2 a b c Delta",
            "matrix": "A",
            "functional": "V",
        }
    ),
    "dynamics": _notation(
        {
            "matrix": "W W_p F_1 F_2 F_12 F_21 X X' A B H tilde_W_p dot_W dot_W_p",
            "vector": "f_1 f_2 x_1 x_2 w",
            "functional": "J",
            "scalar": "n_1 n_2 t alpha lambda_0",
        },
        of_time="W W_p tilde_W_p H w",
    ),
    "reals": Notation(undeclared_are_real=True),
}


@pytest.fixture(scope="session")
def notations() -> Mapping[str, Notation]:
    """Return the notations by name."""
    return NOTATIONS


@pytest.fixture(scope="session")
def show() -> Callable[[Node | None], str]:
    """Return the writer of trees as short text."""
    return _show


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Give a test that asks for `corpus_line` every line of the corpus its module names in CORPORA."""
    if "corpus_line" not in metafunc.fixturenames:
        return
    cases = []
    for name in metafunc.module.CORPORA:
        for line in (CORPUS / f"{name}.txt").read_text(encoding="utf-8").splitlines():
            source, separator, expected = line.partition(SEPARATOR)
            if separator:
                cases.append(pytest.param((name, source, expected), id=f"{name}: {source}"))
    metafunc.parametrize("corpus_line", cases)


def _all(nodes: tuple[Node, ...], between: str = " ") -> str:
    return between.join(map(_show, nodes))


def _show(node: Node | None) -> str:  # noqa: C901  # one case a type of node
    match node:
        case None:
            return "-"
        case Number(value):
            return str(value)
        case Constant(name):
            return f"{name}!"
        case Symbol(name):
            return name
        case Sum(terms):
            return f"(+ {_all(terms)})"
        case Negate(operand):
            return f"(- {_show(operand)})"
        case Product(factors):
            return f"(* {_all(factors)})"
        case Quotient(above, below):
            return f"(/ {_show(above)} {_show(below)})"
        case Power(base, exponent):
            return f"(^ {_show(base)} {_show(exponent)})"
        case Call(head, arguments):
            return f"({' '.join([head, *map(_show, arguments)])})"
        case Applied(function, arguments, given):
            return f"{function}[{_all(arguments, ',')}{'|' + _all(given, ',') if given else ''}]"
        case Expectation(body, variables, law, given):
            behind = f" | {_all(given)}" if given else ""
            return f"(E {{{_all(variables)}}} {_show(law)} {_show(body)}{behind})"
        case Divergence(left, right):
            return f"(KL {_show(left)} {_show(right)})"
        case Integral(body, variable, lower, upper):
            return f"(int {_show(body)} {_show(variable)} {_show(lower)} {_show(upper)})"
        case BigOperator(operation, body, index, lower, upper):
            return f"({operation} {_show(body)} {_show(index)} {_show(lower)} {_show(upper)})"
        case Derivative(body, variable):
            return f"(D {_show(body)} {_show(variable)})"
        case MatrixLiteral(rows):
            return f"#{'; '.join(_all(row) for row in rows)}#"
        case TupleLiteral(items):
            return f"<{_all(items, ', ')}>"
        case SetLiteral(items, braced):
            return f"{{{_all(items, ', ')}}}" if braced else f"list({_all(items, ', ')})"
        case Interval(lower, upper, closed_lower, closed_upper):
            return f"{'[' if closed_lower else ']'}{_show(lower)}..{_show(upper)}{']' if closed_upper else '['}"
        case PlusMinus(left, right, minus_first):
            return f"({'-+' if minus_first else '+-'} {_show(left)} {_show(right)})"
        case Relation(relation, left, right):
            return f"({relation.value} {_show(left)} {_show(right)})"
        case Logic(operation, operands):
            return f"({operation} {_all(operands)})"
        case Quantified(operation, over, body):
            return f"({operation} {{{_all(over)}}} {_show(body)})"
        case Piecewise(values, conditions):
            return f"(cases {'; '.join(f'{_show(v)} if {_show(c)}' for v, c in zip(values, conditions, strict=True))})"
        case Optimum(operation, over, body):
            return f"({operation} {{{_all(over)}}} {_show(body)})"
        case Limit(body, variable, target):
            return f"(lim {_show(body)} {_show(variable)} {_show(target)})"
