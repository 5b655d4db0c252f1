from typing import Any

import pytest

from autograder.domain.evidence import LineMark
from autograder.mathematics.derivation import judge_steps, moving_names, writes_differentials
from autograder.mathematics.derivation.steps import Rules
from autograder.mathematics.reading import read_derivation


def marks(place: Any, *lines: str) -> list[LineMark]:
    source = "\\begin{align*}" + r" \\ ".join(lines) + "\\end{align*}"
    read = read_derivation(source, place.question.notation)
    moving = moving_names([line.node for line in read if line.node is not None], place.ground.worlds.base)
    return [line.mark for line in judge_steps(read, place.ground.along(moving), Rules())]


@pytest.mark.parametrize(
    ("line", "mark"),
    [
        (r"&= \operatorname{tr}((F_1 W_p^T - F_{12}) dW_p)", LineMark.HOLDS),
        (r"&= \langle W_p F_1 - F_{12}^T, \mathrm{d}W_p \rangle", LineMark.HOLDS),
        (r"&= d\frac12 \operatorname{tr}(W_p^T W_p F_1) - d \operatorname{tr}(W_p F_{12})", LineMark.HOLDS),
        (r"&= \operatorname{tr}((F_1 W_p^T + F_{12}) dW_p)", LineMark.BROKEN),
        (r"&= \operatorname{tr}(W_p^T F_1 dW_p - F_{12} dW_p)", LineMark.BROKEN),
    ],
)
def test_a_differential_is_the_change_along_a_step(simsiam: Any, line: str, mark: LineMark) -> None:
    assert marks(simsiam, "dJ", line, r"&= \operatorname{tr}(dW_p)")[:2] == [LineMark.GIVEN, mark]


def test_only_names_that_nothing_else_determines_take_steps(simsiam: Any) -> None:
    nodes = [simsiam.question.read(r"dJ - \operatorname{tr}(F_1 dW_p) + dF_1")]
    assert moving_names(nodes, simsiam.ground.worlds.base) == ("W_p",)


def test_a_derivative_by_time_is_no_differential(simsiam: Any) -> None:
    assert not writes_differentials(simsiam.question.read(r"\dot W + \frac{dW}{dt}"))
