"""Exact points from verdicts: the best alternative counts, and nothing but `Judged` is ever a number."""

from autograder.scoring.alternatives import best_verdict, disagreement
from autograder.scoring.marks import apply_marks, state_of
from autograder.scoring.tally import add_tallies, earned_points, tally_criteria

__all__ = [
    "add_tallies",
    "apply_marks",
    "best_verdict",
    "disagreement",
    "earned_points",
    "state_of",
    "tally_criteria",
]
