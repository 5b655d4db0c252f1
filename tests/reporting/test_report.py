import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from autograder.domain.evidence import CaseOutcome, CaseResult, Derivation, DerivationLine, LineMark, Witness
from autograder.domain.feedback import FeedbackLevel
from autograder.domain.graded import NOTHING_HANDED_IN, GradedSubmission
from autograder.reporting import Look, student_record
from autograder.reporting.report import MAX_BYTES, student_report
from tests.reporting import samples
from tests.reporting.pages import check_page


def text_of(graded: GradedSubmission, look: Look) -> str:
    return check_page(student_report(graded, look))


_STYLE = re.compile("<style>.*?</style>", re.DOTALL)


@pytest.mark.parametrize("name", ["fair", "perfect", "blank", "unreadable"])
def test_the_page_is_as_it_was_last_looked_at(name: str, look: Look, golden: Callable[..., None]) -> None:
    page = student_report(samples.ALL[name](), look).decode()
    golden(f"report/{name}.html", _STYLE.sub("<style></style>", page).encode())


@pytest.mark.parametrize("name", samples.ALL)
def test_no_page_is_larger_than_its_limit(name: str, look: Look) -> None:
    assert len(student_report(samples.ALL[name](), look)) <= MAX_BYTES


def test_the_headline_says_what_is_earned_and_what_awaits_whom(look: Look) -> None:
    page = text_of(samples.fair(), look)
    assert "of 79" in page
    assert "3½ points await a marker" in page
    assert "1 point could not be decided" in page
    assert "2 points could not be graded because something failed on our side" in page


def test_the_missing_pixel_and_the_missing_part_are_named(look: Look) -> None:
    page = text_of(samples.fair(), look)
    assert "Missing 24" in page
    assert "“Modulus” was not handed in." in page


def test_the_first_broken_line_is_explained_with_its_witness(look: Look) -> None:
    page = text_of(samples.fair(), look)
    assert "This is the first line that does not follow" in page
    assert "answers.tex, line 24" in page
    assert "3.041872" in page


def test_later_broken_lines_are_explained_in_words_alone(look: Look) -> None:
    witness = Witness((("x", "2"),), "this line", "3", "line 1", "4")
    lines = [DerivationLine(n, LineMark.BROKEN, "x", "x", f"Reason {n}.", witness=witness) for n in (2, 3, 4)]
    lines[2] = replace(lines[2], remark="")
    made = samples.part("A", "", samples.criterion("a", "1", samples.credit("0", Derivation(tuple(lines)))))
    page = text_of(samples.submission(samples.question("1", "", samples.subquestion("1.1", "", made))), look)
    assert "Reason 3." in page
    assert page.count("Small values that show it") == 2  # the first line's, and that of the line without words


def test_a_trajectory_is_drawn_and_said_in_words(look: Look) -> None:
    written = student_report(samples.fair(), look).decode()
    page = check_page(written.encode())
    assert written.count('class="trajectory-plot"') == 2
    assert "(α = 0.3): in 24 steps the distance from the origin goes from 1.12 to 3.14, so it moves away" in page
    assert "it falls all the way" in page


def test_a_file_that_cannot_be_loaded_is_explained_once(look: Look) -> None:
    graded = student_record(samples.unloaded(), FeedbackLevel.FULL)
    page = text_of(graded, look)
    assert page.count("was never closed") == 1
    assert "6 points to gain" in page


def test_full_marks_are_congratulated_and_nothing_is_open(look: Look) -> None:
    written = student_report(samples.perfect(), look).decode()
    assert "every answer is right. Well done." in written
    assert " open>" not in written


def test_what_was_not_handed_in_is_said_briefly(look: Look) -> None:
    written = student_report(samples.blank(), look).decode()
    assert "Nothing was handed in for this subquestion" in written
    assert '<svg class="mask-grid"' not in written
    assert len(written) < 60_000


def test_an_unreadable_file_is_told_what_to_do(look: Look) -> None:
    page = text_of(samples.unreadable(), look)
    assert "Could not be read" in page
    assert "starts like a PDF" in page
    assert "All questions" not in page


def test_who_handed_in_nothing_is_not_told_that_a_file_was_bad(look: Look) -> None:
    page = text_of(replace(samples.unreadable(), unreadable=NOTHING_HANDED_IN, submission_sha256=""), look)
    assert "no submission of yours was found" in page
    for untrue in ("Could not be read", "zip archive", "SHA-256", "autograde submission.zip", "every mark above"):
        assert untrue not in page


def test_who_handed_in_the_empty_template_is_told_that_no_answer_was_found(look: Look) -> None:
    page = text_of(samples.blank(), look)
    assert "No answer was found in what you handed in" in page
    assert "lost a point" not in page


def test_a_known_author_stands_on_the_page_and_at_the_head_of_every_sheet(look: Look) -> None:
    written = student_report(samples.fair(), look, "Zoë; </style>} · 0001").decode()
    check_page(written.encode())
    assert "<bdi>Zoë; &lt;/style&gt;} · 0001</bdi>" in written
    assert r'{content:"Zo\0000eb\00003b\000020\00003c\00002fstyle\00003e\00007d' in written
    assert "author" not in student_report(samples.fair(), look).decode().split("</style>")[1]


def test_each_piece_of_evidence_stands_once_in_its_part(look: Look) -> None:
    written = student_report(samples.fair(), look).decode()
    assert written.count("This is the first line that does not follow") == 1


def test_right_calls_are_named_and_wrong_ones_shown_with_their_inputs(look: Look) -> None:
    page = text_of(samples.fair(), look)
    assert "3 of 5 calls of your function right" in page
    assert "Right: identity; affine, rising; cubic" in page
    assert "F = u -> 1 - 2u" in page


def test_a_flood_of_evidence_is_shortened_and_the_page_says_so(look: Look) -> None:
    lines = tuple(DerivationLine(n, LineMark.HOLDS, "x + y = z" * 40, "x" * 2_000) for n in range(1, 900))
    broken = replace(lines[0], number=900, mark=LineMark.BROKEN, remark="Here it breaks.")
    cases = tuple(CaseResult(f"case {n}", CaseOutcome.WRONG, found="7" * 9_000) for n in range(900))
    flood = samples.part(
        "Flood", "", samples.criterion("Flood", "5", samples.credit("0", Derivation((*lines, broken)), *cases))
    )
    graded = samples.submission(samples.question("1", "Flood", samples.subquestion("1.1", "Flood", flood)))
    written = student_report(graded, look)
    assert len(written) <= MAX_BYTES
    page = check_page(written)
    assert "Here it breaks." in page
    assert "Long evidence is shortened on this page" in page


def test_expected_values_appear_only_where_the_evidence_has_them(look: Look) -> None:
    hidden = samples.part(
        "f", "", samples.criterion("f", "1", samples.credit("0", CaseResult("a", CaseOutcome.WRONG, found="1")))
    )
    page = text_of(samples.submission(samples.question("1", "", samples.subquestion("1.1", "", hidden))), look)
    assert "Expected" not in page
