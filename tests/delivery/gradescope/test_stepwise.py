import pytest

from autograder.assignment import load_assignment, shipped_folder
from autograder.delivery.gradescope.stepwise import grade_by_question
from autograder.domain.verdicts import Ungraded
from autograder.grading import Grader
from autograder.grading.judges import DirectJudge
from autograder.intake import open_submission
from autograder.sandbox import open_sandbox

REFERENCE = shipped_folder("reference")


@pytest.mark.slow
@pytest.mark.parametrize("name", ["mixed_half", "blank"])
def test_the_last_record_is_that_of_the_whole_and_points_only_grow(name: str) -> None:
    assignment = load_assignment(REFERENCE)
    submission = open_submission(REFERENCE / "exemplars" / name)
    with open_sandbox() as sandbox, Grader(assignment, sandbox, "", DirectJudge(assignment)) as grader:
        steps = list(grade_by_question(grader, submission))
        assert len(steps) == len(assignment.questions)
        assert steps[-1] == grader.grade_submission(submission).graded
    earned = [step.tally.earned for step in steps]
    assert earned == sorted(earned)
    assert [step.tally.ungraded for step in steps][-1] == 0


@pytest.mark.slow
def test_what_is_not_reached_is_ungraded_and_never_lost() -> None:
    assignment = load_assignment(REFERENCE)
    submission = open_submission(REFERENCE / "exemplars" / "perfect_latex")
    with open_sandbox() as sandbox, Grader(assignment, sandbox, "", DirectJudge(assignment)) as grader:
        first = next(grade_by_question(grader, submission))
    assert first.tally.lost == 0
    done, *later = first.questions
    assert done.tally.ungraded == 0
    for question in later:
        assert question.tally.ungraded == question.tally.possible
        criteria = [one for sub in question.subquestions for part in sub.parts for one in part.criteria]
        assert {type(one.verdict) for one in criteria} == {Ungraded}
