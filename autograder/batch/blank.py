"""Records of what was never graded: nothing was handed in, or the engine failed."""

from dataclasses import replace

from autograder.assignment import Assignment
from autograder.domain.graded import NOTHING_HANDED_IN, Alert, AlertLevel, GradedSubmission
from autograder.domain.verdicts import Ungraded
from autograder.grading.alternatives import ways
from autograder.grading.assembling import assemble_questions
from autograder.grading.judges import Verdicts
from autograder.grading.pipeline import ENGINE_VERSION
from autograder.grading.running import NOTHING_RAN
from autograder.scoring import add_tallies

_HINT = "Nothing is known against the submission: the staff grades it again, or by hand."


def nothing_handed_in(assignment: Assignment) -> GradedSubmission:
    """Return the record of somebody who handed in nothing."""
    return replace(_record(assignment, {}), unreadable=NOTHING_HANDED_IN)


def ungraded(assignment: Assignment, reason: str) -> GradedSubmission:
    """Return a record in which every criterion is `Ungraded` for one reason, a phrase."""
    verdicts = {way.identity: {one.id: Ungraded(reason) for one in way.criteria} for way in ways(assignment)}
    alert = Alert(AlertLevel.PROBLEM, f"The submission could not be graded: {reason}.", _HINT)
    return replace(_record(assignment, verdicts), alerts=(alert,))


def _record(assignment: Assignment, verdicts: Verdicts) -> GradedSubmission:
    questions = assemble_questions(assignment, tuple(ways(assignment)), verdicts)
    return GradedSubmission(
        assignment_id=assignment.table.id,
        assignment_title=assignment.table.title,
        assignment_version=assignment.version,
        engine_version=ENGINE_VERSION,
        submission_sha256="",
        files=(),
        isolation=NOTHING_RAN.isolation,
        tally=add_tallies(question.tally for question in questions),
        questions=questions,
        reveal=assignment.table.reveal,
    )
