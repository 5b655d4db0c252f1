"""How much of what the marker knows a student is shown."""

from enum import StrEnum


class FeedbackLevel(StrEnum):
    """What a student's report and results.json tell; the staff's record (verdicts.json) is always whole."""

    FULL = "full"
    """All but the expected answers that the assignment keeps: witnesses, broken steps, causes, hints, pictures."""
    HINTS = "hints"
    """Marks, how the answer was read, faults, and hints; nothing from which an expected value follows."""
    SCORES = "scores"
    """Marks alone, with the faults that kept an answer from being read."""
