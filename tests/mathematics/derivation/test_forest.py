from typing import Any

from autograder.mathematics.derivation.forest import Forest


def test_equal_formulas_are_one_object(simsiam: Any) -> None:
    forest = Forest(simsiam.question.notation)
    one, other = (forest.plant(simsiam.read(r"\tr(W_p F_1) + \tr(W_p F_1)")) for _ in range(2))
    assert one is other
    assert one.terms[0] is one.terms[1]


def test_formulas_that_differ_in_how_parts_are_grouped_stay_apart(vae: Any) -> None:
    forest = Forest(vae.question.notation)
    assert forest.plant(vae.read(r"p_\theta(x, z)")) is not forest.plant(vae.read(r"p_\theta(x | z)"))


def test_what_is_planted_in_a_branch_is_unknown_to_the_trunk(simsiam: Any) -> None:
    forest = Forest(simsiam.question.notation)
    known = forest.plant(simsiam.read("W X"))
    branch = forest.branch()
    assert branch.plant(simsiam.read("W X")) is known
    added = branch.plant(simsiam.read("X X"))
    assert forest.plant(simsiam.read("X X")) is not added


def test_scratch_forgets_what_was_planted_inside_and_keeps_the_rest(simsiam: Any) -> None:
    forest = Forest(simsiam.question.notation)
    kept = forest.plant(simsiam.read("W X"))
    with forest.scratch():
        forgotten = forest.plant(simsiam.read("W X + F_1"))
    assert forest.plant(simsiam.read("W X")) is kept
    assert forest.plant(simsiam.read("W X + F_1")) is not forgotten


def test_a_formula_is_the_same_in_meaning_after_a_search_in_scratch(simsiam: Any) -> None:
    ground = simsiam.ground.branch()
    with ground.scratch():
        inside = ground.same(simsiam.read(r"\tr(W_p F_1 W_p^T)"), simsiam.read(r"\tr(W_p^T W_p F_1)"))
    assert ground.same(simsiam.read(r"\tr(W_p F_1 W_p^T)"), simsiam.read(r"\tr(W_p^T W_p F_1)")) == inside
