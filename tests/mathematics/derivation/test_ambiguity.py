from typing import Any

import pytest

from autograder.domain.evidence import LineMark
from autograder.mathematics.derivation.ambiguity import READ_NARROWLY

START = r"\int p_X(x) \log \frac{p_X(x)}{p_U(F^{-1}(x))} dx"


@pytest.mark.parametrize(
    "line",
    [
        r"&= \int p_X(F(u)) \log \frac{p_X(F(u))}{p_U(u)} \left|\det J_F(u)\right| du",
        r"&= \int p_X(F(u)) \log \frac{p_X(F(u))}{p_U(u)} |\det \frac{\partial F(u)}{\partial u}| du",
    ],
)
def test_a_bare_logarithm_may_end_behind_its_fraction(flows: Any, line: str) -> None:
    judged = flows.judge(START, line)
    assert judged[1].mark is LineMark.HOLDS
    assert judged[1].remark == READ_NARROWLY


def test_brackets_leave_one_reading(flows: Any) -> None:
    line = r"&= \int p_X(F(u)) \log\left(\frac{p_X(F(u))}{p_U(u)} \left|\det J_F(u)\right|\right) du"
    assert flows.judge(START, line)[1].mark is LineMark.BROKEN


def test_no_reading_makes_a_wrong_line_right(flows: Any) -> None:
    line = r"&= \int p_X(F(u)) \log \frac{p_U(u)}{p_X(F(u))} |\det J_F(u)| du"
    assert flows.judge(START, line)[1].mark is LineMark.BROKEN
