"""What is said of slips: the cause, the numbers, and that an error costs once."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest

from autograder.domain.evidence import LineMark, Note

EXPANDED = r"&= \frac12 \E[f_1^\top W_p^\top W_p f_1 - f_2^\top W_p f_1 - f_1^\top W_p^\top f_2 + f_2^\top f_2]"
TRACES = r"\operatorname{tr}(W_p^\top W_p F_1) - 2\operatorname{tr}(W_p F_{12}) + \operatorname{tr}(F_2)"

CAUSES = [
    ("5.1", "J", EXPANDED.replace(r"\frac12 ", ""), "½"),
    ("5.1", "J", EXPANDED.replace("- f_2", "+ f_2"), r"$f_{2}^{\top} W_{p} f_{1}$ had the other sign"),
    (
        "5.1",
        "J",
        EXPANDED.replace("- f_1^\\top W_p^\\top f_2", ""),
        r"the factor 2 were restored in $f_{2}^{\top} W_{p} f_{1}$",
    ),
    ("5.2", r"-\frac{\partial}{\partial W_p} \frac12 [" + TRACES + "]", "&= -F_1 W_p + F_{12}^T", "changed places"),
    ("5.2", r"-\frac{\partial}{\partial W_p} \frac12 [" + TRACES + "]", "&= -W_p^T F_1 + F_{12}^T", "not transposed"),
    ("5.2", r"-\frac{\partial}{\partial W_p} \frac12 [" + TRACES + "]", "&= W_p F_1 + F_{12}^T", "the other sign"),
    ("5.3", r"\dot W", "&= -(W_p W_p + I) W X' - (W_p - I)^T (W_p - I) W X", "transpose were put back on $W_{p}$"),
    (
        "5.3",
        r"vec(\dot W)",
        r"&= -((W_p^TW_p + I) \otimes X' + X \otimes (W_p - I)^T (W_p - I)) vec(W)",
        "changed places",
    ),
    ("5.4", r"\dot W", "&= -W X'", "the factor 2 were restored"),
    (
        "1.1",
        r"\log p_\theta(x) + \E_{q(z|x)}[\log \frac{p_\theta(z|x)}{q(z|x)}]",
        r"&= \log p_\theta(x) + KL(q(z|x)\|p_\theta(z|x))",
        "had the other sign",
    ),
    (
        "1.1",
        r"\log p_\theta(x) + \E_{q(z|x)}[\log \frac{p_\theta(z|x)}{q(z|x)}]",
        r"&= \log p_\theta(x) - KL(p_\theta(z|x)\|q(z|x))",
        "changed places",
    ),
    (
        "1.1",
        r"\E_{q(z|x)}[\log p_\theta(x, z)]",
        r"&= \log \E_{q(z|x)}[p_\theta(x, z)]",
        "logarithm stood inside the expectation",
    ),
    (
        "1.1",
        r"\E_{q(z|x)}[\log p_\theta(x, z)]",
        r"&= \E_{q(z|x)}[\log p_\theta(x) q(z|x)]",
        "stood in place of one $q",
    ),
    (
        "3.1",
        r"\int p_X(x) \log \frac{p_X(x)}{p_{F(U)}(x)} dx",
        r"&= \int p_X(F(u)) \log \frac{p_X(F(u))}{p_{F(U)}(F(u))} du",
        "|det ∂F/∂u| of the substitution were added",
    ),
    ("3.1", "p_{F(U)}(x)", "&= p_U(F^{-1}(x))", "|det ∂F^-1/∂x| were added"),
    ("3.1", "dx", r"&= \det(J_F(u)) du", "the absolute value"),
    ("3.1", "dx", r"&= |\det J_F(u)|^{-1} du", "were not inverted"),
    (
        "3.1",
        r"\int p_X(x) \log \frac{p_X(x)}{p_{F(U)}(x)} dx",
        r"&= \int p_X(x) \log \frac{p_X(x)}{p_U(F^{-1}(x))} dx",
        r"|det ∂F^-1/∂x| were added to $p_{U}\left(F^{-1}\left(x\right)\right)$",
    ),
    (
        "3.1",
        r"\int p_X(F(u)) |\det J_F(u)| \log p_X(F(u)) du",
        r"&= \int p_X(F(u)) |\det J_F(u)|^{-1} \log p_X(F(u)) du",
        "were not inverted",
    ),
    ("3.1", "p_{F(U)}(x)", r"&= p_U(F^{-1}(x)) \det J_{F^{-1}}(x)", "the absolute value"),
    (
        "3.1",
        r"\E_{x \sim P_X}[\log p_X(x)]",
        r"&= \E_{x \sim P_{F(U)}}[\log p_X(x)]",
        "the expectation were under $p_{X}$",
    ),
]


@pytest.mark.parametrize(("subquestion", "before", "line", "cause"), CAUSES)
def test_a_single_slip_is_named(
    judge: Callable[..., Any], chain: Callable[..., str], subquestion: str, before: str, line: str, cause: str
) -> None:
    graded = judge(subquestion, chain(before, line))
    assert list(graded.broken) == [2]
    assert cause in graded.broken[2]


def test_two_errors_that_cancel_are_both_named_and_the_slip_costs_half(
    judge: Callable[..., Any], chain: Callable[..., str]
) -> None:
    text = chain(
        r"\dot W_p",
        rf"&= -\frac{{\partial}}{{\partial W_p}} \frac12 [{TRACES}]",
        r"&= -\frac12 [W_p F_1 - 2 F_{12}^\top]",
        r"&= -W_p F_1 + F_{12}^\top",
    )
    graded = judge("5.2", text)
    assert set(graded.broken) == {3, 4}
    assert "factor 2 were restored in $W_{p} F_{1}$" in graded.broken[3]
    assert "Two slips cancel" in graded.broken[4]
    assert graded.credits == {"derivative": Fraction(1, 2)}


def test_a_slip_that_the_derivative_hides_is_named_beside_the_other(
    judge: Callable[..., Any], chain: Callable[..., str]
) -> None:
    text = chain(
        r"-\frac{\partial J}{\partial W_p}",
        r"&= -\frac{\partial}{\partial W_p} \frac12 [\operatorname{tr}(W_p^\top W_p F_1)"
        r" - \operatorname{tr}(W_p F_{12}) - \operatorname{tr}(W_p F_{12}) - \operatorname{tr}(W_p F_{12})"
        r" - \operatorname{tr}(F_2)]",
    )
    said = judge("5.2", text).broken[2]
    assert r"$-\operatorname{tr}\left(W_{p} F_{12}\right)$ stood there once less" in said
    assert r"if $\operatorname{tr}\left(F_{2}\right)$ had the other sign" in said


def test_a_broken_step_shows_small_whole_numbers(judge: Callable[..., Any], chain: Callable[..., str]) -> None:
    graded = judge("5.4", chain(r"\dot W", "&= -W X'"))
    witness = graded.derivation.lines[1].witness
    assert witness is not None
    assert (witness.left_name, witness.right_name) == ("this line", "line 1")
    assert "W" in dict(witness.bindings)


def test_shapes_that_do_not_fit_are_said_in_the_students_symbols(
    judge: Callable[..., Any], chain: Callable[..., str]
) -> None:
    said = judge("5.3", chain(r"\dot W", "&= -X' W (W_p^T W_p + I)")).broken[2]
    assert "X'" in said
    assert "3×3" in said


def test_a_line_whose_shapes_do_not_fit_does_not_break_the_next(
    judge: Callable[..., Any], chain: Callable[..., str]
) -> None:
    graded = judge("5.4", chain(r"\dot W", "&= -2 X' W", "&= -2 W X'"))
    assert set(graded.broken) == {2}
    assert graded.credits["gradient"] == 1


def test_an_error_is_carried_forward_and_costs_once(judge: Callable[..., Any], chain: Callable[..., str]) -> None:
    text = chain(
        "J",
        r"&= E\|W_p f_1 - f_2\|^2",
        r"&= E[f_1^T W_p^T W_p f_1 - 2 f_2^T W_p f_1 + f_2^T f_2]",
        r"&= E[\tr(W_p f_1 f_1^T W_p^T) - 2 \tr(f_1 f_2^T W_p) + \tr(f_2 f_2^T)]",
        r"&= \tr(W_p F_1 W_p^T) - 2 \tr(F_{12} W_p) + \tr(F_2)",
    )
    graded = judge("5.1", text)
    assert set(graded.broken) == {2}
    assert graded.lost == {"end"}


def test_a_false_remark_is_flagged_while_the_chain_holds(judge: Callable[..., Any], chain: Callable[..., str]) -> None:
    text = chain(
        r"D_{KL}(P_X \| P_{F(U)})",
        r"&= \int p_X(F(u)) |\det J_F(u)| \log\frac{p_X(F(u)) |\det J_F(u)|}{p_U(u)} du \intertext{where $u \sim p_u$}",
        r"&= D_{KL}(P_{F^{-1}(X)} \| P_U)",
    )
    lines = judge("3.1", text).derivation.lines
    assert all(line.mark in (LineMark.GIVEN, LineMark.HOLDS) for line in lines)
    assert any("not that of U" in line.remark for line in lines)


def test_a_step_that_needs_the_given_symmetry_gets_a_note_and_holds(
    judge: Callable[..., Any], chain: Callable[..., str]
) -> None:
    lines = judge("5.1", chain(r"E[f_2 f_1^T]", "&= F_{12}")).derivation.lines
    assert lines[1].mark is LineMark.HOLDS
    assert "F₁₂ = F₂₁" in lines[1].remark


def test_rows_may_be_stacked_where_that_is_declared(judge: Callable[..., Any], chain: Callable[..., str]) -> None:
    text = chain(r"\frac{d}{dt} vec(W)", r"&= -(2 I_{n_2} \otimes X') vec(W)")
    assert judge("5.4", text, vec="row-major").credits["H"] == 1
    assert judge("5.4", text).credits["H"] == Fraction(1, 2)


def test_a_restated_bound_as_an_equation_is_accepted_with_a_remark(
    judge: Callable[..., Any], chain: Callable[..., str]
) -> None:
    graded = judge("5.3", chain(r"\|W(t)\|_F", r"&= e^{-\lambda_0 t} \|W(0)\|_F", r"&\to 0"))
    assert not graded.broken
    assert graded.credits["bound"] == graded.credits["limit"] == 1
    assert "bound" in graded.derivation.lines[1].remark


def test_what_is_missing_is_said(judge: Callable[..., Any]) -> None:
    verdict = judge("5.3", r"$H$ is positive definite, so $W(t) \to 0$.").verdicts["bound"]
    notes = [one.text for one in verdict.evidence if isinstance(one, Note)]
    assert any(r"\lambda_0" in text for text in notes)


def test_a_line_that_cannot_be_read_makes_what_is_missing_undecided(
    judge: Callable[..., Any], chain: Callable[..., str]
) -> None:
    earned = judge("5.1", chain("J", r"&= \frac12 \E[\|W_p f_1 - \foo{f_2}\|^2]", EXPANDED)).credits
    assert earned["expand"] == 1
    assert earned["trace"] == earned["exchange"] == "undecided"


@pytest.mark.parametrize(
    ("subquestion", "text"),
    [
        ("5.1", r"\[ J = J + 0 \cdot E[f_1^T f_2 + f_2^T f_1 + \operatorname{tr}(f_1 f_1^T)] \]"),
        ("5.1", r"\[ J = J + E[f_1^T f_2] - E[f_1^T f_2] + 0 \]"),
        (
            "1.2",
            r"\[ \log p_\theta(x) + KL(q\|p_\theta(z|x)) = \log p_\theta(x) + KL(q\|p_\theta(z|x)) + L(q) - L(q) \]",
        ),
        ("5.3", r"\[ \dot W = \dot W \] \[ W(t) \to 0 \]"),
        ("3.1", r"constant, entropy, free of, expanding"),
        ("5.1", ""),
    ],
)
def test_padding_and_words_alone_earn_nothing(judge: Callable[..., Any], subquestion: str, text: str) -> None:
    assert not any(judge(subquestion, text).credits.values())


def test_a_slip_in_a_line_that_shows_two_ideas_costs_one_of_them(
    judge: Callable[..., Any], chain: Callable[..., str]
) -> None:
    text = chain(
        "J",
        r"&= \frac12 \E\|W_p f_1 - f_2\|^2",
        r"&= \E[\tr(W_p^\top W_p f_1 f_1^\top) - 2 \tr(W_p f_1 f_2^\top) + \tr(f_2 f_2^\top)]",
        r"&= \tr(W_p^\top W_p F_1) - 2 \tr(W_p F_{12}) + \tr(F_2)",
    )
    graded = judge("5.1", text)
    assert set(graded.broken) == {3}
    assert graded.lost == {"expand", "end"}


def test_a_wrong_result_that_a_later_chain_goes_on_from_costs_once(
    judge: Callable[..., Any], chain: Callable[..., str]
) -> None:
    text = chain(r"\dot W", "&= -3 W X'") + chain(r"\operatorname{vec}(\dot W)", r"&= -3 (X' \otimes I) vec(W)")
    graded = judge("5.4", text)
    assert set(graded.broken) == {2}
    assert "your own line 2" in graded.derivation.lines[3].remark
    assert graded.credits["H"] == 1
    assert graded.credits["gradient"] == 0


@pytest.mark.parametrize(
    "conclusion",
    [
        r"KL(q_{\phi^*}\|p_\theta(z|x_i)) - KL(q_i^*\|p_\theta(z|x_i))"
        r" &= \mathcal{L}(q_i^*;x_i) - \mathcal{L}(q_{\phi^*};x_i) > 0",
        r"\mathcal{L}(q_i^*;x_i) &\ge \mathcal{L}(q_{\phi^*};x_i)"
        r" \\ \Rightarrow KL(q_{\phi^*}\|p_\theta(z|x_i)) &> KL(q_i^*\|p_\theta(z|x_i))",
    ],
)
def test_positive_for_nonnegative_is_broken_and_costs_where_the_reason_is_marked(
    judge: Callable[..., Any], chain: Callable[..., str], conclusion: str
) -> None:
    identity = r"\[ \log p_\theta(x_i) = \mathcal{L}(q;x_i) + KL(q(z|x_i)\|p_\theta(z|x_i)) \]"
    graded = judge("1.2", identity + chain(conclusion))
    assert list(graded.broken.values()) == ["Not so: the two sides may be equal."]
    assert not graded.lost


def test_a_jacobian_is_no_derivative_that_hides_a_slip(judge: Callable[..., Any], chain: Callable[..., str]) -> None:
    text = chain(
        r"D_{KL}(P_X \| P_{F(U)})",
        r"&= \E_{x \sim P_X}[\log p_X(x) - \log p_U(F^{-1}(x)) - \log|\det\frac{\partial F^{-1}(x)}{\partial x}|]",
        r"&= \E_{u \sim P_{F^{-1}(X)}}[\log p_X(F(u)) - \log p_U(u) - \log|\det\frac{\partial F(u)}{\partial u}|]",
    )
    said = judge("3.1", text).broken[3]
    assert "had the other sign" in said
    assert "hides" not in said


def test_a_factor_lost_in_one_line_and_put_back_in_the_next_is_charged_once(
    judge: Callable[..., Any], chain: Callable[..., str]
) -> None:
    expanded = r"f_1^\top W_p^\top W_pf_1-2f_2^\top W_pf_1+f_2^\top f_2"
    traces = r"\operatorname{tr}(W_p^\top W_pF_1)-2\operatorname{tr}(W_pF_{12})+\operatorname{tr}(F_2)"
    right = judge("5.1", chain("J", rf"&= \frac12\E[{expanded}]", rf"&= \frac12[{traces}]"))
    lost = judge("5.1", chain("J", rf"&= \E[{expanded}]", rf"&= \frac12[{traces}]"))
    assert set(lost.broken) == {2, 3}
    assert lost.credits == {**right.credits, "expand": Fraction(1, 2)}


def test_a_lost_factor_that_is_never_put_back_stays_lost(judge: Callable[..., Any], chain: Callable[..., str]) -> None:
    graded = judge("5.1", chain("J", r"&= \E[f_1^\top W_p^\top W_pf_1-2f_2^\top W_pf_1+f_2^\top f_2]"))
    assert graded.credits["expand"] == 0


def test_another_slip_that_is_undone_still_costs_what_it_undoes(
    judge: Callable[..., Any], chain: Callable[..., str]
) -> None:
    text = chain(
        r"J &= \frac12\E[f_1^\top W_p^\top W_pf_1-2f_2^\top W_pf_1+f_2^\top f_2]",
        r"&= \frac12[\operatorname{tr}(W_pW_p^\top F_1)-2\operatorname{tr}(W_pF_{12})+\operatorname{tr}(F_2)]",
        r"&= \frac12[\operatorname{tr}(W_p^\top W_pF_1)-2\operatorname{tr}(W_pF_{12})+\operatorname{tr}(F_2)]",
    )
    assert judge("5.1", text).credits["end"] == Fraction(1, 2)
