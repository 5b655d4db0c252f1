"""Deciding what was written by what it means: equal, different or undecided, and never by rounding."""

from autograder.mathematics.decision.conditions import answer_alone
from autograder.mathematics.decision.decide import decide
from autograder.mathematics.decision.last_resort import LastResort, sympy_simplifies
from autograder.mathematics.decision.outcomes import Decision, Different, Equal, Form, Options, Undecided
from autograder.mathematics.decision.sides import strip_label
from autograder.mathematics.traversal import mentions

__all__ = [
    "Decision",
    "Different",
    "Equal",
    "Form",
    "LastResort",
    "Options",
    "Undecided",
    "answer_alone",
    "decide",
    "mentions",
    "strip_label",
    "sympy_simplifies",
]
