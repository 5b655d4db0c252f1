"""Exact points from verdicts: the best alternative counts, and nothing but `Judged` is ever a number."""

from autograder.scoring.alternatives import (
    CHOICE_KIND,
    best_verdict,
    contradicted,
    contradiction,
    disagreement,
    without_contradictions,
)
from autograder.scoring.marks import apply_marks, state_of
from autograder.scoring.tally import add_tallies, earned_points, tally_criteria

__all__ = [
    "CHOICE_KIND",
    "add_tallies",
    "apply_marks",
    "best_verdict",
    "contradicted",
    "contradiction",
    "disagreement",
    "earned_points",
    "state_of",
    "tally_criteria",
    "without_contradictions",
]
