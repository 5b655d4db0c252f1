from fractions import Fraction

from autograder.domain.evidence import CaseOutcome, CaseResult
from autograder.domain.faults import Fault, FaultKind, Place
from autograder.domain.verdicts import Judged
from autograder.reporting.condensing import condensed
from tests.reporting import samples


def condensed_verdict(verdict: Judged) -> Judged:
    made = samples.part("A", "", samples.criterion("a", "1", verdict))
    graded = samples.submission(samples.question("1", "", samples.subquestion("1.1", "", made)))
    shown = condensed(graded).questions[0].subquestions[0].parts[0].criteria[0].verdict
    assert isinstance(shown, Judged)
    return shown


def test_a_file_that_cannot_be_loaded_is_referred_to_by_its_name() -> None:
    fault = Fault(FaultKind.SYNTAX_ERROR, "'(' was never closed", Place("solution.py", 9), "Check it.")
    shown = condensed_verdict(Judged(Fraction(0), fault=fault)).fault
    assert shown is not None
    assert shown.message == "solution.py could not be loaded; the top of this report says why and where."
    assert shown.fault is FaultKind.SYNTAX_ERROR


def test_calls_that_all_fail_the_same_way_are_said_once() -> None:
    fault = Fault(FaultKind.CRASHED, "modulus crashed its process")
    again = f"not called again after failing so 2 times: {fault.message}"
    calls = tuple(CaseResult(str(n), CaseOutcome.FAULT, message=said) for n, said in enumerate([fault.message, again]))
    shown = condensed_verdict(Judged(Fraction(0), calls, fault))
    assert shown.fault == fault
    assert shown.evidence == ()


def test_calls_that_fail_in_ways_of_their_own_are_all_shown() -> None:
    calls = tuple(CaseResult(str(n), CaseOutcome.FAULT, message=f"it raised {n}") for n in range(3))
    verdict = Judged(Fraction(0), calls, Fault(FaultKind.EXCEPTION, "it raised 0"))
    assert condensed_verdict(verdict).evidence == calls[1:]
    assert condensed_verdict(Judged(Fraction(0), calls)).evidence == calls


def test_a_call_that_went_right_is_never_left_out() -> None:
    right = CaseResult("a", CaseOutcome.RIGHT)
    assert condensed_verdict(Judged(Fraction(1), (right,), Fault(FaultKind.EXCEPTION, ""))).evidence == (right,)
