"""Walking and rewriting trees."""

from fractions import Fraction

from autograder.mathematics.traversal import children, depth, map_children, mentions, names_in, rename, substitute, walk
from autograder.mathematics.tree import Applied, Divergence, Integral, MatrixLiteral, Negate, Node, Number, Sum, Symbol

X, Y = Symbol("x"), Symbol("y")


def test_children_come_in_the_order_written_and_skip_what_is_not_there() -> None:
    assert children(MatrixLiteral(((X, Y), (Y, X)))) == (X, Y, Y, X)
    assert children(Integral(X, Y)) == (X, Y)
    assert children(Number(Fraction(1, 2), "0.5")) == ()


def test_walking_a_very_deep_tree_needs_no_recursion() -> None:
    node: Node = X
    for _ in range(50_000):
        node = Negate(node)
    assert sum(1 for _ in walk(node)) == 50_001
    assert depth(node) == 50_001


def test_mapping_identity_gives_an_equal_tree() -> None:
    node = Sum((Applied("p", (X,), (Y,)), Divergence(Applied("q"), X)))
    assert map_children(node, lambda child: child) == node


def test_names_are_symbols_and_functions() -> None:
    node = Sum((Applied("p", (X,), (Y,)), Symbol("alpha")))
    assert names_in(node) == {"p", "x", "y", "alpha"}
    assert mentions(node, "p")
    assert not mentions(node, "q")


def test_substitution_replaces_symbols_and_renaming_functions_too() -> None:
    node = Sum((Applied("p", (X,)), X))
    assert substitute(node, {"x": Y, "p": Y}) == Sum((Applied("p", (Y,)), Y))
    assert rename(node, {"x": "y", "p": "q"}) == Sum((Applied("q", (Y,)), Y))


def test_a_tree_in_which_nothing_changes_stays_the_same_object() -> None:
    node = MatrixLiteral(((X, Sum((X, Negate(Y)))), (Y, X)))
    assert map_children(node, lambda child: child) is node
    assert substitute(node, {"z": Y}) is node
    assert rename(node, {"z": "y"}) is node


def test_a_change_below_keeps_what_stands_beside_it() -> None:
    untouched = Sum((X, X))
    changed = substitute(Sum((untouched, Y)), {"y": X})
    assert changed == Sum((untouched, X))
    assert children(changed)[0] is untouched
