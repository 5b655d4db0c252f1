"""What a student is shown: nothing of the staff's at any level, nothing of the answer before it is time."""

import json
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings

from autograder.domain.evidence import (
    CaseOutcome,
    CaseResult,
    Derivation,
    DerivationLine,
    Difference,
    Evidence,
    LineMark,
    MaskPicture,
    Note,
    Quote,
    Reading,
    Trajectory,
    TrajectoryForm,
    Witness,
)
from autograder.domain.faults import Fault, FaultKind
from autograder.domain.feedback import FeedbackLevel
from autograder.domain.graded import GradedAlternative, GradedSubmission, Via
from autograder.domain.verdicts import Judged, Pending, Undecided, Ungraded
from autograder.reporting import Look, render_outputs, student_record
from autograder.reporting.levels import at_level
from tests.reporting import samples
from tests.reporting.strategies import submissions

STAFF = "canary-of-the-staff"
"""What only the staff may see while the assignment does not reveal."""
ANSWER = "canary-of-the-answer"
"""What says more than a hint does."""
HINT = "canary-of-a-hint"
OWN = "canary-of-the-student"
FAULT = "canary-of-a-fault"

WITNESS = Witness(((OWN, "2"),), "your answer", OWN, "the answer asked", f"[{STAFF}, 1]")
EVIDENCE: tuple[Evidence, ...] = (
    Note(ANSWER),
    Reading("Read as", text=OWN),
    Quote("In your words", OWN),
    Difference("the value", ANSWER, expected=STAFF),
    CaseResult("a case", CaseOutcome.WRONG, (("x", "1"),), ANSWER, expected=STAFF, message=ANSWER),
    CaseResult("another", CaseOutcome.FAULT, message=FAULT),
    WITNESS,
    Derivation(
        (
            DerivationLine(1, LineMark.UNREAD, "", OWN, remark=FAULT),
            DerivationLine(2, LineMark.BROKEN, "x", OWN, remark=ANSWER, witness=WITNESS),
        )
    ),
    Trajectory(OWN, TrajectoryForm.PLANE, ("d", "g"), ((1.0, 0.0), (0.0, 2.0)), asked=((1.0, 0.0), (0.0, 4321.5))),
    Fault(FaultKind.EXCEPTION, FAULT),
)


def telltale(**more: bool) -> GradedSubmission:
    """Return a submission in which everything says who may see it."""
    unequal = samples.part(
        "One",
        "",
        samples.criterion("judged", "2", Judged(Fraction(1, 2), EVIDENCE, slip=STAFF)),
        samples.criterion("pending", "1", Pending(STAFF, (Quote("In your words", OWN),))),
        samples.criterion("undecided", "1", Undecided(ANSWER, (Reading("Read as", text=OWN),))),
        samples.criterion("ungraded", "1", Ungraded(STAFF)),
        hints=(HINT,),
        reveal=STAFF,
    )
    other = GradedAlternative("f", Via.CODE, "array", (("judged", Judged(Fraction(0), EVIDENCE)),), missing=False)
    shown = replace(unequal, alternatives=(*unequal.alternatives, other))
    return replace(samples.submission(samples.question("1", "One", samples.subquestion("1.1", "One", shown))), **more)


def student_pages(graded: GradedSubmission, level: FeedbackLevel, look: Look) -> str:
    rendered = render_outputs(graded, look, ["results.json", "report.html"], level)
    return b"".join(rendered.values()).decode()


@pytest.mark.parametrize("level", FeedbackLevel)
def test_nothing_of_the_staff_is_shown_at_any_level_unless_the_assignment_reveals(
    level: FeedbackLevel, look: Look
) -> None:
    pages = student_pages(telltale(), level, look)
    assert STAFF not in pages
    assert "4321.5" not in pages
    assert STAFF in render_outputs(telltale(), look, ["verdicts.json"], level)["verdicts.json"].decode()


def test_full_feedback_explains_in_full(look: Look) -> None:
    pages = student_pages(telltale(), FeedbackLevel.FULL, look)
    for canary in (ANSWER, HINT, OWN, FAULT):
        assert canary in pages


def test_hints_say_nothing_from_which_an_answer_follows(look: Look) -> None:
    pages = student_pages(telltale(), FeedbackLevel.HINTS, look)
    assert ANSWER not in pages
    for canary in (HINT, OWN, FAULT):
        assert canary in pages


def test_scores_say_what_could_not_be_read_and_nothing_else(look: Look) -> None:
    pages = student_pages(telltale(), FeedbackLevel.SCORES, look)
    assert FAULT in pages
    for canary in (ANSWER, HINT, OWN):
        assert canary not in pages


@pytest.mark.parametrize("level", [FeedbackLevel.HINTS, FeedbackLevel.SCORES])
def test_an_assignment_reveals_at_the_full_level_alone(level: FeedbackLevel, look: Look) -> None:
    assert STAFF not in student_pages(telltale(reveal=True), level, look)
    assert STAFF in student_pages(telltale(reveal=True), FeedbackLevel.FULL, look)


@pytest.mark.parametrize("reveal", [False, True])
@pytest.mark.parametrize("level", FeedbackLevel)
def test_a_failure_of_ours_is_never_shown_in_its_own_words(level: FeedbackLevel, reveal: bool, look: Look) -> None:
    broken = samples.part("One", "", samples.criterion("a", "1", Ungraded("ReferenceFailure: the target x+1")))
    graded = samples.submission(samples.question("1", "", samples.subquestion("1.1", "", broken)))
    pages = student_pages(replace(graded, reveal=reveal), level, look)
    assert "ReferenceFailure" not in pages
    assert "costs you nothing" in pages


@pytest.mark.parametrize("value", ["[1, 2; -2, 1]", "(0, 0)", "{1, 2}", "1 + 2i"])
def test_a_witness_keeps_a_right_value_that_would_give_the_answer_away(value: str) -> None:
    assert shown_witness(replace(WITNESS, right_value=value)).right_value == ""


@pytest.mark.parametrize("value", ["5", "-2.2361", "1.5e-07", "true"])
def test_a_witness_shows_one_number_in_a_small_world(value: str) -> None:
    assert shown_witness(replace(WITNESS, right_value=value)).right_value == value


def test_a_witness_between_the_students_own_lines_is_shown_whole() -> None:
    own = replace(WITNESS, left_name="this line", right_name="line 2", right_value="[1, 2]")
    assert shown_witness(own) == own


def shown_witness(witness: Witness) -> Witness:
    made = samples.part("A", "", samples.criterion("a", "1", Judged(Fraction(0), (witness,))))
    graded = samples.submission(samples.question("1", "", samples.subquestion("1.1", "", made)))
    verdict = at_level(graded, FeedbackLevel.FULL).questions[0].subquestions[0].parts[0].criteria[0].verdict
    (shown,) = verdict.evidence
    assert isinstance(shown, Witness)
    return shown


def test_a_field_shown_as_a_hint_is_the_students_own_with_no_word_on_which_cells_are_right() -> None:
    pictures = [MaskPicture(2, 2, right=((1, 1),), missing=lost, extra=((2, 2),)) for lost in ((), ((1, 2),))]
    made = [samples.part("A", "", samples.criterion("a", "1", Judged(Fraction(0), (picture,)))) for picture in pictures]
    shown = [
        at_level(
            samples.submission(samples.question("1", "", samples.subquestion("1.1", "", one))), FeedbackLevel.HINTS
        )
        for one in made
    ]
    assert shown[0] == shown[1]
    assert "■ ·\\n· ■" in json.dumps(str(shown[0]), ensure_ascii=False).replace("\\\\n", "\\n")


@given(submissions())
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_no_level_changes_a_mark(graded: GradedSubmission) -> None:
    for level in FeedbackLevel:
        shown = student_record(graded, level)
        assert shown.tally == graded.tally
        for before, after in zip(graded.questions, shown.questions, strict=True):
            assert [one.tally for one in after.subquestions] == [one.tally for one in before.subquestions]


@given(submissions())
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_what_is_shown_at_a_level_is_shown_at_it_again(graded: GradedSubmission) -> None:
    for level in FeedbackLevel:
        once = at_level(graded, level)
        again = at_level(once, level)
        assert again.questions == once.questions
