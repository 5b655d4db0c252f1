"""The process that grades one submission in the container: ``python -P -m ….worker ROOT PRIVATE``.

It may be ended at any moment, and leaves a valid results.json.
"""

import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from pathlib import Path

from autograder.assignment import Assignment, feedback_level, load_assignment, shipped_folder
from autograder.delivery.gradescope.due import closing_date, late_by
from autograder.delivery.gradescope.memory import room_for_one
from autograder.delivery.gradescope.metadata import SubmissionMetadata, read_metadata
from autograder.delivery.gradescope.places import Places
from autograder.delivery.gradescope.publishing import Terms, graded_results, refused_results
from autograder.delivery.gradescope.rate import refusal
from autograder.delivery.gradescope.stepwise import grade_by_question
from autograder.domain.errors import UnreadableSubmission
from autograder.domain.graded import GradedSubmission
from autograder.domain.points import format_points
from autograder.grading import Grader
from autograder.intake import open_submission
from autograder.reporting import Look
from autograder.sandbox import open_sandbox
from autograder.scoring.lateness import deduct, format_lateness


def main(places: Places) -> None:
    """Grade the submission and write its results, the last time when everything is graded."""
    metadata = read_metadata(_content(places.metadata))
    assignment = fitted(load_assignment(places.assignment))
    for line in warnings(assignment, metadata):
        print(f"warning: {line}")
    refused = refusal(metadata, assignment.table.gradescope)
    if refused is not None:
        print(f"not graded: {refused.reason}")
        places.write_results(refused_results(refused))
        return
    for graded in _grade(assignment, metadata, places):
        print(f"earned {format_points(graded.tally.earned)} of {format_points(graded.tally.possible)}", flush=True)
    print(f"isolation: {graded.isolation}")


def _grade(assignment: Assignment, metadata: SubmissionMetadata, places: Places) -> Iterator[GradedSubmission]:
    """Grade question by question, and have the results written after each."""
    look, now = Look(shipped_folder("reports")), datetime.now(UTC)
    secret = places.secret()
    minimum = assignment.table.limits.minimum_isolation
    with (
        open_sandbox(minimum=minimum, secrets=[places.private]) as sandbox,
        Grader(assignment, sandbox, secret) as grader,
    ):
        for done, graded in enumerate(records(grader, places.submission), 1):
            terms = terms_of(graded, assignment, metadata, now)
            complete = done == len(assignment.questions) or bool(graded.unreadable)
            places.write_results(graded_results(graded, look, terms, complete=complete))
            yield graded


def records(grader: Grader, submission: Path) -> Iterator[GradedSubmission]:
    """Yield what is known after each question, or once that the submission cannot be read."""
    try:
        opened = open_submission(submission)
    except UnreadableSubmission as error:
        yield grader.unreadable(str(error))
        return
    yield from grade_by_question(grader, opened)


def fitted(assignment: Assignment) -> Assignment:
    """Return the assignment with limits that fit the container; its version stays, and with it every case."""
    limits = assignment.table.limits
    platform = assignment.table.gradescope
    room = room_for_one(platform.memory_mb)
    fitting = {
        "memory_bytes": min(limits.memory_bytes, room),
        "judge": limits.judge.model_copy(update={"memory_bytes": min(limits.judge.memory_bytes, room)}),
        # the rest is for judging
        "submission_seconds": min(limits.submission_seconds, platform.timeout_seconds / 3),
    }
    smaller = limits.model_copy(update=fitting)
    return replace(assignment, table=assignment.table.model_copy(update={"limits": smaller}))


def warnings(assignment: Assignment, metadata: SubmissionMetadata) -> list[str]:
    """Return what the staff should correct on the platform."""
    said = []
    told = metadata.assignment.total_points
    if told is not None and Fraction(told) != assignment.total_points:
        points = format_points(assignment.total_points)
        said.append(f"the assignment is worth {points} points here and {told} on Gradescope; set {points} there")
    if metadata.created_at is None:
        said.append("submission_metadata.json has no created_at; lateness and rate limits are not applied")
    return said


def terms_of(graded: GradedSubmission, assignment: Assignment, metadata: SubmissionMetadata, now: datetime) -> Terms:
    """Return how the graded submission is shown."""
    table = assignment.table
    closing = closing_date(metadata)
    level = feedback_level(table, due_passed=closing is not None and now > closing)
    late = late_by(metadata, timedelta(minutes=table.late.grace_minutes))
    terms = Terms(table.gradescope, level)
    if not late:
        return terms
    policy = table.late.value()
    if policy is None:
        return replace(terms, notices=(f"Handed in late by {format_lateness(late)}; your course's rules apply.",))
    return replace(terms, deduction=deduct(policy, late, graded.tally.earned, graded.tally.possible))


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        print(f"warning: {path.name} cannot be read: {error.strerror}")
        return b""


if __name__ == "__main__":
    main(Places(Path(sys.argv[1]), Path(sys.argv[2])))
