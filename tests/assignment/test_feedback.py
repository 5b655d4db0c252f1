"""Feedback levels as an assignment sets them."""

import pytest

from autograder.assignment import feedback_level, load_assignment, shipped_folder
from autograder.domain.errors import AssignmentError
from autograder.domain.feedback import FeedbackLevel
from tests.assignment.conftest import Breaker

SHIPPED = 'feedback = "hints"\nfeedback_after_due = "full"\n'


def levels(broken: Breaker, written: str) -> tuple[FeedbackLevel, FeedbackLevel]:
    table = load_assignment(broken("assignment.toml", SHIPPED, written)).table
    return feedback_level(table, due_passed=False), feedback_level(table, due_passed=True)


def test_all_is_shown_where_the_assignment_says_nothing(broken: Breaker) -> None:
    assert levels(broken, "") == (FeedbackLevel.FULL, FeedbackLevel.FULL)


def test_the_level_after_the_due_date_is_that_before_it_unless_it_is_given(broken: Breaker) -> None:
    assert levels(broken, 'feedback = "scores"\n') == (FeedbackLevel.SCORES, FeedbackLevel.SCORES)
    assert levels(broken, 'feedback_after_due = "hints"\n') == (FeedbackLevel.FULL, FeedbackLevel.HINTS)


def test_the_shipped_assignment_keeps_answers_while_they_can_be_handed_in() -> None:
    table = load_assignment(shipped_folder("reference")).table
    assert feedback_level(table, due_passed=False) is FeedbackLevel.HINTS
    assert feedback_level(table, due_passed=True) is FeedbackLevel.FULL


def test_an_unknown_level_is_refused_with_the_known_ones(broken: Breaker) -> None:
    with pytest.raises(AssignmentError, match="'full', 'hints' or 'scores'"):
        load_assignment(broken("assignment.toml", SHIPPED, 'feedback = "most"\n'))
