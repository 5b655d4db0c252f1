"""What an answer defines for itself stands for what it is defined to be; circles and explosions are refused."""

import pytest

from autograder.domain.faults import FaultKind
from autograder.mathematics.reading import read_latex, read_text
from autograder.mathematics.traversal import names_in


@pytest.mark.parametrize(
    "source",
    [
        r"I + \alpha M, \quad M = A^\top",
        r"I + \alpha M \text{ where } M = A^\top",
        r"I + \alpha M, \text{ with } M = A^\top",
        r"M = A^\top, \; I + \alpha M",
        r"M := A^\top;\ I + \alpha M",
        r"I + \alpha M, \ M = N^\top, \ N = A",
        r"I + \alpha M \text{ where } M = N^\top \text{ and } N = A",
    ],
)
def test_a_name_of_the_students_own_is_replaced(source, notations, show):
    read = read_latex(source, notations["game"])
    assert (show(read.node), read.faults) == ("(+ (identity) (* alpha (transpose A)))", ())
    assert any(remark.startswith("M is replaced") for remark in read.remarks)


def test_a_name_of_the_question_keeps_its_meaning(notations):
    read = read_latex(r"\alpha + 1, \alpha = d", notations["game"])
    assert "alpha" in names_in(read.node)


def test_a_label_that_nothing_uses_is_no_definition(notations, show):
    read = read_latex(r"r = \sqrt{a},\ a = b^2", notations["game"])
    assert show(read.node) == "(and (= r (sqrt a)) (= a (^ b 2)))"


@pytest.mark.parametrize("source", ["M + 1, M = M", "M + 1, M = N, N = M", "M, M = N, N = K, K = M + N"])
def test_a_circle_of_definitions_is_refused(source, notations):
    read = read_latex(source, notations["game"])
    assert read.node is None
    assert "is defined by itself" in read.faults[0].message


def test_definitions_that_double_each_other_are_refused_before_they_grow(notations):
    chain = ", ".join(f"m_{{{k}}} = m_{{{k + 1}}} + m_{{{k + 1}}}" for k in range(60))
    read = read_latex(rf"m_0, {chain}, m_{{60}} = \alpha", notations["game"])
    assert read.faults[0].fault is FaultKind.TOO_LARGE


def test_where_no_name_need_be_declared_nothing_is_replaced(notations, show):
    assert show(read_text("x + 1, x = y", notations["reals"]).node) == "list((+ x 1), (= x y))"


def test_what_is_said_about_the_answer_is_a_remark(notations, show):
    read = read_latex(r"|\phi|\text{, the same for every } n", notations["inference"])
    assert show(read.node) == "(cardinality phi)"
    assert read.remarks == (", the same for every n",)
