"""`[late]` of `assignment.toml`: who applies a late policy, and which."""

from datetime import timedelta
from fractions import Fraction
from typing import Annotated, Literal, Self

from pydantic import AwareDatetime, BeforeValidator, Field, model_validator

from autograder.answers import Spec
from autograder.domain.points import parse_points
from autograder.scoring.lateness import Basis, Counting, LatePolicy

_Points = Annotated[Fraction, BeforeValidator(parse_points)]
_Percent = Annotated[Fraction, BeforeValidator(parse_points), Field(ge=0, le=100)]


class LateTable(Spec):
    """The late policy.

    Parameters
    ----------
    policy
        ``gradescope`` leaves it to the platform: lateness is told and costs nothing here. ``deduct`` takes points off
        here, as the other fields say.
    grace_minutes
        Lateness that is forgiven; later than that is late from the due date on.
    percent_per_day, points_per_day
        What a day costs: one of the two.
    of
        What the percentage is taken of: the points ``possible`` or those ``earned``.
    counting
        ``started`` counts each day begun; ``exact`` counts hours and minutes in proportion.
    maximum_percent, maximum_points
        The largest deduction.
    closes_after_days
        Nothing counts that is later than this.
    due
        When the assignment is due, with its offset: for `autograde batch`. On Gradescope the platform says it.
    """

    policy: Literal["gradescope", "deduct"] = "gradescope"
    grace_minutes: Annotated[int, Field(ge=0)] = 0
    percent_per_day: _Percent | None = None
    points_per_day: _Points | None = None
    of: Literal["possible", "earned"] = "possible"
    counting: Literal["started", "exact"] = "started"
    maximum_percent: _Percent | None = None
    maximum_points: _Points | None = None
    closes_after_days: Annotated[int, Field(gt=0)] | None = None
    due: AwareDatetime | None = None

    @model_validator(mode="after")
    def _says_what_it_costs(self) -> Self:
        costs = (self.percent_per_day, self.points_per_day)
        if self.policy == "gradescope":
            if any(cost is not None for cost in (*costs, self.maximum_percent, self.maximum_points)):
                raise ValueError('costs are given, but policy = "gradescope" leaves them to the platform')
        elif sum(cost is not None for cost in costs) != 1:
            raise ValueError('policy = "deduct" needs either percent_per_day or points_per_day')
        if self.points_per_day is not None and self.maximum_percent is not None:
            raise ValueError("a cost in points has its maximum in points: maximum_points")
        return self

    def value(self) -> LatePolicy | None:
        """Return the policy to apply here; None if the platform applies its own."""
        if self.policy == "gradescope":
            return None
        return LatePolicy(
            share_per_day=(self.percent_per_day or Fraction(0)) / 100,
            points_per_day=self.points_per_day or Fraction(0),
            basis=Basis(self.of),
            counting=Counting(self.counting),
            grace=timedelta(minutes=self.grace_minutes),
            most_share=Fraction(1) if self.maximum_percent is None else self.maximum_percent / 100,
            most_points=self.maximum_points,
            closes_after=None if self.closes_after_days is None else timedelta(days=self.closes_after_days),
        )
