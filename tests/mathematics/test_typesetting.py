"""Trees to LaTeX: read back the same, with the fewest brackets, and ready for MathML."""

import re
import typing
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from latex2mathml.converter import convert

from autograder.mathematics import tree
from autograder.mathematics.notation import Notation, Role, SymbolSpec
from autograder.mathematics.reading import read_latex
from autograder.mathematics.tree import Call, Negate, Number, Power, Product, Quotient, Sum, Symbol
from autograder.mathematics.typesetting import TYPESETTERS, relation_latex, symbol_latex, to_latex

DECLARED = {
    Role.MATRIX: ["A", "W_p", "X'", "tilde_W_p", "F_12"],
    Role.VECTOR: ["f_1"],
    Role.SCALAR: ["a", "alpha", "lambda_0", "d_k+1"],
    Role.DENSITY: ["q", "p_theta", "q_phi*", "p_F^-1(X)"],
    Role.MAP: ["F"],
    Role.VARIABLE: ["x", "z"],
}
NOTATION = Notation({name: SymbolSpec(name, role) for role, names in DECLARED.items() for name in names})
NAMES = [name for role in (Role.MATRIX, Role.VECTOR, Role.SCALAR, Role.VARIABLE) for name in DECLARED[role]]

numbers = st.integers(0, 99).map(lambda value: Number(Fraction(value), str(value))) | st.sampled_from(
    [Number(Fraction(1, 2), "0.5"), Number(Fraction(5, 2), "2.5"), Number(Fraction(1, 6), "0.1(6)")]
)
symbols = st.sampled_from(NAMES).map(Symbol)
densities = st.builds(
    tree.Applied,
    st.sampled_from(DECLARED[Role.DENSITY]),
    symbols.map(lambda item: (item,)),
    st.just(()) | symbols.map(lambda item: (item,)),
)
leaves = numbers | symbols | densities | st.sampled_from([tree.Constant("pi"), tree.Constant("e"), tree.Constant("i")])


def several(nodes):
    return st.lists(nodes, min_size=2, max_size=3).map(tuple)


conditions = st.builds(tree.Relation, st.sampled_from(list(tree.RelationKind)[:6]), symbols, symbols | numbers)
two_conditions = st.tuples(conditions, conditions)


def larger(nodes):
    """Return trees with one more level."""
    heads = "log exp sin arctan sqrt abs norm norm_squared trace det factorial conjugate re stop_gradient floor"
    heads = f"{heads} double_factorial singular_value_max".split()
    return st.one_of(
        st.builds(Sum, several(nodes)),
        st.builds(Product, several(nodes)),
        st.builds(Negate, nodes),
        st.builds(Quotient, nodes, nodes),
        st.builds(Power, nodes, nodes),
        st.builds(lambda head, item: Call(head, (item,)), st.sampled_from(heads), nodes),
        st.builds(lambda name: Call("transpose", (Symbol(name),)), st.sampled_from(DECLARED[Role.MATRIX])),
        st.builds(lambda name: Call("inverse", (Symbol(name),)), st.sampled_from(DECLARED[Role.MATRIX])),
        st.builds(lambda items: Call("kronecker", items), several(nodes)),
        st.builds(tree.PlusMinus, st.none() | nodes, nodes, st.booleans()),
        st.builds(lambda name: Call("spectral_radius", (Symbol(name),)), st.sampled_from(DECLARED[Role.MATRIX])),
        st.builds(
            tree.Expectation, nodes, st.just(()), st.none() | densities, st.just(()) | symbols.map(lambda x: (x,))
        ),
        st.builds(lambda one, other, bound: tree.Piecewise((one, other), (bound, None)), nodes, nodes, conditions),
        st.builds(lambda one, other, bounds: tree.Piecewise((one, other), bounds), nodes, nodes, two_conditions),
        st.builds(tree.Divergence, densities, densities),
        st.builds(tree.Integral, nodes, st.just(Symbol("x")), st.none(), st.none()),
        st.builds(tree.BigOperator, st.sampled_from(["sum", "product"]), nodes, st.just(Symbol("k")), nodes, nodes),
        st.builds(tree.Derivative, nodes, symbols),
        st.builds(tree.Optimum, st.sampled_from(["argmax", "min"]), st.just((Symbol("a"),)), nodes),
        st.builds(lambda left, right: tree.MatrixLiteral(((left, right),)), nodes, nodes),
    )


trees = st.recursive(leaves, larger, max_leaves=12)
collections = (
    st.builds(tree.TupleLiteral, several(trees))
    | st.builds(tree.SetLiteral, several(trees))
    | st.builds(tree.Interval, trees, trees, st.booleans(), st.booleans())
)
relations = st.builds(tree.Relation, st.sampled_from(list(tree.RelationKind)[:11]), trees, trees | collections)
updates = st.builds(tree.Relation, st.just(tree.RelationKind.BECOMES), symbols, trees)


def tied(parts):
    """Return statements tied by words, arrows and quantifiers."""
    return st.one_of(
        st.builds(tree.Logic, st.sampled_from(["and", "or"]), several(parts)),
        st.builds(lambda part: tree.Logic("not", (part,)), parts),
        st.builds(
            tree.Relation, st.sampled_from([tree.RelationKind.IMPLIES, tree.RelationKind.EQUIVALENT]), parts, parts
        ),
        st.builds(tree.Quantified, st.sampled_from(["forall", "exists"]), st.just((Symbol("x"),)), parts),
        st.builds(tree.Quantified, st.just("forall"), bounds.map(lambda bound: (bound, Symbol("z"))), parts),
    )


bounds = st.builds(tree.Relation, st.sampled_from(list(tree.RelationKind)[1:6]), st.just(Symbol("a")), numbers)
truths = st.sampled_from([tree.Logic("and", ()), tree.Logic("or", ())])
sentences = st.recursive(relations | truths, tied, max_leaves=5)
statements = trees | collections | relations | updates | sentences


def normal(node):
    """Return the normal form up to which reading undoes typesetting: flat products, one sign, a norm's own square."""
    if isinstance(node, tuple):
        return tuple(normal(item) for item in node)
    if not hasattr(node, "__dataclass_fields__"):
        return node
    fields = {name: normal(getattr(node, name)) for name in node.__dataclass_fields__}
    match node:
        case Product():
            factors = []
            for factor in fields["factors"]:
                factors.extend(factor.factors if isinstance(factor, Product) else [factor])
            return Product(tuple(factors))
        case Number(value):
            return Number(value)
        case Power() if (
            isinstance(fields["base"], Call) and fields["base"].head == "norm" and _is_two(fields["exponent"])
        ):
            return Call("norm_squared", fields["base"].arguments)
        case _:
            return type(node)(**fields)


def _is_two(node):
    return isinstance(node, Number) and node.value == 2


@given(statements)
def test_what_is_typeset_is_read_back_the_same(node):
    latex = to_latex(node)
    read = read_latex(latex, NOTATION)
    assert (normal(read.node), read.faults) == (normal(node), ()), latex


@given(statements)
def test_what_is_typeset_becomes_mathml(node):
    assert convert(to_latex(node)).startswith("<math")


@given(statements)
def test_every_bracket_is_closed(node):
    latex = to_latex(node)
    assert latex.count("{") == latex.count("}")
    assert len(re.findall(r"\\left(?!arrow)", latex)) == len(re.findall(r"\\right(?!arrow)", latex))


ALPHA, ONE, TWO, A, X = Symbol("alpha"), Number(Fraction(1), "1"), Number(Fraction(2), "2"), Symbol("A"), Symbol("x")


@pytest.mark.parametrize(
    ("node", "latex"),
    [
        (Sum((ONE, Negate(ALPHA))), r"1 - \alpha"),
        (Product((TWO, Sum((ONE, ALPHA)))), r"2 \left(1 + \alpha\right)"),
        (Product((TWO, TWO)), r"2 \cdot 2"),
        (Negate(Product((TWO, A, X))), "-2 A x"),
        (Power(Sum((ONE, ALPHA)), TWO), r"\left(1 + \alpha\right)^{2}"),
        (Power(ALPHA, TWO), r"\alpha^{2}"),
        (Quotient(Sum((ONE, ALPHA)), TWO), r"\frac{1 + \alpha}{2}"),
        (Call("transpose", (A,)), r"A^{\top}"),
        (Call("transpose", (Symbol("X'"),)), r"{X'}^{\top}"),
        (Call("transpose", (Call("inverse", (A,)),)), r"A^{-\top}"),
        (Call("kronecker", (A, Sum((A, A)))), r"A \otimes \left(A + A\right)"),
        (Product((X, Sum((ONE, X)))), r"x \cdot \left(1 + x\right)"),
        (tree.Applied("p_theta", (X,), (Symbol("z"),)), r"p_{\theta}\left(x \mid z\right)"),
        (tree.Applied("F^-1", (X,)), r"F^{-1}\left(x\right)"),
        (tree.Expectation(X, (), tree.Applied("q")), r"\mathbb{E}_{q}\left[x\right]"),
    ],
)
def test_brackets_and_signs_stand_only_where_they_are_needed(node, latex):
    assert to_latex(node) == latex


@pytest.mark.parametrize(
    ("name", "latex"),
    [
        ("W_p", "W_{p}"),
        ("alpha", r"\alpha"),
        ("q_phi*", r"q_{\phi}^{*}"),
        ("X'", "X'"),
        ("tilde_W_p", r"\tilde{W}_{p}"),
        ("dot_W", r"\dot{W}"),
        ("p_F^-1(X)", "p_{F^{-1}(X)}"),
        ("d_k+1", "d_{k+1}"),
        ("lambda_min", r"\lambda_{\mathrm{min}}"),
        ("ELBO", r"\mathrm{ELBO}"),
    ],
)
def test_canonical_names_are_typeset(name, latex):
    assert symbol_latex(name) == latex


@given(st.text(min_size=1, max_size=20))
def test_no_name_can_smuggle_a_command(name):
    written = symbol_latex(name)
    assert written.count("{") == written.count("}")
    assert r"\href" not in written


def test_every_type_of_node_has_its_typesetter():
    assert set(TYPESETTERS) == set(typing.get_args(tree.Node))


def test_every_relation_has_its_sign():
    assert all(relation_latex(relation) for relation in tree.RelationKind)
