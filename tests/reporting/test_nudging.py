"""What is said of the kind of thing that an answer lacks: only where nothing else says it, and never a value."""

from fractions import Fraction

import pytest

from autograder.domain.evidence import (
    CaseOutcome,
    CaseResult,
    Derivation,
    DerivationLine,
    Evidence,
    LineMark,
    Note,
    Reading,
)
from autograder.domain.faults import Fault, FaultKind
from autograder.domain.verdicts import Judged, Pending, Verdict
from autograder.reporting.nudging import nudge

HOLDS = Derivation((DerivationLine(1, LineMark.GIVEN, "J", "J"), DerivationLine(2, LineMark.HOLDS, "= K", "= K")))
BREAKS = Derivation((DerivationLine(1, LineMark.GIVEN, "J", "J"), DerivationLine(2, LineMark.BROKEN, "= K", "= K")))
FORMULA = Reading("Read as", latex="x")


@pytest.mark.parametrize(
    ("credit", "evidence", "said"),
    [
        (Fraction(0), HOLDS, "No line shows it with what has to lead up to it."),
        (Fraction(0), BREAKS, "No line that holds shows it."),
        (Fraction(1, 2), HOLDS, "used without being written out"),
        (Fraction(1, 2), BREAKS, "a step of this derivation does not follow"),
        (Fraction(1, 2), FORMULA, "Nearly right"),
        (Fraction(1, 2), CaseResult("rate 1", CaseOutcome.WRONG), "Nearly right"),
    ],
)
def test_the_kind_of_thing_is_named(credit: Fraction, evidence: Evidence, said: str) -> None:
    assert said in nudge(Judged(credit, (evidence,)))


@pytest.mark.parametrize(
    "verdict",
    [
        Judged(Fraction(1), (HOLDS,)),
        Judged(Fraction(0), (BREAKS, Note("A sign is wrong."))),
        Judged(Fraction(0), (HOLDS,), fault=Fault(FaultKind.UNREADABLE, "It could not be read.")),
        Judged(Fraction(0), (FORMULA,)),
        Judged(Fraction(1, 2), ()),
        Judged(Fraction(1, 2), (CaseResult("1", CaseOutcome.WRONG), CaseResult("2", CaseOutcome.RIGHT))),
        Pending("What is looked for."),
    ],
)
def test_nothing_is_added_to_what_is_right_or_explained_or_shows_nothing(verdict: Verdict) -> None:
    assert nudge(verdict) == ""
