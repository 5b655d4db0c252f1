from typing import Any

import pytest

from autograder.mathematics.derivation.padding import is_padded
from autograder.mathematics.traversal import mentions


@pytest.mark.parametrize(
    "padded",
    [r"\tr(F_1) + 0 \tr(F_2)", r"\tr(F_1) + \tr(F_2) - \tr(F_2)", r"\frac12 (2\tr(F_1) + \tr(F_2) - \tr(F_2))"],
)
def test_terms_that_change_nothing_are_padding(simsiam: Any, padded: str) -> None:
    assert is_padded(simsiam.read(padded), simsiam.ground, lambda node: mentions(node, "F_2"))


def test_terms_that_change_nothing_and_are_not_asked_for_are_no_padding(simsiam: Any) -> None:
    assert not is_padded(simsiam.read(r"\tr(F_1) + 0"), simsiam.ground, lambda node: mentions(node, "F_1"))


def test_terms_that_matter_are_no_padding(simsiam: Any) -> None:
    assert not is_padded(simsiam.read(r"\tr(F_1) + \tr(F_{12})"), simsiam.ground, lambda node: mentions(node, "F_12"))
