"""A line with a name that nobody declared: what it could show goes to a person, and nothing is lost by it."""

from collections.abc import Callable
from typing import Any

IDENTITY = r"\log p_\theta(x_i) &= %s + D_{KL}(q\|p_\theta(z|x_i))"
DIVERGENCES = r"D_{KL}(q_{\phi^*}\|p_\theta(z|x_i))-D_{KL}(q_i^*\|p_\theta(z|x_i))"


def test_an_identity_with_an_undeclared_bound_is_left_to_a_person(
    judge: Callable[..., Any], chain: Callable[..., str]
) -> None:
    difference = rf"{DIVERGENCES} &= \mathcal{{L}}(q_i^*)-\mathcal{{L}}(q_{{\phi^*}})"
    graded = judge("1.2", chain(IDENTITY % r"\mathcal{B}(q)", difference))
    assert graded.credits == {"identity": "undecided", "difference": 1}


def test_a_difference_of_undeclared_bounds_is_left_to_a_person(
    judge: Callable[..., Any], chain: Callable[..., str]
) -> None:
    identity = IDENTITY % r"\mathcal{L}(q)"
    graded = judge("1.2", chain(identity, rf"{DIVERGENCES} &= B_i(q_i^*)-B_i(q_{{\phi^*}})", r"&\ge 0"))
    assert graded.credits == {"identity": 1, "difference": "undecided"}


def test_a_density_with_an_undeclared_jacobian_is_left_to_a_person(judge: Callable[..., Any]) -> None:
    graded = judge("3.1", r"$p_{F(U)}(x) = p_U(F^{-1}(x)) |\det B(x)|$")
    assert graded.credits["density_x"] == "undecided"
    assert graded.credits["density_u"] == 0


def test_the_line_behind_an_undeclared_name_is_left_to_a_person_too(
    judge: Callable[..., Any], chain: Callable[..., str]
) -> None:
    lines = (
        r"D_{KL}[P_X\|P_{F(U)}]",
        r"&= \E_{x\sim P_X}\left[\log\frac{p_X(x) B(x)}{p_U(F^{-1}(x))}\right]",
        r"&= \E_{x\sim P_X}\left[\log\frac{p_X(x)}{p_{F(U)}(x)}\right]",
    )
    assert judge("3.1", chain(*lines)).credits["density_x"] == "undecided"


def test_an_undeclared_name_hides_no_expansion(judge: Callable[..., Any], chain: Callable[..., str]) -> None:
    graded = judge("5.1", chain(r"J &= \frac12 \E\|W_p f_1 - f_2\|^2", r"&= \frac12 \E[y^\top y f_1]"))
    assert graded.credits == {"expand": 0, "trace": 0, "exchange": 0, "end": 0}


def test_a_line_that_shows_nothing_of_what_is_asked_leaves_nothing_open(judge: Callable[..., Any]) -> None:
    graded = judge("1.2", r"$B = C$")
    assert graded.credits == {"identity": 0, "difference": 0}
