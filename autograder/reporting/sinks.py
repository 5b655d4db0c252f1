"""The table of outputs."""

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from autograder.domain.graded import GradedSubmission
from autograder.reporting.gradescope import gradescope_results
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


def render_outputs(graded: GradedSubmission, look: Look, names: Iterable[str] = SINKS) -> dict[str, bytes]:
    """Return the named outputs of a graded submission, by file name; by default all of them.

    The same submission, assignment and version give the same bytes: no output holds a time, a host or a path.
    """
    return {name: SINKS[name](graded, look) for name in names}
