"""Grade question by question, so that what is graded already can be shown if the rest never is."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from autograder.assignment import Assignment
from autograder.domain.graded import GradedSubmission
from autograder.domain.verdicts import Ungraded, Verdict
from autograder.grading import Grader
from autograder.grading.alternatives import Identity, Way, ways
from autograder.grading.judges import ReadAnswers
from autograder.grading.running import Ran
from autograder.intake import Submission

NOT_YET = Ungraded("grading has not come to this question")


def grade_by_question(grader: Grader, submission: Submission) -> Iterator[GradedSubmission]:
    """Yield the record after each question; what was handed in for later ones is *ungraded* in it.

    The last is the whole record, the same as `Grader.grade_submission` gives.
    """
    read, ran = grader.read(submission), grader.run(submission)
    known = tuple(ways(grader.assignment))
    verdicts: dict[Identity, Mapping[str, Verdict]] = {}
    for here in _subquestions(grader.assignment):
        verdicts |= grader.judge(*_only(read, ran, here))
        waiting = {way.identity: _not_yet(way) for way in known if _handed_in(way, read, ran)}
        yield grader.assemble(submission, read, ran, {**waiting, **verdicts})


def _subquestions(assignment: Assignment) -> list[frozenset[str]]:
    return [frozenset(one.id for one in question.table.subquestions) for question in assignment.questions]


def _only(read: ReadAnswers, ran: Ran, subquestions: Collection[str]) -> tuple[ReadAnswers, Ran]:
    """Leave out what was handed in for other subquestions."""
    items = {key: item for key, item in read.located.items.items() if key[0] in subquestions}
    handed = {key: found for key, found in ran.handed.items() if key[0] in subquestions}
    return replace(read, located=replace(read.located, items=items)), replace(ran, handed=handed)


def _handed_in(way: Way, read: ReadAnswers, ran: Ran) -> bool:
    if way.item:
        return read.located.of(way) is not None
    return (way.subquestion, way.name) in ran.handed


def _not_yet(way: Way) -> Mapping[str, Verdict]:
    return {one.id: NOT_YET for one in way.criteria}
