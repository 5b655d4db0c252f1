"""Subscripts pick entries of declared arrays, and the numbers of a family where a sum runs over its index."""

import pytest

from autograder.mathematics.decision import Different, Equal, Undecided, decide
from autograder.mathematics.notation import Domain, Notation, Role, SymbolSpec
from autograder.mathematics.reading import read_latex

ARRAYS = Notation(
    {
        "A": SymbolSpec("A", Role.MATRIX, shape=(2, 2)),
        "W": SymbolSpec("W", Role.MATRIX, shape=(3, 2)),
        "x": SymbolSpec("x", Role.VECTOR, shape=(2,)),
        "n": SymbolSpec("n", domain=Domain.POSITIVE_INTEGER),
    },
    undeclared_are_real=True,
)
FAMILIES = Notation({"n": ARRAYS.symbols["n"]}, undeclared_are_real=True)


def decided(student, reference, notation):
    return decide(read_latex(student, notation).node, read_latex(reference, notation).node, notation)


@pytest.mark.parametrize(
    ("student", "reference", "kind"),
    [
        (r"\sum_{i=1}^2\sum_{j=1}^2 A_{ij}x_ix_j", r"x^\top A x", Equal),
        (r"\sum_{i,j} A_{ij}x_i", r"x^\top A x", Different),
        (r"\sum_i x_i^2", r"\|x\|^2", Equal),
        (r"x_1^2+x_2^2", r"\|x\|^2", Equal),
        (r"\sum_{i,j} A_{ij}\delta_{ij}", r"\operatorname{tr}A", Equal),
        (r"(Wx)_i", r"\sum_j W_{ij}x_j", Equal),
        (r"[Wx]_3", r"W_{31}x_1+W_{32}x_2", Equal),
        (r"(Ax)_i", r"\sum_j A_{ji}x_j", Different),
        (r"\sum_j\delta_{ij}x_j", "x_i", Equal),
        (r"(A^2)_{ij}", r"\sum_k A_{ik}A_{kj}", Equal),
        (r"A_{12}", r"A_{21}", Different),
        (r"\sum_{i=1}^5 x_i", r"x_1+x_2", Undecided),
    ],
)
def test_entries_of_declared_arrays(student, reference, kind):
    assert isinstance(decided(student, reference, ARRAYS), kind)


@pytest.mark.parametrize(
    ("student", "reference", "kind"),
    [
        (r"x_1+x_2+\dots+x_n", r"\sum_{i=1}^n x_i", Equal),
        (r"\sum_{i=1}^n x_i", r"\sum_{j=1}^n x_j", Equal),
        (r"\sum_{i=1}^n x_i", "n x_1", Different),
        (r"\sum_{i=1}^n x_i", "n x_i", Undecided),
        (r"\sum_{i=1}^n (x_{i+1}-x_i)", "x_{n+1}-x_1", Equal),
        (r"\sum_{i=1}^n\sum_{j=1}^i a_{ij}", r"\sum_{j=1}^n\sum_{i=j}^n a_{ij}", Equal),
        (r"\sum_{i=1}^n\sum_{j=1}^i a_{ij}", r"\sum_{j=1}^n\sum_{i=1}^j a_{ij}", Different),
        (r"\sum_{i=1}^n(x_i-\bar x)^2", r"\sum_{i=1}^n x_i^2-n\bar x^2", Equal),
        (r"\sum_{i=1}^n(x_i-\bar x)^2", r"\sum_{i=1}^n x_i^2-\bar x^2", Different),
        (r"\sum_{i=1}^n(x_i-\bar x)+\sum_{i=1}^m x_i", r"\sum_{i=1}^m x_i", Undecided),
    ],
)
def test_families_under_sums(student, reference, kind):
    assert isinstance(decided(student, reference, FAMILIES), kind)
