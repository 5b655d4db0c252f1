"""What an answer says beside itself: left out where it holds, taken at its word where it gives a name a new meaning."""

from collections.abc import Callable
from typing import Any

import pytest

from autograder.mathematics.decision import Different, Equal, Undecided

EIGENVALUES = r"\{1 + i\alpha, 1 - i\alpha\}"
UPDATE = r"-W_p F_1 + F_{12}^\top"


@pytest.mark.parametrize(
    "form", [r"1 \pm i\alpha, \alpha > 0", r"1 \pm i\alpha,\ i^2 = -1", r"\alpha > 0,\ 1 \pm i \alpha"]
)
def test_a_condition_that_holds_is_left_out(question: Callable[[str], Any], form: str) -> None:
    assert isinstance(question("q4_gan").decide(form, EIGENVALUES, multiplicity=True), Equal)


def test_a_condition_that_does_not_hold_is_for_a_human(question: Callable[[str], Any]) -> None:
    assert not isinstance(question("q4_gan").decide(r"1 \pm i\alpha, \alpha < 0", EIGENVALUES), Equal)


@pytest.mark.parametrize(
    ("form", "kind"),
    [
        (r"F_{21} - W_pF_1, F_{21} = F_{12}^\top", Equal),
        (r"B + F_{12}^\top, B = -W_pF_1", Equal),
        (r"B + F_{12}^\top, B = W_pF_1", Undecided),
        (r"F_{21} + W_pF_1, F_{21} = F_{12}^\top", Different),
    ],
)
def test_a_name_of_the_question_may_be_used_for_something_else(
    question: Callable[[str], Any], form: str, kind: type
) -> None:
    assert isinstance(question("q5_simsiam").decide(form, UPDATE), kind)


def test_coordinates_are_no_conditions(question: Callable[[str], Any]) -> None:
    found = question("q4_gan").decide("d = 0, g = 1", "(0,0)", coordinates=("d", "g"))
    assert isinstance(found, Different)


@pytest.mark.parametrize(
    ("form", "kind"),
    [
        (r"d \leftarrow d + \alpha g,\ g \leftarrow g - \alpha d", Equal),
        (r"g \leftarrow g - \alpha d,\ d \leftarrow d + \alpha g", Equal),
        (r"(d, g) \leftarrow (d + \alpha g, g - \alpha d)", Equal),
        (r"\begin{pmatrix} d \\ g \end{pmatrix} \mapsto A \begin{pmatrix} d \\ g \end{pmatrix}", Equal),
        (r"(d, g) \leftarrow (d + \alpha g, g - \alpha (d + \alpha g))", Different),
        (r"d \leftarrow d - \alpha g,\ g \leftarrow g - \alpha d", Different),
        (r"d \leftarrow d^2 + \alpha g,\ g \leftarrow g - \alpha d", Different),
    ],
)
def test_updates_written_with_arrows_are_a_linear_map(question: Callable[[str], Any], form: str, kind: type) -> None:
    target = r"\begin{bmatrix} 1 & \alpha \\ -\alpha & 1 \end{bmatrix}"
    assert isinstance(question("q4_gan").decide(form, target, linear_map=("d", "g")), kind)


@pytest.mark.parametrize(
    ("form", "kind"),
    [
        (r"-D_{KL}(q(z|x)\|p_\theta(z|x)) \le 0", Equal),
        (r"D_{KL}(q(z|x)\|p_\theta(z|x)) \ge 0", Different),
        (r"D_{KL}(q(z|x)\|p_\theta(z|x)) \le 0", Different),
    ],
)
def test_a_sign_said_of_the_answer_is_a_remark(question: Callable[[str], Any], form: str, kind: type) -> None:
    assert isinstance(question("q1_vae").decide(form, r"-D_{KL}(q(z|x)\|p_\theta(z|x))"), kind)
