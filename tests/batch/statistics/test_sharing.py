"""Sharing equal pieces saves memory and changes nothing."""

from autograder.batch.statistics import Sharing, class_record
from autograder.domain.classroom import AssignmentFacts
from tests.batch.statistics.classes import make_class


def test_a_shared_summary_is_equal_to_the_one_given(facts: AssignmentFacts) -> None:
    class_, sharing = make_class(facts, 40), Sharing()
    assert [sharing.summary(one) for one in class_] == class_


def test_equal_pieces_of_two_summaries_are_one_object(facts: AssignmentFacts) -> None:
    sharing = Sharing()
    # made twice, so that nothing is shared before
    first, second = (sharing.summary(make_class(facts, 1, seed=3)[0]) for _ in range(2))
    assert first.tally is second.tally
    assert all(one is other for one, other in zip(first.parts, second.parts, strict=True))


def test_a_number_and_the_truth_that_equals_it_stay_apart() -> None:
    sharing = Sharing()
    assert sharing.one(1) is not sharing.one(True)


def test_rows_share_their_tallies(facts: AssignmentFacts) -> None:
    rows = class_record(facts, make_class(facts, 60)).students
    tallies = [tally for row in rows for tally in row.subquestions]
    assert len({id(tally) for tally in tallies}) == len(set(tallies)) < len(tallies)
