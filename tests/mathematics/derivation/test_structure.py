from typing import Any

import pytest

from autograder.answers.derivation import Feature
from autograder.mathematics.derivation import Structure
from autograder.mathematics.derivation.structure import FEATURES, fits


def test_every_word_of_the_vocabulary_is_understood() -> None:
    assert set(FEATURES) == set(Feature)


@pytest.mark.parametrize(
    ("feature", "having", "lacking"),
    [
        (Feature.TRACE, r"\tr(F_1)", "F_1"),
        (Feature.NORM, r"\|W\|", "W"),
        (Feature.EXPECTATION, "E[f_1]", "f_1"),
        (Feature.KRONECKER, r"X \otimes W_p", "X"),
        (Feature.EIGENVALUE, r"\lambda_{\min}(H)", r"\lambda_0"),
        (Feature.LIMIT, r"\lim_{t \to \infty} W(t)", "W(t)"),
        (Feature.THREE_TERMS, r"\frac12 E[f_1^T f_1 - f_1^T f_2 + f_2^T f_2]", "f_1^T f_1 + f_2^T f_2"),
        (Feature.DERIVATIVE, r"\frac{\partial J}{\partial W}", "J"),
        (Feature.EXPLICIT_DERIVATIVE, r"\frac{\partial}{\partial W_p} \tr(W_p)", r"\frac{\partial J}{\partial W_p}"),
        (Feature.TRACE_INSIDE_EXPECTATION, r"E[\tr(f_1 f_1^T)]", r"\tr(E[f_1 f_1^T])"),
        (Feature.EXPECTATION_INSIDE_TRACE, r"\tr(E[f_1 f_1^T])", r"E[\tr(f_1 f_1^T)]"),
        (Feature.OUTER_PRODUCT_INSIDE_TRACE, r"\tr(W_p f_1 f_2^T)", r"\tr(f_1^T W_p f_2)"),
        (Feature.OUTER_PRODUCT_INSIDE_TRACE, r"\tr((W_p f_1)(W_p f_1)^T)", "f_1 f_2^T"),
    ],
)
def test_a_feature_is_seen_where_it_is_and_only_there(
    simsiam: Any, feature: Feature, having: str, lacking: str
) -> None:
    assert fits(simsiam.read(having), Structure(has=(feature,)), simsiam.ground)
    assert fits(simsiam.read(lacking), Structure(has_not=(feature,)), simsiam.ground)


@pytest.mark.parametrize("written", [r"\frac{1}{|\det J_F(u)|}", r"|\det J_F(u)|^{-1}", r"(\det J_F(u))^{-1}"])
def test_a_reciprocal_of_a_jacobian_is_seen_in_every_spelling(flows: Any, written: str) -> None:
    reciprocal = Structure(has=(Feature.RECIPROCAL_JACOBIAN, Feature.JACOBIAN))
    assert fits(flows.read(written), reciprocal, flows.ground)
    assert not fits(flows.read(r"|\det J_F(u)|"), reciprocal, flows.ground)


@pytest.mark.parametrize(
    ("written", "variable"),
    [
        (r"\int p_X(x) dx", "x"),
        (r"\int_u p_U(u) du", "u"),
        (r"\E_{x \sim P_X}[p_X(x)]", "x"),
        (r"\E_{P_X}[p_X(x)]", "x"),
        (r"\E_{u \sim P_{F^{-1}(X)}}[p_U(u)]", "u"),
    ],
)
def test_the_variable_of_an_integral_is_seen_in_every_spelling(flows: Any, written: str, variable: str) -> None:
    other = {"x": "u", "u": "x"}[variable]
    assert fits(flows.read(written), Structure(over=variable), flows.ground)
    assert not fits(flows.read(written), Structure(over=other), flows.ground)


def test_a_bare_name_occurs_anywhere_and_a_formula_as_it_is_written(vae: Any) -> None:
    line = vae.read(r"\log p_\theta(x) - H(q)")
    assert fits(line, Structure(contains=(vae.read("q"), vae.read(r"p_\theta"), vae.read(r"p_\theta(x)"))), vae.ground)
    assert fits(line, Structure(lacks=(vae.read(r"p_\theta(z|x)"),)), vae.ground)


def test_a_term_stands_by_itself(vae: Any) -> None:
    apart = Structure(term=Structure(contains=(vae.read("q"),), lacks=(vae.read(r"p_\theta"),)))
    assert fits(vae.read(r"\log p_\theta(x) - \E_q[\log q(z|x)]"), apart, vae.ground)
    assert not fits(vae.read(r"\E_q[\log p_\theta(z|x) - \log q(z|x)]"), apart, vae.ground)
