"""Several ways to one criterion: which verdict counts, and when they contradict each other."""

from collections.abc import Collection, Sequence
from fractions import Fraction

from autograder.domain.faults import Fault, FaultKind
from autograder.domain.graded import GradedPart
from autograder.domain.verdicts import Judged, Verdict

NOT_HANDED_IN = Judged(Fraction(0), fault=Fault(FaultKind.MISSING, "nothing was handed in"))

CHOICE_KIND = "choice"
"""The kind of answer by which one chooses among options."""


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


def without_contradictions(
    verdicts: Sequence[tuple[str, Verdict]], choices: Collection[str]
) -> list[tuple[str, Verdict]]:
    """Return the verdicts that may count: of choices that contradict each other, the lowest.

    A formula and a function that differ cost their author work twice, and the better one counts. Two options cost
    nothing: whoever hands in both has chosen neither.

    Parameters
    ----------
    verdicts
        Names and verdicts of the alternatives that were handed in.
    choices
        Names of those by which one chooses among options.
    """
    chosen = [(name, one) for name, one in verdicts if name in choices and isinstance(one, Judged) and not one.fault]
    lowest = min((one.credit for _, one in chosen), default=Fraction(0))
    better = {name for name, one in chosen if one.credit > lowest}
    return [(name, verdict) for name, verdict in verdicts if name not in better]


def contradiction(verdicts: Sequence[tuple[str, Verdict]], choices: Collection[str]) -> str:
    """Say that choices handed in contradict each other, where it costs something, or nothing if they do not."""
    kept = {name for name, _ in without_contradictions(verdicts, choices)}
    left_out = [name for name, _ in verdicts if name not in kept]
    if not left_out:
        return ""
    others = [name for name, _ in verdicts if name in kept and name in choices]
    return (
        f"{others[0]} and {left_out[0]} choose differently; of two choices that contradict each other the lower one "
        "counts. Hand in the one you mean."
    )


def contradicted(part: GradedPart) -> bool:
    """Say whether a part lost points to choices that contradict each other, and no person has decided it since."""
    handed_in = [one for one in part.alternatives if not one.missing]
    choices = {one.name for one in handed_in if one.answer_kind == CHOICE_KIND}
    for criterion in part.criteria:
        found = [(one.name, verdict) for one in handed_in for id_, verdict in one.verdicts if id_ == criterion.id]
        if (criterion.counted, criterion.verdict) in found and contradiction(found, choices):
            return True
    return False


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
