"""Judging derivations: every step from the line before, the cause of a broken one, and what was shown on the way."""

from autograder.mathematics.derivation.asides import Claim, find_claims
from autograder.mathematics.derivation.coverage import cover
from autograder.mathematics.derivation.differentials import moving_names, writes_differentials
from autograder.mathematics.derivation.ground import Ground, Truth
from autograder.mathematics.derivation.lines import comparable
from autograder.mathematics.derivation.records import JudgedLine
from autograder.mathematics.derivation.steps import Rules, judge_steps
from autograder.mathematics.derivation.structure import Structure
from autograder.mathematics.derivation.trail import trail_of
from autograder.mathematics.derivation.waypoints import Form, Shown, Standing, Waypoint

__all__ = [
    "Claim",
    "Form",
    "Ground",
    "JudgedLine",
    "Rules",
    "Shown",
    "Standing",
    "Structure",
    "Truth",
    "Waypoint",
    "comparable",
    "cover",
    "find_claims",
    "judge_steps",
    "moving_names",
    "trail_of",
    "writes_differentials",
]
