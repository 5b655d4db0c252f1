"""Judging derivations: every step from the line before, the cause of a broken one, and what was shown on the way."""

from autograder.mathematics.derivation.ground import Ground, Truth
from autograder.mathematics.derivation.records import Entry, JudgedLine, Step
from autograder.mathematics.derivation.steps import Rules, judge_steps

__all__ = ["Entry", "Ground", "JudgedLine", "Rules", "Step", "Truth", "judge_steps"]
