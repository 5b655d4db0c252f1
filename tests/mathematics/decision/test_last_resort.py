"""The last resort: asked only where nothing else decides, and never believed against a difference."""

import subprocess
import sys
from collections.abc import Callable

import pytest

from autograder.mathematics.decision import Decision, Different, Equal, Options, Undecided, decide, sympy_simplifies
from autograder.mathematics.notation import Domain, Notation, SymbolSpec
from autograder.mathematics.reading import read_latex
from autograder.mathematics.tree import Node

ANY = Notation(undeclared_are_real=True)
Decide = Callable[..., Decision]


def tree(latex: str) -> Node:
    read = read_latex(latex, ANY)
    assert read.node is not None
    return read.node


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (r"\int_0^\infty \frac{\sin x}{x}dx", r"\frac{\pi}{2}", True),
        (r"\sum_{k=1}^n k^3", r"\frac{n^2(n+1)^2}{4}", True),
        (r"\sum_{k=1}^n k^3", r"\frac{n^2(n+1)^2}{2}", False),
        (r"\sin^2 x + \cos^2 x", "1", True),
        (r"\sqrt{x^2}", "x", False),
        (r"\lim_{x\to 0}\frac{\sin x}{x}", "1", True),
    ],
)
def test_sympy_says_what_it_can_show(one: str, other: str, expected: bool) -> None:
    assert sympy_simplifies(tree(one), tree(other), ANY) is expected


def test_declared_domains_are_kept() -> None:
    positive = Notation({"x": SymbolSpec("x", domain=Domain.POSITIVE)})
    assert sympy_simplifies(tree(r"\sqrt{x^2}"), tree("x"), positive)


@pytest.mark.parametrize(
    "latex",
    ["10^{10^{10}}", "9^{9^{9^9}}", "(10^{9})!", r"\binom{10^9}{10^8}", "x^{1000000}", "+".join(["x"] * 400), "f(x)"],
)
def test_what_would_grow_while_it_is_built_is_not_built(latex: str) -> None:
    assert not sympy_simplifies(tree(latex), tree("x"), ANY)


def test_it_closes_what_is_undecided_and_nothing_else(decide_text: Decide) -> None:
    asked: list[Node] = []

    def resort(left: Node, _right: Node, _notation: Notation) -> bool:
        asked.append(left)
        return True

    assert isinstance(decide_text("x+1", "x+2", last_resort=resort), Different)
    assert isinstance(decide_text("x+1", "1+x", last_resort=resort), Equal)
    assert not asked
    undecided = tree(r"\sum_{k=1}^n k^3"), tree(r"\frac{n^2(n+1)^2}{4}"), ANY, None
    assert isinstance(decide(*undecided), Undecided)
    assert isinstance(decide(*undecided, Options(last_resort=resort)), Equal)
    assert asked


def test_sympy_is_loaded_only_when_it_is_asked() -> None:
    code = "import sys, autograder.mathematics.decision; sys.exit('sympy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
