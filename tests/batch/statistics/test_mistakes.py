"""The same wrong answer in several notations and several hands is one mistake; different ones are several."""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest

from autograder.assignment import load_assignment, shipped_folder
from autograder.batch.statistics import read_summary, summarise, write_summary
from autograder.batch.statistics.mistakes import mistake_of
from autograder.domain.classroom import Need, Summary
from autograder.domain.evidence import Note
from autograder.domain.graded import GradedCriterion, GradedPart
from autograder.domain.marks import MARKED
from autograder.domain.mistakes import Mistake, MistakeKind
from autograder.domain.verdicts import Judged
from autograder.grading import Grader
from autograder.intake import open_submission
from autograder.sandbox import open_sandbox
from autograder.scoring import tally_criteria
from tests.batch.statistics.classes import participant


@pytest.fixture(scope="module")
def grader() -> Iterator[Grader]:
    with open_sandbox() as sandbox:
        yield Grader(load_assignment(shipped_folder("reference")), sandbox)


def submit(grader: Grader, folder: Path, answers: str = "", solution: str = "") -> Summary:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "answers.tex").write_text(answers)
    if solution:
        (folder / "solution.py").write_text(solution)
    made = summarise(participant(1), grader.grade(folder).graded, open_submission(folder).files)
    assert read_summary(write_summary(made)) == made
    return made


def answered(subquestion: str, *lines: str) -> str:
    return "\n".join([rf"\begin{{answer}}{{{subquestion}}}", *lines, r"\end{answer}", ""])


def mistake(summary: Summary, subquestion: str, part: str) -> Mistake:
    (found,) = (one.mistake for one in summary.parts if (one.subquestion, one.id) == (subquestion, part))
    assert found is not None
    return found


def shared(grader: Grader, tmp_path: Path, place: tuple[str, str], *answers: str) -> list[Mistake]:
    summaries = [submit(grader, tmp_path / str(n), answered(place[0], one)) for n, one in enumerate(answers)]
    return [mistake(one, *place) for one in summaries]


def test_one_wrong_expression_in_three_notations_is_one_mistake(grader: Grader, tmp_path: Path) -> None:
    found = shared(
        grader,
        tmp_path,
        ("4.3", "growth"),
        r"\final{growth}{1 + 3\alpha^2}",
        r"\final{growth}{3\alpha\cdot\alpha + 1}",
        r"\final{growth}{\frac{2 + 6\alpha^{2}}{2}}",
    )
    assert {one.kind for one in found} == {MistakeKind.EXPRESSION}
    assert len({one.signature for one in found}) == 1
    assert len({one.latex for one in found}) == 3


def test_the_same_wrong_formula_as_latex_and_as_a_value_is_one_mistake(grader: Grader, tmp_path: Path) -> None:
    written = submit(grader, tmp_path / "latex", answered("4.3", r"\final{growth}{1 + 3\alpha^2}"))
    code = 'import sympy\na = sympy.Symbol("alpha")\nANSWERS = {"4.3 growth": 1 + 3 * a**2}\n'
    returned = submit(grader, tmp_path / "code", "", code)
    assert mistake(written, "4.3", "growth").signature == mistake(returned, "4.3", "growth").signature


def test_one_wrong_point_is_one_mistake_however_it_is_given(grader: Grader, tmp_path: Path) -> None:
    spellings = (
        "(1,1)",
        r"d = 1, \quad g = 1",
        r"\begin{pmatrix} 1 \\ 1 \end{pmatrix}",
        "1, 1",
        r"(d^*, g^*) = (1, 1)",
    )
    found = shared(grader, tmp_path, ("4.2", "points"), *(rf"\final{{points}}{{{one}}}" for one in spellings))
    values = ("[(1, 1)]", "[[1, 1]]", '"(1, 1)"')
    found += [
        mistake(submit(grader, tmp_path / f"code {n}", "", f'ANSWERS = {{"4.2 points": {one}}}\n'), "4.2", "points")
        for n, one in enumerate(values)
    ]
    assert {one.kind for one in found} == {MistakeKind.EXPRESSION}
    assert len({one.signature for one in found}) == 1


def test_one_list_of_wrong_values_is_one_mistake_however_it_is_bracketed(grader: Grader, tmp_path: Path) -> None:
    spellings = (
        r"1 \pm 2\alpha",
        r"\{1 - 2\alpha, 1 + 2\alpha\}",
        r"\begin{pmatrix} 1 + 2\alpha \\ 1 - 2\alpha \end{pmatrix}",
        r"\lambda_1 = 1 + 2\alpha, \quad \lambda_2 = 1 - 2\alpha, \quad \alpha > 0",
    )
    found = shared(grader, tmp_path, ("4.3", "eigenvalues"), *(rf"\final{{eigenvalues}}{{{one}}}" for one in spellings))
    assert len({one.signature for one in found}) == 1


def test_functions_that_return_the_same_wrong_values_in_another_order_are_one_mistake(
    grader: Grader, tmp_path: Path
) -> None:
    bodies = ["[1 + 2 * alpha, 1 - 3 * alpha]", "[1 - 3 * alpha, 1 + 2 * alpha]"]
    made = [
        mistake(
            submit(grader, tmp_path / str(n), "", f"def eigenvalues(alpha):\n    return {body}\n"), "4.3", "eigenvalues"
        )
        for n, body in enumerate(bodies)
    ]
    assert made[0].signature == made[1].signature


def test_two_wrong_expressions_are_two_mistakes(grader: Grader, tmp_path: Path) -> None:
    found = shared(
        grader, tmp_path, ("4.3", "growth"), r"\final{growth}{1 + 3\alpha^2}", r"\final{growth}{1 + 5\alpha^2}"
    )
    assert len({one.signature for one in found}) == 2


def test_equal_masks_are_one_mistake_however_they_are_listed(grader: Grader, tmp_path: Path) -> None:
    found = shared(
        grader,
        tmp_path,
        ("2.1", "field"),
        r"\cells{field}{11, 12, 13, 14, 21, 22, 23, 44}",
        r"\cells{field}{44, 23, 22, 21, 14, 13, 12, 11}",
        r"\cells{field}{11, 12, 13, 14, 21, 22, 23, 45}",
    )
    assert {one.kind for one in found} == {MistakeKind.MASK}
    assert found[0].signature == found[1].signature != found[2].signature
    assert "wrongly has 44" in found[0].said


def test_a_known_slip_is_one_mistake_in_latex_and_in_code(grader: Grader, tmp_path: Path) -> None:
    found = shared(
        grader, tmp_path, ("4.3", "modulus"), r"\final{modulus}{1 + \alpha^2}", r"\final{modulus}{\alpha\alpha + 1}"
    )
    assert {one.kind for one in found} == {MistakeKind.SLIP}
    assert len({one.signature for one in found}) == 1
    code = submit(grader, tmp_path / "code", "", "def modulus(alpha):\n    return 1 + alpha**2\n")
    assert mistake(code, "4.3", "modulus").signature == found[0].signature


def test_functions_that_return_the_same_wrong_values_are_one_mistake(grader: Grader, tmp_path: Path) -> None:
    bodies = ["return 1 + 3 * alpha**2", "return (2 + 6 * alpha * alpha) / 2", "return 1 + 4 * alpha**2"]
    made = [
        mistake(submit(grader, tmp_path / str(n), "", f"def growth(alpha):\n    {body}\n"), "4.3", "growth")
        for n, body in enumerate(bodies)
    ]
    assert {one.kind for one in made} == {MistakeKind.VALUES}
    assert made[0].signature == made[1].signature != made[2].signature


def test_the_same_exception_is_one_mistake_whatever_its_words(grader: Grader, tmp_path: Path) -> None:
    bodies = ["return [][3]", "return (1,)[7]", "return 1 / 0"]
    made = [submit(grader, tmp_path / str(n), "", f"def growth(alpha):\n    {one}\n") for n, one in enumerate(bodies)]
    found = [mistake(one, "4.3", "growth") for one in made]
    assert {one.kind for one in found} == {MistakeKind.FAULT}
    assert found[0].signature == found[1].signature != found[2].signature


def test_a_broken_file_is_a_concern_and_no_mistake_of_every_part(grader: Grader, tmp_path: Path) -> None:
    made = submit(grader, tmp_path, "", "def growth(alpha:\n")
    assert [one.need for one in made.concerns] == [Need.CRASHED]
    assert not any(one.mistake for one in made.parts)


def test_what_is_switched_off_and_what_never_ends_are_concerns(grader: Grader, tmp_path: Path) -> None:
    code = "import os, socket\ndef growth(alpha):\n    socket.socket()\ndef modulus(alpha):\n    while True: pass\n"
    made = submit(grader, tmp_path, "", code)
    assert Need.TAMPERING in {one.need for one in made.concerns}
    assert Need.TIMED_OUT in {one.need for one in made.concerns}


def test_a_right_answer_and_none_at_all_are_no_mistakes(grader: Grader, tmp_path: Path) -> None:
    made = submit(grader, tmp_path, answered("4.3", r"\final{growth}{1 + \alpha^2}"))
    assert not any(one.mistake for one in made.parts)
    assert made.concerns == ()


def test_the_same_undecided_answer_is_gathered_too(grader: Grader, tmp_path: Path) -> None:
    found = shared(grader, tmp_path, ("4.3", "growth"), r"\final{growth}{1 + q^2}", r"\final{growth}{q^2 + 1}")
    assert {one.kind for one in found} == {MistakeKind.UNDECIDED}
    assert len({one.signature for one in found}) == 1


def test_one_slip_in_two_derivations_is_one_broken_step(grader: Grader, tmp_path: Path) -> None:
    source = (shipped_folder("reference") / "exemplars" / "kl_sign_slips" / "answers.tex").read_text()
    one = submit(grader, tmp_path / "one", source)
    other = submit(grader, tmp_path / "other", source.replace(r"\mid", "|"))
    steps = [part.mistake for part in one.parts if part.mistake and part.mistake.kind is MistakeKind.STEP]
    again = [part.mistake for part in other.parts if part.mistake and part.mistake.kind is MistakeKind.STEP]
    assert steps
    assert [step.signature for step in steps] == [step.signature for step in again]
    assert all(step.said for step in steps)


def test_an_unreadable_submission_has_no_result(grader: Grader, tmp_path: Path) -> None:
    path = tmp_path / "broken.zip"
    path.write_bytes(b"no zip")
    made = summarise(participant(1), grader.grade(path).graded, {})
    assert [one.need for one in made.concerns] == [Need.NO_RESULT]
    assert made.code == ()


def marked(why: str) -> GradedPart:
    note = Note(f"{MARKED}: {why}" if why else f"{MARKED}.")
    verdict = Judged(Fraction(1, 2), (note,))
    criterion = GradedCriterion("idea", "The idea", Fraction(1), Fraction(1, 2), verdict, "reason")
    return GradedPart("why", "Why", "", tally_criteria((criterion,)), (criterion,), (), missing=False)


def test_what_people_took_points_off_for_is_shared_by_the_reason_they_gave() -> None:
    found = [mistake_of(marked(why)) for why in ("Say of what.", "Say of what.", "Too short.")]
    assert [one and (one.kind, one.said) for one in found] == [
        (MistakeKind.REMARK, "Say of what."),
        (MistakeKind.REMARK, "Say of what."),
        (MistakeKind.REMARK, "Too short."),
    ]
    assert len({one.signature for one in found if one}) == 2


def test_marks_without_a_reason_share_nothing() -> None:
    assert mistake_of(marked("")) is None
