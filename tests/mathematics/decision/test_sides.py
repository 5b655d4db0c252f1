"""Finding the answer in what a student wrote around it."""

from collections.abc import Callable
from typing import Any

import pytest

from autograder.mathematics.decision import strip_label
from autograder.mathematics.decision.sides import linear_equations, listed, points
from autograder.mathematics.evaluation import plain
from autograder.mathematics.tree import TupleLiteral


@pytest.mark.parametrize(
    ("written", "answer"),
    [
        (r"A = 1+\alpha", r"1+\alpha"),
        (r"1+\alpha = A", r"1+\alpha"),
        (r"|\lambda| = \sqrt{1+\alpha^2} > 1", r"\sqrt{1+\alpha^2}"),
        (r"\lambda = \frac{2+\alpha}{2} = 1 + \frac{\alpha}{2}", r"1+\frac{\alpha}{2}"),
        (r"|d| \le 2\alpha", r"2\alpha"),
        (r"2\alpha \ge |d|", r"2\alpha"),
        (r"1+\alpha", r"1+\alpha"),
    ],
)
def test_labels_chains_and_bounds_are_stripped(question: Callable[[str], Any], written: str, answer: str) -> None:
    gan = question("q4_gan")
    assert strip_label(gan.read(written)) == gan.read(answer)


@pytest.mark.parametrize(
    "written", [r"\{d, g\}", r"\lambda_1 = d, \lambda_2 = g", r"\lambda = d \text{ or } \lambda = g", "d, g"]
)
def test_lists_in_many_forms(question: Callable[[str], Any], written: str) -> None:
    gan = question("q4_gan")
    assert listed(gan.read(written)) == (gan.read("d"), gan.read("g"))


@pytest.mark.parametrize(
    "written", ["(1, 2)", r"\{(1,2)\}", "d=1, g=2", "g=2, d=1", "(d,g)=(1,2)", r"[1,2]^\top", "[1, 2]"]
)
def test_a_point_in_many_forms(question: Callable[[str], Any], written: str) -> None:
    gan = question("q4_gan")
    (point,) = points(gan.read(written), ("d", "g"))
    assert isinstance(point, TupleLiteral)
    assert point == gan.read("(1, 2)")


def test_equations_are_sorted_by_whose_they_are(question: Callable[[str], Any]) -> None:
    gan = question("q4_gan")
    one = linear_equations(gan.read(r"d_{k+1} = d_k + g_k, g_{k+1} = g_k"), ("d", "g"))
    other = linear_equations(gan.read(r"g_{k+1} = g_k, d_{k+1} = d_k + g_k"), ("d", "g"))
    assert one is not None
    assert one == other
    assert [[plain(entry) for entry in row] for row in one[0].rows] == [["1 + 0", "0 + 1"], ["0", "1"]]
