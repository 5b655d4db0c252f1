from autograder.domain.evidence import (
    CaseOutcome,
    CaseResult,
    Derivation,
    DerivationLine,
    Difference,
    LineMark,
    MaskPicture,
    Note,
)
from autograder.domain.faults import Fault, FaultKind
from autograder.domain.verdicts import Judged
from autograder.reporting.advice import summarise, worth_fixing
from tests.reporting import samples


def test_the_fixes_worth_most_come_first_and_are_at_most_three() -> None:
    fixes = worth_fixing(samples.fair())
    assert [fix.subquestion.id for fix in fixes] == ["4.3", "2.3", "3.1"]
    assert [fix.lost for fix in fixes] == sorted((fix.lost for fix in fixes), reverse=True)


def test_a_hint_goes_before_the_cells_of_a_mask_which_its_picture_shows() -> None:
    assert worth_fixing(samples.fair())[1].advice.startswith("Pixel 23 of the first map")


def test_what_was_not_handed_in_is_no_fix() -> None:
    assert worth_fixing(samples.blank()) == ()


def test_there_is_nothing_to_fix_in_a_perfect_one() -> None:
    assert worth_fixing(samples.perfect()) == ()


def test_a_mask_is_summed_up_by_its_cells() -> None:
    mask = MaskPicture(5, 5, (), missing=((2, 4),), extra=((2, 5), (3, 3)))
    assert summarise(mask) == "Your field lacks 24 and wrongly has 25, 33."


def test_cells_past_nine_are_told_apart() -> None:
    assert summarise(MaskPicture(12, 12, (), ((1, 11), (11, 1)), ())) == "Your field lacks (1, 11), (11, 1)."


def test_a_fault_is_said_with_what_to_do() -> None:
    fault = Fault(FaultKind.TIMED_OUT, "It ran too long.", hint="Use a closed form.")
    assert summarise(fault) == "It ran too long. Use a closed form."


def advice_on(*verdicts: Judged, **more: object) -> str:
    made = samples.part("A", "", *(samples.criterion(str(n), "1", one) for n, one in enumerate(verdicts)), **more)
    graded = samples.submission(samples.question("1", "", samples.subquestion("1.1", "", made)))
    return worth_fixing(graded)[0].advice


def test_a_fault_goes_before_a_known_slip_and_that_before_what_evidence_names_and_that_before_a_hint() -> None:
    evidence = samples.credit("0", Note("The row differs."))
    slip = samples.credit("0", Note("The sign of d is turned round."), slip="sign")
    fault = samples.credit("0", fault=Fault(FaultKind.EXCEPTION, "It raised ZeroDivisionError."))
    hints = ("Mind the signs.",)
    assert advice_on(evidence, slip, fault, hints=hints) == "It raised ZeroDivisionError."
    assert advice_on(evidence, slip, hints=hints) == "The sign of d is turned round."
    assert advice_on(evidence, hints=hints) == "The row differs."
    numbers = samples.credit("0", Difference("the value", "3"))
    assert advice_on(numbers, hints=hints) == "Mind the signs."
    assert advice_on(numbers) == "the value: you have 3."


def test_a_file_that_cannot_be_loaded_is_one_fix_for_all_it_should_have_answered() -> None:
    (fix,) = worth_fixing(samples.unloaded())
    assert fix.lost == 6
    assert [found.id for found in fix.waiting] == ["1.1", "2.1", "3.1"]
    assert fix.advice == "'(' was never closed. Check it with py_compile."


def effort_of(*verdicts: Judged) -> str:
    made = samples.part("A", "", *(samples.criterion(str(n), "1", one) for n, one in enumerate(verdicts)))
    graded = samples.submission(samples.question("1", "", samples.subquestion("1.1", "", made)))
    return worth_fixing(graded)[0].effort


def test_effort_is_said_only_where_it_is_known() -> None:
    broken = [DerivationLine(number, LineMark.BROKEN, "x", "x") for number in (2, 3)]
    assert effort_of(samples.credit("0", Note("x"), slip="sign")) == "a known slip"
    assert effort_of(samples.credit("0", fault=Fault(FaultKind.EXCEPTION, "It raised."))) == "one error to mend"
    assert effort_of(samples.credit("0", Derivation((broken[0],)))) == "one step of a derivation"
    assert effort_of(samples.credit("0", Derivation(tuple(broken)))) == ""
    assert effort_of(samples.credit("0", Note("x"))) == ""


def test_a_right_call_has_nothing_to_advise() -> None:
    assert summarise(CaseResult("asked", CaseOutcome.RIGHT)) == ""
    assert summarise(CaseResult("asked", CaseOutcome.WRONG)) == "In the call “asked”, the answer is wrong."
