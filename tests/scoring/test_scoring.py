"""Which verdict counts, and exact sums."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.domain.faults import Fault, FaultKind
from autograder.domain.graded import GradedCriterion, Tally
from autograder.domain.verdicts import Judged, Pending, Undecided, Ungraded, Verdict
from autograder.scoring import (
    add_tallies,
    best_verdict,
    contradiction,
    disagreement,
    tally_criteria,
    without_contradictions,
)

FULL, HALF, NONE = Judged(Fraction(1)), Judged(Fraction(1, 2)), Judged(Fraction(0))
OPEN = (Pending("rubric"), Undecided("why"), Ungraded("failure"))
verdicts = st.fractions(0, 1).map(Judged) | st.sampled_from(OPEN)


def test_the_better_of_two_judged_alternatives_counts() -> None:
    assert best_verdict([("a", HALF), ("b", FULL)]) == ("b", FULL)
    assert best_verdict([("a", HALF), ("b", NONE)]) == ("a", HALF)


@pytest.mark.parametrize("waiting", OPEN)
def test_an_open_question_counts_before_a_lower_credit_but_not_before_full_credit(waiting: Verdict) -> None:
    assert best_verdict([("a", HALF), ("b", waiting)]) == ("b", waiting)
    assert best_verdict([("a", waiting), ("b", FULL)]) == ("b", FULL)


def test_nothing_handed_in_is_missing_and_worth_nothing() -> None:
    name, verdict = best_verdict([])
    assert name is None
    assert isinstance(verdict, Judged)
    assert verdict.credit == 0
    assert verdict.fault is not None
    assert verdict.fault.fault is FaultKind.MISSING


def test_two_alternatives_that_contradict_each_other_are_named() -> None:
    said = disagreement([("A", HALF), ("step()", FULL)])
    assert "step()" in said
    assert "A" in said
    assert disagreement([("A", FULL), ("step()", FULL)]) == ""
    assert disagreement([("A", NONE), ("step()", HALF)]) == ""


def test_of_choices_that_contradict_each_other_only_the_lowest_may_count() -> None:
    both = [("behaviour", FULL), ("ANSWERS", HALF), ("step()", NONE)]
    choices = {"behaviour", "ANSWERS"}
    assert without_contradictions(both, choices) == [("ANSWERS", HALF), ("step()", NONE)]
    assert "behaviour" in contradiction(both, choices)
    assert contradiction(both, {"behaviour"}) == ""
    assert without_contradictions([("a", FULL), ("b", FULL)], {"a", "b"}) == [("a", FULL), ("b", FULL)]


def test_what_cannot_be_read_or_awaits_a_person_contradicts_no_choice() -> None:
    unreadable = Judged(Fraction(0), fault=Fault(FaultKind.UNREADABLE, "no option"))
    for other in (unreadable, *OPEN):
        assert contradiction([("a", FULL), ("b", other)], {"a", "b"}) == ""


def criterion(points: Fraction, verdict: Verdict) -> GradedCriterion:
    return GradedCriterion("c", "", points, Fraction(0), verdict, None)


@given(st.lists(st.tuples(st.fractions(0, 10), verdicts)))
def test_the_parts_of_a_tally_always_add_up(rows: list[tuple[Fraction, Verdict]]) -> None:
    tally = tally_criteria(criterion(points, verdict) for points, verdict in rows)
    assert tally.possible == sum((points for points, _ in rows), Fraction(0))
    assert tally.earned + tally.lost + tally.awaiting == tally.possible
    assert tally.earned >= 0
    assert tally.lost >= 0


@pytest.mark.parametrize(("verdict", "field"), [(OPEN[0], "pending"), (OPEN[1], "undecided"), (OPEN[2], "ungraded")])
def test_what_is_not_judged_is_never_a_number(verdict: Verdict, field: str) -> None:
    tally = tally_criteria([criterion(Fraction(3), verdict)])
    assert getattr(tally, field) == 3
    assert (tally.earned, tally.lost) == (0, 0)


def test_thirds_add_up_to_a_whole() -> None:
    third = Tally(Fraction(1, 3), Fraction(1, 3), Fraction(0), Fraction(0), Fraction(0))
    assert add_tallies([third] * 3).earned == 1
