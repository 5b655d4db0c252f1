"""Names of things in an assignment, and their natural order."""

import re
from typing import NewType

SubquestionId = NewType("SubquestionId", str)
"""As printed on the assignment: ``"1.3a"``, ``"4.1"``."""
PartId = NewType("PartId", str)
CriterionId = NewType("CriterionId", str)


def natural_key(name: str) -> tuple[tuple[int, str], ...]:
    """Return a sort key that puts ``"2.10"`` after ``"2.9"``."""
    return tuple((int(run), "") if run.isdecimal() else (-1, run) for run in re.findall(r"\d+|\D+", name))
