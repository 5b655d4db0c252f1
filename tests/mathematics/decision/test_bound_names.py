"""An index that a sum counts is no letter of the answer."""

from collections.abc import Callable
from typing import Any

import pytest

from autograder.mathematics.decision import Different, Equal, Undecided

ASKED = frozenset(["n", "pi", "W", "W_0", "t", "lambda_0", "X'"])


@pytest.mark.parametrize(
    ("name", "form", "target", "kind"),
    [
        ("q1_vae", r"\sum_{i=1}^n\dim(\pi)", r"n\dim(\pi)", Equal),
        ("q1_vae", r"\sum_{i=0}^n\dim(\pi)", r"n\dim(\pi)", Different),
        ("q5_simsiam", r"\|W(0)\|_F\exp(-\int_0^t\lambda_0ds)", r"\|W(0)\|_F e^{-\lambda_0 t}", Equal),
        ("q5_simsiam", r"W(0)\sum_{k=0}^\infty\frac{(-2tX')^k}{k!}", r"W(0)e^{-2X't}", Undecided),
    ],
)
def test_a_bound_index_is_no_foreign_letter(
    question: Callable[[str], Any], name: str, form: str, target: str, kind: type
) -> None:
    found = question(name).decide(form, target, in_terms_of=ASKED)
    assert isinstance(found, kind)
    assert "in terms of" not in getattr(found, "reason", "")
