"""A student's own names, written out."""

import pytest

from autograder.mathematics.derivation.definitions import Definition, defined_name, written_out
from autograder.mathematics.notation import Notation
from autograder.mathematics.reading import read_latex
from autograder.mathematics.tree import Node

ANY = Notation(undeclared_are_real=True)


def read(source: str) -> Node:
    node = read_latex(source, ANY).node
    assert node is not None
    return node


@pytest.mark.parametrize(
    ("used", "meant"),
    [
        ("a J(u)", "a (u + 1)"),
        (r"\frac{a}{J(u)}", r"\frac{a}{u + 1}"),
        ("a / J(u)", r"\frac{a}{u + 1}"),
        ("J(u)^2", "(u + 1)^2"),
        ("J(v) + 3", "(v + 1) + 3"),
        (r"\log J(u)", r"\log (u + 1)"),
        ("J", "u + 1"),
    ],
)
def test_a_name_of_an_argument_is_written_out(used: str, meant: str) -> None:
    assert written_out(read(used), {"J": Definition(read("u + 1"), ("u",))}) == read(meant)


def test_what_binds_its_argument_is_not_used_of_another() -> None:
    slope = read(r"\frac{d}{du} \sin(u)")
    assert written_out(read("J(v)"), {"J": Definition(slope, ("u",))}) == read("J(v)")
    assert written_out(read("J(u)"), {"J": Definition(slope, ("u",))}) == slope


def test_only_names_may_stand_on_the_left() -> None:
    assert defined_name(read("a")) == ("a", ())
    assert defined_name(read("J(u)")) == ("J", ("u",))
    assert defined_name(read("2 a")) is None
