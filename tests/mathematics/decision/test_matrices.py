"""Matrix polynomials: proved equal by their normal form, and never called equal where they are not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.mathematics.decision import Different, Equal, Undecided, decide
from autograder.mathematics.decision.matrices import same_matrix_polynomial
from autograder.mathematics.notation import Notation, Role, SymbolSpec
from autograder.mathematics.reading import read_latex
from autograder.mathematics.traversal import map_children
from autograder.mathematics.tree import Call, Negate, Node, Number, Product, Sum, Symbol

NOTATION = Notation(
    {
        **{name: SymbolSpec(name, Role.MATRIX, shape=(3, 3)) for name in "AB"},
        "S": SymbolSpec("S", Role.MATRIX, shape=(3, 3), symmetric=True),
        "v": SymbolSpec("v", Role.VECTOR, shape=(3,)),
        "a": SymbolSpec("a"),
    }
)


def tree(latex: str) -> Node:
    read = read_latex(latex, NOTATION)
    assert read.node is not None
    assert not read.faults
    return read.node


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("(A+B)^2", "A^2+AB+BA+B^2"),
        (r"(AB)^\top", r"B^\top A^\top"),
        ("(AB)^{-1}", "B^{-1}A^{-1}"),
        ("ABB^{-1}", "A"),
        (r"S^\top", "S"),
        (r"(A^\top S A)^\top", r"A^\top S A"),
        (r"\operatorname{tr}(AB)", r"\operatorname{tr}(BA)"),
        (r"\operatorname{tr}(A B^\top)", r"\operatorname{tr}(B A^\top)"),
        (r"\operatorname{tr}(a A + B)", r"\operatorname{tr}(B) + a\operatorname{tr}(A)"),
        ("a(A - B)", "aA - aB"),
        ("(A + I)(A - I)", "A^2 - I"),
        (r"v^\top (A + A^\top) v / 2 + v^\top A v", r"\frac12 v^\top A v + \frac12 v^\top A^\top v + v^\top A v"),
        ("A - A", "0"),
    ],
)
def test_an_identity_is_proved(one: str, other: str) -> None:
    assert same_matrix_polynomial(tree(one), tree(other), NOTATION)
    found = decide(tree(one), tree(other), NOTATION)
    assert isinstance(found, Equal)
    assert found.proved


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("(A+B)^2", "A^2+2AB+B^2"),
        (r"(AB)^\top", r"A^\top B^\top"),
        (r"A^\top", "A"),
        ("(AB)^{-1}", "A^{-1}B^{-1}"),
        (r"\operatorname{tr}(ABS)", r"\operatorname{tr}(BAS)"),
        ("A + 2I", "A + I"),
    ],
)
def test_what_is_no_identity_is_not_proved(one: str, other: str) -> None:
    assert not same_matrix_polynomial(tree(one), tree(other), NOTATION)
    assert isinstance(decide(tree(one), tree(other), NOTATION), Different)


@pytest.mark.parametrize("latex", [r"(A+B)^{-1}", "e^A", r"\det A", r"\operatorname{tr}(I)", "A^{13}", r"A \otimes B"])
def test_what_is_no_polynomial_proves_nothing(latex: str) -> None:
    assert not same_matrix_polynomial(tree(latex), tree(latex), NOTATION)


def test_a_number_added_to_a_matrix_is_right_with_a_note_or_for_a_human() -> None:
    found = decide(tree(r"A^\top A + 1"), tree(r"A^\top A + I"), NOTATION)
    assert isinstance(found, Equal)
    assert "multiple of I" in found.notes[0]
    assert isinstance(decide(tree(r"A^\top A + 2"), tree(r"A^\top A + I"), NOTATION), Undecided)
    assert isinstance(decide(tree("A + v"), tree("A"), NOTATION), Different)


words = st.recursive(
    st.sampled_from([Symbol("A"), Symbol("B"), Symbol("S")]),
    lambda parts: st.one_of(
        st.lists(parts, min_size=2, max_size=3).map(lambda items: Product(tuple(items))),
        st.lists(parts, min_size=2, max_size=3).map(lambda items: Sum(tuple(items))),
        parts.map(Negate),
        parts.map(lambda part: Call("transpose", (part,))),
        parts.map(lambda part: Product((Number(2), part))),
    ),
    max_leaves=6,
)


def _swapped(node: Node) -> Node:
    node = map_children(node, _swapped)
    return Product(node.factors[::-1]) if isinstance(node, Product) else node


@given(words)
def test_whatever_is_proved_agrees_in_worlds(node: Node) -> None:
    other = _swapped(node)
    if same_matrix_polynomial(node, other, NOTATION):
        zero = decide(Sum((node, Negate(other), Symbol("A"))), Symbol("A"), NOTATION)
        assert isinstance(zero, Equal)
