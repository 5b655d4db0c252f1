from typing import Any

import pytest

from autograder.mathematics.derivation import Truth
from autograder.mathematics.tree import RelationKind


def test_the_same_in_other_words_is_the_same(simsiam: Any) -> None:
    found = simsiam.ground.same(simsiam.read(r"\tr(W_p F_1 W_p^T)"), simsiam.read(r"\tr(W_p^T W_p F_1)"))
    assert found.truth is Truth.YES


def test_shapes_that_do_not_fit_are_a_misfit(simsiam: Any) -> None:
    found = simsiam.ground.same(simsiam.read("W X"), simsiam.read("X W"))
    assert (found.truth, found.misfit) == (Truth.NO, True)


def test_what_has_no_value_is_unknown_never_wrong(simsiam: Any) -> None:
    found = simsiam.ground.same(simsiam.read("W X"), simsiam.read("W = X"))
    assert found.truth is Truth.UNKNOWN


def test_a_constant_is_free_of_the_parameters(vae: Any) -> None:
    start, target = vae.read(r"\E_q[\log p_\theta(x,z)]"), vae.read(r"\log p_\theta(x) - KL(q(z|x)\|p_\theta(z|x))")
    assert vae.ground.same(start, target).truth is Truth.NO
    assert vae.ground.same_up_to_constant(start, target).truth is Truth.YES
    assert vae.ground.same_up_to_constant(start, vae.read(r"\log p_\theta(x)")).truth is Truth.NO


@pytest.mark.parametrize(
    ("left", "relation", "right", "truth"),
    [
        (r"KL(q_\phi^*(z|x)\|p_\theta(z|x))", RelationKind.AT_LEAST, r"KL(q_i^*(z)\|p_\theta(z|x))", Truth.YES),
        (r"KL(q_\phi^*(z|x)\|p_\theta(z|x))", RelationKind.AT_MOST, r"KL(q_i^*(z)\|p_\theta(z|x))", Truth.NO),
        (r"\log p_\theta(x)", RelationKind.AT_LEAST, r"L(\theta, q; x)", Truth.YES),
        (r"\log p_\theta(x)", RelationKind.AT_LEAST, r"\log p_\theta(x)", Truth.YES),
        (r"\log p_\theta(x)", RelationKind.GREATER, r"\log p_\theta(x)", Truth.NO),
    ],
)
def test_inequalities_hold_in_every_world_or_fail(
    vae: Any, left: str, relation: RelationKind, right: str, truth: Truth
) -> None:
    assert vae.ground.ordered(vae.read(left), relation, vae.read(right)).truth is truth


def test_what_holds_on_the_line_alone_does_not_hold(flows: Any) -> None:
    without_determinant = flows.read(r"p_U(F^{-1}(x)) \|J_{F^{-1}}(x)\|")
    assert flows.ground.same(flows.read("p_{F(U)}(x)"), without_determinant).truth is Truth.NO


@pytest.mark.parametrize(
    ("scale", "sign", "truth"), [("3", 1.0, Truth.YES), ("-3", -1.0, Truth.YES), ("-3", 1.0, Truth.NO)]
)
def test_a_positive_multiple_has_the_same_maximiser(vae: Any, scale: str, sign: float, truth: Truth) -> None:
    one, other = vae.read(r"\log p_\theta(x)"), vae.read(rf"{scale} \log p_\theta(x) + H(q)")
    assert vae.ground.proportional(one, other, sign).truth is truth
