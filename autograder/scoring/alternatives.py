"""Several ways to one criterion: which verdict counts, and when they contradict each other."""

from collections.abc import Sequence
from fractions import Fraction

from autograder.domain.faults import Fault, FaultKind
from autograder.domain.verdicts import Judged, Verdict

NOT_HANDED_IN = Judged(Fraction(0), fault=Fault(FaultKind.MISSING, "nothing was handed in"))


def best_verdict(verdicts: Sequence[tuple[str, Verdict]]) -> tuple[str | None, Verdict]:
    """Return the name and the verdict of the alternative that counts for one criterion.

    Full credit counts before anything else. Short of that, an alternative that a human has yet to look at counts
    before one that is judged lower: nobody loses a point to an open question. Of equals, the first counts.

    Parameters
    ----------
    verdicts
        Names and verdicts of the alternatives that were handed in, in the order of the assignment.
    """
    if not verdicts:
        return None, NOT_HANDED_IN
    return max(verdicts, key=lambda named: _rank(named[1]))


def _rank(verdict: Verdict) -> tuple[int, Fraction]:
    if not isinstance(verdict, Judged):
        return 1, Fraction(0)
    return (2 if verdict.credit == 1 else 0), verdict.credit


def disagreement(verdicts: Sequence[tuple[str, Verdict]]) -> str:
    """Say that two alternatives of one criterion contradict each other, or nothing if they do not."""
    judged = [(name, verdict.credit) for name, verdict in verdicts if isinstance(verdict, Judged)]
    right = [name for name, credit in judged if credit == 1]
    wrong = [name for name, credit in judged if credit < 1]
    if not (right and wrong):
        return ""
    return f"{right[0]} and {wrong[0]} do not say the same; the better one counts, but look at the other."
