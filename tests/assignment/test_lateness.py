from datetime import timedelta
from fractions import Fraction
from typing import Any

import pytest
from pydantic import ValidationError

from autograder.assignment.gradescope import GradescopeTable, check_gradescope
from autograder.assignment.lateness import LateTable
from autograder.domain.errors import AssignmentError
from autograder.scoring.lateness import Basis, Counting


def test_the_platform_applies_its_own_policy_unless_told_otherwise() -> None:
    assert LateTable().value() is None


def test_a_policy_is_read_exactly() -> None:
    policy = LateTable(
        policy="deduct",
        grace_minutes=15,
        percent_per_day="33 1/3",
        maximum_percent=50,
        counting="exact",
        of="earned",
        closes_after_days=5,
    ).value()
    assert policy is not None
    assert policy.share_per_day == Fraction(1, 3)
    assert policy.most_share == Fraction(1, 2)
    assert (policy.grace, policy.closes_after) == (timedelta(minutes=15), timedelta(days=5))
    assert (policy.basis, policy.counting) == (Basis.EARNED, Counting.EXACT)


@pytest.mark.parametrize(
    "table",
    [
        {"policy": "deduct"},
        {"policy": "deduct", "percent_per_day": 10, "points_per_day": 2},
        {"policy": "deduct", "percent_per_day": 101},
        {"policy": "deduct", "points_per_day": 2, "maximum_percent": 50},
        {"policy": "gradescope", "percent_per_day": 10},
        {"policy": "deduct", "percent_per_day": 0.1},
        {"policy": "deduct", "percent_per_day": 10, "grace_minutes": -1},
    ],
)
def test_a_policy_that_makes_no_sense_is_refused(table: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        LateTable(**table)


def test_a_subquestion_has_one_visibility() -> None:
    with pytest.raises(ValidationError, match=r'"4\.1" is both hidden'):
        GradescopeTable(hidden=("4.1",), after_due_date=("4.1", "4.2"))


def test_a_hidden_subquestion_must_exist() -> None:
    check_gradescope(GradescopeTable(hidden=("4.1",)), {"4.1", "4.2"})
    with pytest.raises(AssignmentError, match=r'there is no subquestion "4\.9"'):
        check_gradescope(GradescopeTable(after_due_date=("4.1", "4.9")), {"4.1", "4.2"})
