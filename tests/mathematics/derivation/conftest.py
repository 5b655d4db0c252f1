"""Grounds of the shipped questions, and formulas as they are compared on them."""

from collections.abc import Callable
from typing import Any

import pytest

from autograder.mathematics.derivation import Ground, JudgedLine, Rules, comparable, judge_steps
from autograder.mathematics.reading import read_derivation
from autograder.mathematics.tree import Node


class Place:
    """One question's ground."""

    def __init__(self, question: Any, constant_in: tuple[str, ...], worlds: tuple[str, ...]) -> None:
        self.question = question
        factories = tuple(getattr(question.worlds, name) for name in worlds)
        self.ground = Ground(question.notation, factories, constant_in)

    def read(self, latex: str) -> Node:
        return comparable(self.question.read(latex), self.question.notation)

    def judge(self, *lines: str, rules: Rules | None = None) -> tuple[JudgedLine, ...]:
        source = "\\begin{align*}" + r" \\ ".join(lines) + "\\end{align*}"
        return self.judge_text(source, rules)

    def judge_text(self, source: str, rules: Rules | None = None) -> tuple[JudgedLine, ...]:
        return judge_steps(read_derivation(source, self.question.notation), self.ground, rules or Rules())


@pytest.fixture(scope="session")
def vae(question: Callable[[str], Any]) -> Place:
    return Place(question("q1_vae"), ("theta",), ("world",))


@pytest.fixture(scope="session")
def flows(question: Callable[[str], Any]) -> Place:
    return Place(question("q3_flows"), (), ("world", "world_in_the_plane"))


@pytest.fixture(scope="session")
def simsiam(question: Callable[[str], Any]) -> Place:
    return Place(question("q5_simsiam"), (), ("world",))


@pytest.fixture(scope="session")
def linear_flow(question: Callable[[str], Any]) -> Place:
    return Place(question("q5_simsiam"), (), ("world_without_predictor",))
