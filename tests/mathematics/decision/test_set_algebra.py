"""Sets that are mere names are compared by the table of membership, statements about them by their empty regions."""

import pytest

from autograder.mathematics.decision import Different, Equal, Undecided, decide
from autograder.mathematics.notation import Notation
from autograder.mathematics.reading import read_latex
from autograder.mathematics.reading.sets import SIDE_BY_SIDE

REALS = Notation(undeclared_are_real=True)


def decided(student, reference):
    return decide(read_latex(student, REALS).node, read_latex(reference, REALS).node, REALS)


@pytest.mark.parametrize(
    ("student", "reference", "kind"),
    [
        (r"A\cap(B\cup C)", r"(A\cap B)\cup(A\cap C)", Equal),
        (r"A\cap(B\cup C)", r"(A\cap B)\cup C", Different),
        (r"A\setminus B", r"A\cap B^c", Equal),
        (r"(A\cup B)^c", r"A^c\cap B^{\complement}", Equal),
        (r"\overline{A\cup B}", r"\bar A\cap\bar B", Equal),
        (r"(A\cap B)'", r"A'\cup B'", Equal),
        (r"(A\cup B)^c", r"A^c\cup B^c", Different),
        (r"\Omega\setminus A", r"(A^c\cup A^c)", Equal),
        (r"A\triangle B", r"(A\cup B)\setminus(A\cap B)", Equal),
        (r"D=A\cup B", r"B\cup A", Equal),
        (r"A\setminus A", r"\emptyset", Equal),
        (r"A\subseteq A\cup B", r"\text{true}", Equal),
        (r"A\subseteq B", r"A\cap B=A", Equal),
        (r"A\subseteq B", r"B\subseteq A", Different),
        (r"A\subseteq B", r"\text{true}", Different),
        (r"A\cup[0,1]", r"A\cap[0,1]", Undecided),
    ],
)
def test_sets_of_names(student, reference, kind):
    assert isinstance(decided(student, reference), kind)


def test_a_difference_is_shown_by_an_element():
    assert decided(r"A\cup B", r"A\cap B").witness.bindings == (("in A", "true"), ("in B", "false"))


def test_different_operations_without_brackets_are_remarked():
    assert SIDE_BY_SIDE in read_latex(r"A\cup B\cap C", REALS).remarks
    assert SIDE_BY_SIDE not in read_latex(r"A\cup(B\cap C)\cup D", REALS).remarks


@pytest.mark.parametrize(
    ("student", "reference", "kind"),
    [
        (r"\{1,2\}\times\{3\}", r"\{(1,3),(2,3)\}", Equal),
        (r"\{1,2\}\times\{3,4\}", r"\{(1,3),(1,4),(2,3)\}", Different),
        (r"\{1,2\}\times\{3\}\times\{4\}", r"\{(1,3,4),(2,3,4)\}", Equal),
        (r"2\times\{3\}", "6", Equal),
    ],
)
def test_products_of_sets_written_out(student, reference, kind):
    assert isinstance(decided(student, reference), kind)
