from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.batch.statistics import class_record
from autograder.batch.statistics.distribution import cronbach_alpha
from autograder.domain.classroom import AssignmentFacts
from tests.batch.statistics.classes import make_class, part, participant, small_facts, summary

fractions = st.fractions(0, 18, max_denominator=12)


def one_value(points: Fraction, facts: AssignmentFacts, number: int):
    value = facts.subquestions()[0].parts[0]
    return summary(participant(number), [part(value, "1.1", points / value.points)])


@given(st.lists(fractions, min_size=1, max_size=12))
@settings(max_examples=40)
def test_every_submission_is_in_exactly_one_bin(points: list[Fraction]) -> None:
    facts = small_facts()
    spread = class_record(facts, [one_value(one, facts, n) for n, one in enumerate(points)]).distribution
    assert sum(one.count for one in spread.bins) == len(points)
    assert (spread.bins[0].low, spread.bins[-1].high) == (0, facts.points)
    for one in spread.bins[:-1]:
        assert one.count == sum(one.low <= earned < one.high for earned in points)


def test_mean_median_and_quartiles_are_exact(facts: AssignmentFacts) -> None:
    points = [Fraction(n, 3) for n in (1, 2, 4, 5)]
    spread = class_record(facts, [one_value(one, facts, n) for n, one in enumerate(points)]).distribution
    assert (spread.mean, spread.median) == (Fraction(1), Fraction(1))
    assert (spread.lower_quartile, spread.upper_quartile) == (Fraction(7, 12), Fraction(17, 12))
    assert spread.deviation == pytest.approx((10 / 27) ** 0.5)


def test_nobody_has_no_mean(facts: AssignmentFacts) -> None:
    spread = class_record(facts, []).distribution
    assert (spread.number, spread.mean, spread.median, spread.deviation, spread.alpha) == (0, None, None, None, None)


def test_one_submission_has_a_mean_and_no_deviation(facts: AssignmentFacts) -> None:
    spread = class_record(facts, [one_value(Fraction(2), facts, 1)]).distribution
    assert (spread.mean, spread.deviation, spread.alpha) == (Fraction(2), None, None)


def test_an_unreadable_submission_is_in_no_statistic(facts: AssignmentFacts) -> None:
    broken = summary(participant(2), [], unreadable="no zip")
    record = class_record(facts, [one_value(Fraction(2), facts, 1), broken])
    assert (record.distribution.number, len(record.students)) == (1, 2)


def test_alpha_of_a_known_table() -> None:
    # equal items are perfectly consistent; independent ones are not at all
    same = [[Fraction(n), Fraction(n), Fraction(n)] for n in range(5)]
    assert cronbach_alpha(same) == pytest.approx(1.0)
    apart = [[Fraction(a), Fraction(b)] for a in (0, 1) for b in (0, 1)]
    assert cronbach_alpha(apart) == pytest.approx(0.0)
    against = [[Fraction(0), Fraction(2)], [Fraction(1), Fraction(0)], [Fraction(1), Fraction(1)]]
    assert (cronbach_alpha(against) or 0) < 0


def test_alpha_leaves_out_what_people_mark(facts: AssignmentFacts) -> None:
    value, why = facts.subquestions()[0].parts
    class_ = [summary(participant(n), [part(value, "1.1", Fraction(n % 2)), part(why, "1.1", None)]) for n in range(40)]
    others = [(one.id, asked) for one in facts.subquestions()[1:] for asked in one.parts]
    class_ = [
        summary(one.participant, [*one.parts, *(part(asked, place, Fraction(n % 2)) for place, asked in others)])
        for n, one in enumerate(class_)
    ]
    spread = class_record(facts, class_).distribution
    assert (spread.alpha_items, spread.alpha_number) == (6, 40)
    assert spread.alpha == pytest.approx(0.99, abs=0.02)
    assert spread.awaiting == 40


def test_a_handful_of_submissions_has_neither_quarters_nor_alpha(facts: AssignmentFacts) -> None:
    spread = class_record(facts, make_class(facts, 29)).distribution
    assert (spread.alpha_number > 2, spread.alpha) == (True, None)
    three = class_record(facts, [one_value(Fraction(n), facts, n) for n in range(3)]).distribution
    assert (three.median, three.lower_quartile, three.upper_quartile) == (Fraction(1), None, None)


def test_a_class_of_ability_is_consistent(facts: AssignmentFacts) -> None:
    assert (class_record(facts, make_class(facts, 120)).distribution.alpha or 0) > 0.3
