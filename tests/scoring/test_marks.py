from dataclasses import replace
from fractions import Fraction

import pytest

from autograder.domain.evidence import Derivation, DerivationLine, LineMark
from autograder.domain.graded import (
    GradedAlternative,
    GradedCriterion,
    GradedPart,
    GradedQuestion,
    GradedSubmission,
    GradedSubquestion,
    Via,
)
from autograder.domain.marks import CriterionKey, Mark
from autograder.domain.verdicts import Judged, Pending, Undecided, Verdict
from autograder.scoring import add_tallies, answer_sha256, apply_marks, earned_points, tally_criteria

SHA = "a" * 64
WORDS = CriterionKey("3.2", "reason", "idea")
MATRIX = CriterionKey("3.2", "A", "entries")


def criterion(id_: str, points: Fraction, verdict: Verdict) -> GradedCriterion:
    return GradedCriterion(id_, id_, points, earned_points(points, verdict), verdict, None)


def part(id_: str, *criteria: GradedCriterion) -> GradedPart:
    return GradedPart(id_, id_, "", tally_criteria(criteria), criteria, (), missing=False)


@pytest.fixture
def graded() -> GradedSubmission:
    parts = (
        part("reason", criterion("idea", Fraction(2), Pending("the idea"))),
        part(
            "A",
            criterion("entries", Fraction(3), Judged(Fraction(1, 3))),
            criterion("form", Fraction(1), Undecided("?")),
        ),
    )
    tally = add_tallies(one.tally for one in parts)
    question = GradedQuestion("3", "q", tally, (GradedSubquestion("3.2", "s", tally, parts),))
    return GradedSubmission("a", "A", "1" * 16, "0", SHA, (), "", tally, (question,))


def mark(key: CriterionKey, points: Fraction, why: str = "seen", sha: str = SHA) -> Mark:
    return Mark("student-a", sha, key, "pending", points, "marker", "2026-01-01T00:00:00Z", why)


def marked(graded: GradedSubmission, *marks: Mark) -> GradedSubmission:
    return apply_marks(graded, {one.key: one for one in marks})


def test_a_pending_criterion_becomes_judged_and_every_tally_follows(graded: GradedSubmission) -> None:
    after = marked(graded, mark(WORDS, Fraction(3, 2)))
    assert after.tally.pending == 0
    assert after.tally.earned == graded.tally.earned + Fraction(3, 2)
    assert after.questions[0].tally == after.questions[0].subquestions[0].tally == after.tally
    assert after.questions[0].subquestions[0].parts[0].tally.earned == Fraction(3, 2)


def test_the_reason_is_the_first_thing_shown(graded: GradedSubmission) -> None:
    after = marked(graded, mark(WORDS, Fraction(1), "half the idea"))
    verdict = after.questions[0].subquestions[0].parts[0].criteria[0].verdict
    assert isinstance(verdict, Judged)
    assert "half the idea" in verdict.evidence[0].text  # type: ignore[union-attr]


def test_a_changed_machine_verdict_is_said_in_an_alert(graded: GradedSubmission) -> None:
    (alert,) = marked(graded, mark(MATRIX, Fraction(3))).alerts
    assert "from 1 of 3 to 3" in alert.message
    assert alert.hint == "seen"


def test_a_pending_mark_needs_no_alert(graded: GradedSubmission) -> None:
    assert marked(graded, mark(WORDS, Fraction(1))).alerts == ()


def answered(graded: GradedSubmission, text: str, place: str = "") -> GradedSubmission:
    """Return the submission with something handed in for the part that awaits a person."""
    first, second = graded.questions[0].subquestions[0].parts
    line = DerivationLine(1, LineMark.HOLDS, text, text, place=place)
    verdict = Pending("the idea", (Derivation((line,)),))
    alternative = GradedAlternative("reason", Via.LATEX, "text", (("idea", verdict),), missing=False)
    parts = (replace(first, alternatives=(alternative,)), second)
    subquestion = replace(graded.questions[0].subquestions[0], parts=parts)
    return replace(graded, questions=(replace(graded.questions[0], subquestions=(subquestion,)),))


def decided(graded: GradedSubmission, points: Fraction) -> Mark:
    """Return what a person decides who looks at this submission, and not at the one that is handed in later."""
    looked_at = graded.questions[0].subquestions[0].parts[0]
    return replace(mark(WORDS, points, sha="b" * 64), answer_sha256=answer_sha256(looked_at))


def test_a_mark_of_another_answer_changes_no_points_and_is_said_to_count_no_more(graded: GradedSubmission) -> None:
    earlier, later = answered(graded, "because"), answered(graded, "hence")
    after = marked(later, decided(earlier, Fraction(1)))
    assert replace(after, alerts=()) == later
    assert "does not count for this one, which is another: 3.2/reason/idea" in after.alerts[0].message


def test_a_mark_holds_for_the_same_answer_handed_in_anew_wherever_it_stands(graded: GradedSubmission) -> None:
    earlier, later = answered(graded, "because", "line 3"), answered(graded, "because", "line 4")
    after = marked(later, decided(earlier, Fraction(1)))
    assert after.tally.earned == graded.tally.earned + 1
    assert after.alerts == ()


def test_a_mark_without_what_was_looked_at_is_bound_to_the_bytes(graded: GradedSubmission) -> None:
    assert replace(marked(graded, mark(WORDS, Fraction(1), sha="b" * 64)), alerts=()) == graded


def test_a_mark_of_an_unknown_criterion_changes_no_tally(graded: GradedSubmission) -> None:
    assert marked(graded, mark(CriterionKey("9.9", "x", "y"), Fraction(1))).tally == graded.tally


def test_thirds_stay_exact(graded: GradedSubmission) -> None:
    after = marked(graded, mark(WORDS, Fraction(1, 3)), mark(MATRIX, Fraction(2, 3)))
    assert after.tally.earned == 1


def test_a_criterion_worth_nothing_can_be_marked(graded: GradedSubmission) -> None:
    worthless = replace(graded.questions[0].subquestions[0].parts[0].criteria[0], points=Fraction(0))
    subquestion = replace(graded.questions[0].subquestions[0], parts=(part("reason", worthless),))
    question = replace(graded.questions[0], subquestions=(subquestion,))
    after = marked(replace(graded, questions=(question,)), mark(WORDS, Fraction(0)))
    assert after.tally.possible == after.tally.earned == 0
