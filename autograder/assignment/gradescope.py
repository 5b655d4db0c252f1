"""`[gradescope]` of `assignment.toml`: what depends on how the assignment is set up on the platform."""

from collections.abc import Collection
from typing import Annotated, Self

from pydantic import Field, model_validator

from autograder.answers import Spec
from autograder.domain.errors import AssignmentError


class GradescopeTable(Spec):
    """How the autograder is set up on Gradescope, and what its students see there.

    Parameters
    ----------
    timeout_seconds
        The time-out chosen in the autograder's settings; grading ends by itself well before it.
    memory_mb
        The container's memory chosen there.
    submissions_per_day
        Graded submissions within 24 hours; one more keeps the result of the last. None for no limit.
    minutes_between
        Least time between two graded submissions.
    hidden, after_due_date
        Subquestions that students never see, or see after the due date only. With a hidden one they see no total.
    leaderboard
        True to show the points on the assignment's leaderboard.
    """

    timeout_seconds: Annotated[int, Field(ge=120, le=2400)] = 600
    memory_mb: Annotated[int, Field(ge=512)] = 768
    submissions_per_day: Annotated[int, Field(gt=0)] | None = None
    minutes_between: Annotated[int, Field(gt=0)] | None = None
    hidden: tuple[str, ...] = ()
    after_due_date: tuple[str, ...] = ()
    leaderboard: bool = False

    @model_validator(mode="after")
    def _one_visibility(self) -> Self:
        both = sorted(set(self.hidden) & set(self.after_due_date))
        if both:
            raise ValueError(f'"{both[0]}" is both hidden and shown after the due date')
        return self


def check_gradescope(table: GradescopeTable, subquestions: Collection[str]) -> None:
    """Check that the subquestions named exist.

    Raises
    ------
    AssignmentError
        Naming the first that does not.
    """
    for field, names in (("hidden", table.hidden), ("after_due_date", table.after_due_date)):
        unknown = [name for name in names if name not in subquestions]
        if unknown:
            raise AssignmentError(f'assignment.toml, gradescope {field}: there is no subquestion "{unknown[0]}"')
