"""What people paste from Python is read as the mathematics it is, and nothing of it is ever evaluated."""

import pytest

from autograder.mathematics.notation import Notation, Role, SymbolSpec
from autograder.mathematics.reading import read_text

REALS = Notation(undeclared_are_real=True)
ARRAYS = Notation(
    {"A": SymbolSpec("A", Role.MATRIX, shape=(3, 3)), "x": SymbolSpec("x", Role.VECTOR, shape=(3,))},
    undeclared_are_real=True,
)


@pytest.mark.parametrize(
    ("source", "plain"),
    [
        ("np.exp(y)", "exp(y)"),
        ("numpy.sqrt(y)", "sqrt(y)"),
        ("math.log(y)", "log(y)"),
        ("2*np.pi", "2*pi"),
        ("sp.I", "i"),
        ("np.maximum(y, 0)", "max(y, 0)"),
        ("np.linalg.inv(A)", "inv(A)"),
        ("np.trace(A)", "tr(A)"),
        ("A.T", "A^T"),
        ("A.transpose()", "A^T"),
        ("A.inv()", "A^-1"),
        ("x.T @ A @ x", "x^T A x"),
        ("x @ A @ x", "x^T A x"),
        ("(A @ A).T", "(A A)^T"),
        ("3 x 10^-4", "3×10^-4"),
        ("3x10^4", "3×10^4"),
        ("1j*y", "1 i*y"),
    ],
)
def test_python_is_read_as_mathematics(source, plain):
    notation = REALS if "10" in source else ARRAYS
    read = read_text(source, notation)
    assert (read.node, read.faults) == (read_text(plain, notation).node, ())


@pytest.mark.parametrize("source", ["np.random.rand(3)", "os.system(1)", "np.float64(3)", "np.load(y)", "A.__class__"])
def test_what_is_no_mathematics_is_a_fault(source):
    assert read_text(source, ARRAYS).faults


def test_a_star_beside_the_product_of_arrays_works_entry_by_entry(show):
    assert show(read_text("A @ A * A", ARRAYS).node) != show(read_text("A @ A @ A", ARRAYS).node)
    assert show(read_text("A * A", ARRAYS).node) == show(read_text("A A", ARRAYS).node)


def test_the_x_of_a_power_of_ten_is_a_name_where_x_is_one():
    assert read_text("3 x 10^2", ARRAYS).node != read_text("3×10^2", ARRAYS).node
    assert read_text("3 x 10^2 + x", REALS).node == read_text("3 * x * 10^2 + x", REALS).node
