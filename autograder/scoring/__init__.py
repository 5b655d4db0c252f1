"""Exact points from verdicts: the best alternative counts, and nothing but `Judged` is ever a number."""

from autograder.scoring.alternatives import (
    CHOICE_KIND,
    best_verdict,
    contradicted,
    contradiction,
    disagreement,
    without_contradictions,
)
from autograder.scoring.marks import answer_sha256, apply_marks, holds, state_of
from autograder.scoring.tally import add_tallies, earned_points, tally_criteria

__all__ = [
    "CHOICE_KIND",
    "add_tallies",
    "answer_sha256",
    "apply_marks",
    "best_verdict",
    "contradicted",
    "contradiction",
    "disagreement",
    "earned_points",
    "holds",
    "state_of",
    "tally_criteria",
    "without_contradictions",
]
