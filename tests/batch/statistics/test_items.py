import random
from fractions import Fraction

import numpy as np
import pytest

from autograder.batch.statistics import class_record
from autograder.batch.statistics.items import correlate
from autograder.domain.classroom import AssignmentFacts, Steadiness
from tests.batch.statistics.classes import make_class, mistake, part, participant, summary


def test_below_thirty_no_correlation_is_shown(facts: AssignmentFacts) -> None:
    record = class_record(facts, make_class(facts, 25))
    assert {item.correlation.steadiness for item in record.subquestions} == {Steadiness.HIDDEN}
    assert {item.correlation.value for item in record.subquestions} == {None}


@pytest.mark.parametrize(("size", "steadiness"), [(60, Steadiness.UNSTABLE), (150, Steadiness.STEADY)])
def test_below_a_hundred_a_correlation_is_called_unstable(
    facts: AssignmentFacts, size: int, steadiness: Steadiness
) -> None:
    record = class_record(facts, make_class(facts, size))
    assert {item.correlation.steadiness for item in record.subquestions} == {steadiness}


def test_a_question_that_the_strong_get_wrong_needs_a_look_and_no_other_does(facts: AssignmentFacts) -> None:
    bad = make_class(facts, 200, share=lambda ability, place: 1 - ability if place == "3.1" else ability)
    record = class_record(facts, bad)
    assert [item.subquestion for item in record.subquestions if item.correlation.needs_look] == ["3.1"]
    (flagged,) = (item.correlation for item in record.subquestions if item.correlation.needs_look)
    assert flagged.low is not None
    assert flagged.high is not None
    assert flagged.low < (flagged.value or 0) < flagged.high < 0


def test_noise_seldom_needs_a_look() -> None:
    rng = np.random.default_rng(3)
    tests = [[correlate(rng.random(100), rng.random(100), 20) for _ in range(20)] for _ in range(200)]
    alarmed = sum(any(one.needs_look for one in items) for items in tests)
    assert any(one.value is not None and one.value < -0.15 for items in tests for one in items)
    assert alarmed <= 20  # 5 % of 200 are expected


def test_an_item_that_nearly_everybody_gets_says_nothing() -> None:
    own, rest = np.ones(200), np.linspace(0, 1, 200)
    own[-3:] = 0.0
    assert correlate(own, rest, 1).value is None


def test_what_awaits_a_marker_is_in_no_difficulty(facts: AssignmentFacts) -> None:
    value, why = facts.subquestions()[0].parts
    judged = [part(value, "1.1", Fraction(1)), part(why, "1.1", Fraction(1))]
    waiting = [part(value, "1.1", Fraction(1)), part(why, "1.1", None)]
    record = class_record(facts, [summary(participant(1), judged), summary(participant(2), waiting)])
    item, reason = record.subquestions[0], record.parts[1]
    assert (item.difficulty, item.number, item.pending) == (Fraction(1), 2, 1)
    assert (reason.difficulty, reason.number, reason.pending) == (Fraction(1), 1, 1)
    idea = record.criteria[1]
    assert (idea.full, idea.pending, idea.none) == (1, 1, 0)


def test_difficulty_is_the_exact_mean_of_shares(facts: AssignmentFacts) -> None:
    value = facts.subquestions()[0].parts[0]
    shares = [Fraction(1, 3), Fraction(2, 7), Fraction(1)]
    class_ = [summary(participant(n), [part(value, "1.1", share)]) for n, share in enumerate(shares)]
    assert class_record(facts, class_).parts[0].difficulty == sum(shares) / 3
    assert class_record(facts, class_).subquestions[0].shares == (0, 0, 2, 0, 0, 1)


def test_the_top_wrong_answer_is_the_most_widespread(facts: AssignmentFacts) -> None:
    value = facts.subquestions()[0].parts[0]
    made = ["a", "b", "b", "b", "a", "c"]
    class_ = [
        summary(participant(n), [part(value, "1.1", Fraction(0), mistake=mistake(signature))])
        for n, signature in enumerate(made)
    ]
    item = class_record(facts, class_).subquestions[0]
    assert (item.top_cluster, item.top_count) == ("1.1-value-b", 3)


def test_correlation_agrees_with_its_definition() -> None:
    draw = random.Random(5)
    own = np.array([draw.random() for _ in range(50)])
    rest = own + np.array([draw.random() for _ in range(50)])
    expected = ((own - own.mean()) * (rest - rest.mean())).mean() / (own.std() * rest.std())
    assert correlate(own, rest, 1).value == pytest.approx(expected)
