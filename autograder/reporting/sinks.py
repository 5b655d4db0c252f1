"""The table of outputs."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from types import MappingProxyType

from autograder.domain.feedback import FeedbackLevel
from autograder.domain.graded import GradedSubmission
from autograder.reporting.condensing import condensed
from autograder.reporting.gradescope import gradescope_results
from autograder.reporting.levels import at_level
from autograder.reporting.look import Look
from autograder.reporting.report import student_report
from autograder.reporting.verdicts import verdicts_json

Sink = Callable[[GradedSubmission, Look], bytes]

SINKS: Mapping[str, Sink] = MappingProxyType(
    {
        "results.json": gradescope_results,
        "report.html": student_report,
        "verdicts.json": verdicts_json,
    }
)


WHOLE = frozenset({"verdicts.json"})
"""Outputs for the staff, who see everything; all others are a student's."""


def student_record(graded: GradedSubmission, level: FeedbackLevel) -> GradedSubmission:
    """Return what a student is shown at a level, each thing said once: all their reports are rendered from it."""
    return condensed(at_level(graded, level))


def render_outputs(
    graded: GradedSubmission,
    look: Look,
    names: Iterable[str] = SINKS,
    level: FeedbackLevel = FeedbackLevel.FULL,
    author: str = "",
) -> dict[str, bytes]:
    """Return the named outputs of a graded submission, by file name; by default all of them.

    The same submission, assignment, version, level and author give the same bytes: no output holds a time, a host or
    a path.

    Parameters
    ----------
    level
        What the student's outputs tell; the staff's are always whole.
    author
        Whose it is, for the page that is read and printed; the results hold no name.
    """
    shown = student_record(graded, level)
    sinks: Mapping[str, Sink] = {**SINKS, "report.html": partial(student_report, author=author)}
    return {name: sinks[name](graded if name in WHOLE else shown, look) for name in names}
