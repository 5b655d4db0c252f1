"""How something stands, in one closed word that a reader, a style sheet and a table can share."""

from enum import StrEnum

from autograder.domain.graded import GradedCriterion, GradedPart, GradedSubquestion, Tally
from autograder.domain.verdicts import Judged, Pending, Undecided, Ungraded, Verdict


class Standing(StrEnum):
    """The states a reader tells apart; each has an icon, a colour and a word of its own in `reports/`."""

    RIGHT = "right"
    PARTLY = "partly"
    WRONG = "wrong"
    MISSING = "missing"
    PENDING = "pending"
    UNDECIDED = "undecided"
    UNGRADED = "ungraded"


def standing_of(graded: GradedSubquestion | GradedPart | GradedCriterion) -> Standing:
    """Return the standing of a subquestion, a part or a criterion."""
    match graded:
        case GradedSubquestion(parts=parts, tally=tally):
            return _of_tally(tally, missing=all(part.missing for part in parts))
        case GradedPart(missing=missing, tally=tally):
            return _of_tally(tally, missing)
        case GradedCriterion():
            return _of_criterion(graded)


def _of_tally(tally: Tally, missing: bool) -> Standing:
    if missing:
        return Standing.MISSING
    if tally.ungraded:
        return Standing.UNGRADED
    if tally.lost and not tally.awaiting:
        return Standing.PARTLY if tally.earned else Standing.WRONG
    if tally.lost and tally.earned:
        return Standing.PARTLY
    if tally.undecided:
        return Standing.UNDECIDED
    return Standing.PENDING if tally.pending else Standing.RIGHT


def _of_criterion(criterion: GradedCriterion) -> Standing:
    standing = standing_of_verdict(criterion.verdict)
    return Standing.MISSING if standing is Standing.WRONG and criterion.counted is None else standing


def standing_of_verdict(verdict: Verdict) -> Standing:
    """Return the standing that a verdict alone gives; it cannot tell a wrong answer from none."""
    match verdict:
        case Judged(credit=credit):
            if credit == 1:
                return Standing.RIGHT
            return Standing.PARTLY if credit else Standing.WRONG
        case Pending():
            return Standing.PENDING
        case Undecided():
            return Standing.UNDECIDED
        case Ungraded():
            return Standing.UNGRADED
