"""What an answer says of its own value: true is a remark, false keeps it from being right, the rest is for a human."""

from collections.abc import Callable
from typing import Any

import pytest

from autograder.mathematics.decision import Different, Equal, Undecided

MODULUS = r"\sqrt{1+\alpha^2}"
BIAS = r"-D_{KL}(q(z|x)\|p_\theta(z|x))"
BOUND = r"\|W(0)\|_F e^{-\lambda_0 t}"
LAMBDA = r"2\lambda_{\min}(X')"
HESSIAN = r"2X' \otimes I_{n_2}"
SOLUTION = r"W(0)e^{-2tX'}"


def _kind(question: Callable[[str], Any], form: str, target: str) -> type:
    name = "q4_gan" if "alpha" in target else "q1_vae" if "KL" in target else "q5_simsiam"
    return type(question(name).decide(form, target))


@pytest.mark.parametrize(
    ("form", "target"),
    [
        (r"\sqrt{1+\alpha^2}<1", MODULUS),
        (r"\sqrt{1+\alpha^2}\le 1", MODULUS),
        (r"\sqrt{1+\alpha^2}<1\text{ so it converges}", MODULUS),
        (r"\forall\alpha>0: \sqrt{1+\alpha^2}<1", MODULUS),
        (r"\sqrt{1+\alpha^2} > \infty", MODULUS),
        (r"|\lambda|=1=\sqrt{1+\alpha^2}", MODULUS),
        (r"|1+i\alpha|=\sqrt{1-\alpha^2}=\sqrt{1+\alpha^2}", MODULUS),
        (r"|\lambda|=\sqrt{1+\alpha^2}>1>2", MODULUS),
        (r"1+\alpha^2<1", r"1+\alpha^2"),
        (BIAS + r"\ge0", BIAS),
        (LAMBDA + "<0", LAMBDA),
        (r"\lambda_{\min}(X') = 2\lambda_{\min}(X')", LAMBDA),
        (HESSIAN + r"\prec0", HESSIAN),
        (r"\|W(t)\|_F\le" + BOUND + r"\to\infty", BOUND),
        (r"\|W(t)\|_F\le" + BOUND + r"\ge\|W(0)\|_F", BOUND),
        (SOLUTION + r"\to\infty", SOLUTION),
    ],
)
def test_a_false_relation_beside_the_right_value_is_not_right(
    question: Callable[[str], Any], form: str, target: str
) -> None:
    assert _kind(question, form, target) is Different


def test_the_false_relation_is_named(question: Callable[[str], Any]) -> None:
    found = question("q4_gan").decide(r"\sqrt{1+\alpha^2}<1", MODULUS)
    assert r"\sqrt{1 + \alpha^{2}} < 1" in found.reason


@pytest.mark.parametrize(
    ("form", "target"),
    [
        (r"\sqrt{1+\alpha^2}>1", MODULUS),
        (r"|\lambda|=\sqrt{1+\alpha^2}\ge 1", MODULUS),
        (r"|\lambda|=\sqrt{1+\alpha^2}>1>0", MODULUS),
        (r"1<\sqrt{1+\alpha^2}", MODULUS),
        (r"\sqrt{1+\alpha^2}<\infty", MODULUS),
        (r"|\lambda_1|=|\lambda_2|=\sqrt{1+\alpha^2}", MODULUS),
        (r"\mathcal{L}-\log p_\theta(x)=" + BIAS + r"\le 0", BIAS),
        (r"\lambda_{\min}(H)=" + LAMBDA + ">0", LAMBDA),
        ("H=" + HESSIAN + r"\succ0", HESSIAN),
        (r"\|W(t)\|_F\le" + BOUND + r"\to 0", BOUND),
        (r"\|W(t)\|_F=" + BOUND, BOUND),
        (r"\|W(t)\|_F\le" + BOUND + r"\le\|W(0)\|_F", BOUND),
        ("W(t)=" + SOLUTION + r"\to 0", SOLUTION),
        (r"\dot W = -(W_p^\top W_p + I) W X' - (W_p - I)^\top (W_p - I) W X = -2WX'", "-2WX'"),  # W_p is I there
    ],
)
def test_a_true_relation_is_a_remark(question: Callable[[str], Any], form: str, target: str) -> None:
    assert _kind(question, form, target) is Equal


@pytest.mark.parametrize("sign", ["<", ">"])
def test_more_or_less_than_the_value_is_not_the_value(question: Callable[[str], Any], sign: str) -> None:
    assert _kind(question, rf"|\lambda|{sign}\sqrt{{1+\alpha^2}}", MODULUS) is Different


@pytest.mark.parametrize(
    ("form", "target"),
    [
        (r"|\lambda|\le\sqrt{1+\alpha^2}", MODULUS),
        (r"\sqrt{1+\alpha^2}\to\infty", MODULUS),
        (r"|\lambda|=\sqrt{1+\alpha^2}< i", MODULUS),
    ],
)
def test_what_is_said_but_cannot_be_told_is_for_a_human(question: Callable[[str], Any], form: str, target: str) -> None:
    assert _kind(question, form, target) is Undecided


@pytest.mark.parametrize(
    ("form", "target", "kind"),
    [
        (r"\|W(0)\|_2 e^{-\lambda_0 t}", BOUND, Different),  # the spectral norm is smaller
        (r"\|W(0)\|_1 e^{-\lambda_0 t}", BOUND, Undecided),
        (r"\|w(0)\|_2 e^{-\lambda_0 t}", BOUND, Equal),
        (r"\|\mathrm{vec}(W(0))\|_2 e^{-\lambda_0 t}", BOUND, Equal),
        (r"2/\|X'^{-1}\|_2", LAMBDA, Equal),
    ],
)
def test_the_norm_of_a_matrix_is_judged_as_what_it_says(
    question: Callable[[str], Any], form: str, target: str, kind: type
) -> None:
    assert _kind(question, form, target) is kind
