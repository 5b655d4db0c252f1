"""What a batch tells about itself while it runs, to whoever shows it."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


class Stage(StrEnum):
    """What is being done."""

    READING = "reading"
    GRADING = "grading"
    PUBLISHING = "publishing"
    CLASS = "class"


@dataclass(frozen=True, slots=True)
class Counts:
    """How far a stage has come.

    Parameters
    ----------
    done, total
        Submissions, or participants.
    reused
        Of `total`, how many were graded before and are not done again.
    awaiting, failed
        Of those graded now: some of it needs a human; the engine failed.
    """

    stage: Stage
    done: int
    total: int
    reused: int = 0
    awaiting: int = 0
    failed: int = 0


Watch = Callable[[Counts], None]
"""Is told of every step, often."""
