from typing import Any

import pytest

from autograder.domain.evidence import LineMark
from autograder.mathematics.derivation import Rules

GIVEN, HOLDS, BROKEN = LineMark.GIVEN, LineMark.HOLDS, LineMark.BROKEN
UNDECIDED, UNREAD, REMARK = LineMark.UNDECIDED, LineMark.UNREAD, LineMark.REMARK
JOINT = r"\E_{q(z|x)}[\log p_\theta(x, z)]"
TARGET = r"\log p_\theta(x) - KL(q(z|x)\|p_\theta(z|x))"


def marks(lines: Any) -> list[LineMark]:
    return [line.mark for line in lines]


def test_a_constant_may_be_dropped_only_where_that_is_said(vae: Any) -> None:
    assert marks(vae.judge(JOINT, f"&= {TARGET}")) == [GIVEN, BROKEN]
    assert marks(vae.judge(JOINT, f"&= {TARGET} + C")) == [GIVEN, HOLDS]
    assert marks(vae.judge(JOINT, rf"&\propto {TARGET}")) == [GIVEN, HOLDS]
    assert marks(vae.judge(JOINT, rf"&= {TARGET} \quad \text{{up to a constant}}")) == [GIVEN, HOLDS]
    optima = vae.judge(rf"\arg\max_\theta {JOINT}", rf"&= \arg\max_\theta {TARGET}")
    assert marks(optima) == [GIVEN, HOLDS]


def test_a_dropped_constant_is_named_as_the_cause(vae: Any) -> None:
    assert "differ by a term free of" in vae.judge(JOINT, f"&= {TARGET}")[1].remark


@pytest.mark.parametrize(
    ("constant", "cause"),
    [
        (r"+ H(q(z|x))", "had the other sign"),
        (r"- \E_{q(z|x)}[\log q(z|x)]", "had the other sign"),
        (r"+ \E_{q(z|x)}[\log p(z)]", "in place of"),
    ],
)
def test_a_wrong_constant_is_not_called_a_dropped_one(vae: Any, constant: str, cause: str) -> None:
    remark = vae.judge(JOINT, f"&= {TARGET} {constant}")[1].remark
    assert "that it is dropped" not in remark
    assert cause in remark


def test_of_two_constants_one_may_be_dropped(vae: Any) -> None:
    both = rf"{TARGET} + \E_{{q(z|x)}}[\log q(z|x)] + \E_{{q(z|x)}}[\log p(z)]"
    assert "that it is dropped" in vae.judge(both, rf"&= {TARGET} - H(q(z|x))")[1].remark


@pytest.mark.parametrize(
    ("line", "mark"),
    [
        (r"\arg\max_\theta 2 \log p_\theta(x)", HOLDS),
        (r"\arg\max_\theta p_\theta(x)", HOLDS),
        (r"\arg\min_\theta -\log p_\theta(x)", HOLDS),
        (r"\arg\max_\theta -\log p_\theta(x)", BROKEN),
        (r"\arg\min_\theta \log p_\theta(x)", BROKEN),
    ],
)
def test_a_maximiser_survives_what_is_monotone(vae: Any, line: str, mark: LineMark) -> None:
    assert marks(vae.judge(r"\arg\max_\theta \log p_\theta(x)", f"&= {line}")) == [GIVEN, mark]


def test_an_argmax_left_out_is_carried_on_with_a_remark(vae: Any) -> None:
    lines = vae.judge(rf"\arg\max_\theta {JOINT}", f"&= {TARGET}")
    assert marks(lines) == [GIVEN, HOLDS]
    assert "argmax of the line before" in lines[1].remark


def test_the_next_line_is_judged_from_the_students_own(simsiam: Any) -> None:
    lines = simsiam.judge(r"\tr(W_p F_{12})", r"&= 2\tr(F_{12} W_p)", r"&= \tr(F_{12} W_p) + \tr(W_p F_{12})")
    assert marks(lines) == [GIVEN, BROKEN, HOLDS]


def test_a_chain_goes_on_behind_a_line_that_is_not_read(simsiam: Any) -> None:
    lines = simsiam.judge(r"\tr(W_p F_{12})", r"&= \foo{3}", r"&= \tr(F_{12} W_p)", r"&= 2\tr(F_{12} W_p)")
    assert marks(lines) == [GIVEN, UNREAD, HOLDS, BROKEN]


def test_behind_a_line_that_is_not_read_a_difference_is_undecided(simsiam: Any) -> None:
    assert marks(simsiam.judge(r"\tr(W_p F_{12})", r"&= \foo{3}", r"&= \tr(W_p)")) == [GIVEN, UNREAD, UNDECIDED]


def test_separate_chains_are_judged_apart(simsiam: Any) -> None:
    lines = simsiam.judge_text(r"\[ f_1 = W x_1 \] and \[ f_2 = W x_2 \] and \[ f_2 = W x_1 \]")
    assert marks(lines) == [GIVEN, HOLDS, GIVEN, HOLDS, GIVEN, BROKEN]


def test_statements_behind_arrows_are_judged_by_their_truth(simsiam: Any) -> None:
    lines = simsiam.judge_text(r"\[ F_{12} = F_{21} \] \[ \Rightarrow \tr(W_p F_{12}) = \tr(F_{21} W_p) \]")
    assert marks(lines)[-1] is HOLDS
    wrong = simsiam.judge_text(r"\[ F_{12} = F_{21} \] \[ \Rightarrow \tr(W_p F_{12}) = \tr(F_1) \]")
    assert marks(wrong)[-1] is BROKEN


def test_a_name_is_defined_by_its_first_equation(simsiam: Any) -> None:
    lines = simsiam.judge_text(r"\[ M = W_p^T W_p + I \] \[ M W X' = W_p^T W_p W X' + W X' \]")
    assert marks(lines) == [GIVEN, HOLDS, GIVEN, HOLDS]
    assert "definition of M" in lines[1].remark


def test_a_name_may_be_defined_in_words(simsiam: Any) -> None:
    lines = simsiam.judge_text(r"Let $M = W_p^T W_p + I$. \[ M W X' = W_p^T W_p W X' + W X' \]")
    assert marks(lines)[-1] is HOLDS


def test_a_letter_may_be_defined_anew(simsiam: Any) -> None:
    text = r"\[ A = W_p^T W_p + I \] \[ A W X' = W_p^T W_p W X' + W X' \]"
    assert marks(simsiam.judge_text(text, Rules(frozenset("A")))) == [GIVEN, HOLDS, GIVEN, HOLDS]


def test_rows_stacked_turn_the_kronecker_product_round(simsiam: Any) -> None:
    lines = (r"vec(A X B)", r"&= (A \otimes B^T) vec(X)")
    assert marks(simsiam.judge(*lines)) == [GIVEN, BROKEN]
    assert marks(simsiam.judge(*lines, rules=Rules(row_major=True))) == [GIVEN, HOLDS]


def test_a_limit_needs_its_rate(simsiam: Any) -> None:
    with_rate = simsiam.judge(r"\|W(t)\|", r"&\le e^{-\lambda_0 t}\|W(0)\|", r"&\to 0")
    assert marks(with_rate) == [GIVEN, HOLDS, HOLDS]
    growing = simsiam.judge(r"\|W(t)\|", r"&\le e^{\lambda_0 t}\|W(0)\|", r"&\to 0")
    assert marks(growing) == [GIVEN, HOLDS, REMARK]
    claimed = simsiam.judge(r"W(t)", r"&\to 0")
    assert marks(claimed) == [GIVEN, REMARK]
    assert "bound with its rate" in claimed[1].remark


BOUND = (r"\|W(t)\|", r"&\le e^{-\lambda_0 t}\|W(0)\|")


@pytest.mark.parametrize(
    "claim",
    [
        (*BOUND, r"&\to \|W(0)\|"),
        (*BOUND, r"&\to \infty"),
        (*BOUND, r"W(t)", r"&\to W(0)"),
        (*BOUND, r"\lim_{t\to\infty} W(t)", r"&= W(0)"),
        (*BOUND, r"w(t)", r"&\to 1"),
        (*BOUND, r"\lim_{t\to\infty} \|W(t)\|", r"&= \lim_{t\to\infty} e^{-\lambda_0 t}\|W(0)\|", r"&= \|W(0)\|"),
    ],
)
def test_what_decays_tends_to_nothing_but_0(simsiam: Any, claim: tuple[str, ...]) -> None:
    lines = simsiam.judge(*claim)
    assert lines[-1].mark is BROKEN
    assert "tends to 0" in lines[-1].remark


@pytest.mark.parametrize(
    "claim",
    [
        (r"1 + e^{-\lambda_0 t}", r"&\to 1"),
        (*BOUND, r"t", r"&\to \infty"),
        (*BOUND, r"\lim_{t\to 0} e^{-\lambda_0 t} W(0)", r"&= W(0)"),
        (*BOUND, r"e^{-\lambda_0 t} W(0)", r"&\to W(0) \text{ as $t \to 0$}"),
        (r"e^{\lambda_0 t}\|W(0)\|", r"&\to \infty"),
    ],
)
def test_a_limit_of_something_else_is_not_called_false(simsiam: Any, claim: tuple[str, ...]) -> None:
    lines = simsiam.judge(*claim)
    assert lines[-1].mark is REMARK
    assert "none was shown" not in lines[-1].remark


def test_a_limit_may_be_rewritten_and_then_taken(simsiam: Any) -> None:
    lines = simsiam.judge(
        r"\lim_{t\to\infty} e^{-\lambda_0 t}\|W(0)\|", r"&= \lim_{t\to\infty} \|W(0)\| e^{-\lambda_0 t}", r"&= 0"
    )
    assert marks(lines) == [GIVEN, HOLDS, HOLDS]


def test_a_false_limit_behind_an_arrow_is_broken(simsiam: Any) -> None:
    lines = simsiam.judge_text(r"\[ W = W \Rightarrow e^{-\lambda_0 t} W(0) \to W(0) \]")
    assert lines[-1].mark is BROKEN


def test_a_bound_may_be_printed_as_an_equation_only_where_the_question_says_so(simsiam: Any) -> None:
    lines = (r"\|W(t)\|", r"&= e^{-\lambda_0 t}\|W(0)\|")
    assert marks(simsiam.judge(*lines)) == [GIVEN, BROKEN]
    rules = Rules(bounds=(simsiam.read(r"e^{-\lambda_0 t}\|W(0)\|"),))
    assert marks(simsiam.judge(*lines, rules=rules)) == [GIVEN, HOLDS]


def test_an_inequality_the_wrong_way_round_is_said_to_be_so(vae: Any) -> None:
    lines = vae.judge(r"\log p_\theta(x)", r"&\le L(\theta, q; x)")
    assert lines[1].remark == "It holds the other way round."


def test_across_a_substitution_the_volume_belongs(flows: Any) -> None:
    start = r"\int p_X(x) \log p_X(x) dx"
    assert marks(flows.judge(start, r"&= \int p_X(F(u)) \log(p_X(F(u))) |\det J_F(u)| du")) == [GIVEN, HOLDS]
    assert marks(flows.judge(start, r"&= \int p_X(F(u)) \log(p_X(F(u))) du")) == [GIVEN, BROKEN]


BETTER = (r"L(q_i^*; x_i)", r"L(q_{\phi^*}; x_i)")


@pytest.mark.parametrize(
    ("relation", "mark", "said"),
    [
        (r"\ge", HOLDS, ""),
        (">", BROKEN, "may be equal"),
        ("<", BROKEN, "other way round"),
        (r"\le", BROKEN, "other way round"),
    ],
)
def test_the_best_of_a_family_may_be_amortised_too(vae: Any, relation: str, mark: LineMark, said: str) -> None:
    better, other = BETTER
    line = vae.judge(better, f"&{relation} {other}")[1]
    assert line.mark is mark
    assert said in line.remark


def test_a_statement_that_is_too_strict_is_broken(vae: Any) -> None:
    better, other = BETTER
    line = vae.judge_text(rf"\[ {better} \ge {other} \Rightarrow {better} - {other} > 0 \]")[-1]
    assert line.mark is BROKEN
    assert "may be equal" in line.remark


def test_the_best_of_a_family_is_not_always_the_amortised_one(vae: Any) -> None:
    better, other = BETTER
    assert marks(vae.judge(better, f"&= {other}")) == [GIVEN, BROKEN]


@pytest.mark.parametrize(
    ("rate", "mark"),
    [
        (r"2\lambda_{\min}(X')", HOLDS),
        (r"\lambda_{\min}(X')", HOLDS),
        (r"2\lambda_{\max}(X')", BROKEN),
        (r"\lambda_{\max}(X')", BROKEN),
        (r"\frac12 \lambda_{\max}(X')", BROKEN),
        (r"3\lambda_{\min}(X')", BROKEN),
        (r"(\lambda_{\min}(X') + \lambda_{\max}(X'))", BROKEN),
    ],
)
def test_a_matrix_shrinks_no_faster_than_its_slowest_direction(linear_flow: Any, rate: str, mark: LineMark) -> None:
    assert marks(linear_flow.judge(r"\|W(t)\|_F", rf"&\le e^{{-{rate} t}} \|W(0)\|_F")) == [GIVEN, mark]


def test_a_bound_that_fails_for_some_values_is_said_to_do_so(linear_flow: Any) -> None:
    line = linear_flow.judge(r"\|W(t)\|_F", r"&\le e^{-\lambda_{\max}(X') t} \|W(0)\|_F")[1]
    assert "for which it fails" in line.remark
