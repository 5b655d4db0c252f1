"""One graded submission arranged as its page shows it; the templates only lay out what stands here."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from autograder.domain.evidence import Derivation, Evidence, MaskPicture, Quote, Reading, Trajectory
from autograder.domain.faults import Fault, FaultKind
from autograder.domain.graded import (
    Alert,
    GradedAlternative,
    GradedCriterion,
    GradedPart,
    GradedSubmission,
    GradedSubquestion,
    SubmittedFile,
)
from autograder.domain.verdicts import Judged, Pending, Undecided, Ungraded, Verdict
from autograder.reporting.advice import Fix, is_missing, worth_fixing
from autograder.reporting.blocks import Block, arrange, unseen
from autograder.reporting.condensing import is_unloaded
from autograder.reporting.nudging import nudge
from autograder.reporting.shortening import Detail, Rows, select, shortened
from autograder.reporting.standing import Standing, standing_of, standing_of_verdict

_OF_THE_ANSWER = (Quote, MaskPicture, Derivation, Trajectory)


@dataclass(frozen=True, slots=True)
class CriterionView:
    """One criterion, with what only it shows."""

    criterion: GradedCriterion
    standing: Standing
    said: str
    """Rubric, reason or failure, where a human or the operator has to act; else what kind of thing is lacking."""
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class AlternativeView:
    """An alternative that was handed in and does not count."""

    alternative: GradedAlternative
    results: tuple[tuple[str, Standing], ...]
    """Title of each criterion, and how this alternative stands on it."""
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class PartView:
    """One part: what all its criteria share first, then each criterion, then the alternatives that do not count."""

    part: GradedPart
    standing: Standing
    blocks: tuple[Block, ...]
    criteria: tuple[CriterionView, ...]
    others: tuple[AlternativeView, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """A whole submission, its texts no longer than the detail allows."""

    graded: GradedSubmission
    detail: Detail
    alerts: Rows[Alert]
    files: Rows[SubmittedFile]
    fixes: tuple[Fix, ...]
    not_handed_in: tuple[GradedSubquestion, ...]
    not_handed_in_points: Fraction
    shortened: bool

    def parts(self, subquestion: GradedSubquestion) -> tuple[PartView, ...]:
        """Return the parts of one subquestion, arranged."""
        return tuple(part_view(part, self.detail) for part in subquestion.parts)


def page_of(graded: GradedSubmission, detail: Detail, *, shortened_further: bool) -> Page:
    """Arrange a graded submission for its page."""
    short = shortened(graded, detail.characters)
    absent = tuple(found for found in short.subquestions() if is_missing(found))
    return Page(
        graded=short,
        detail=detail,
        alerts=select(short.alerts, detail.rows),
        files=select(short.files, detail.rows),
        fixes=worth_fixing(short),
        not_handed_in=absent,
        not_handed_in_points=sum((found.tally.lost for found in absent), Fraction(0)),
        shortened=shortened_further,
    )


def part_view(part: GradedPart, detail: Detail) -> PartView:
    """Arrange one part so that no piece of evidence stands in it twice."""
    seen: set[Evidence] = set()
    shared = _shared(part)
    blocks = arrange(unseen(shared, seen), detail)
    criteria = tuple(_criterion_view(criterion, seen, detail) for criterion in part.criteria)
    return PartView(part, standing_of(part), blocks, criteria, tuple(_others(part, seen, detail)))


def _criterion_view(criterion: GradedCriterion, seen: set[Evidence], detail: Detail) -> CriterionView:
    blocks = arrange(unseen(evidence_of(criterion.verdict), seen), detail)
    return CriterionView(criterion, standing_of(criterion), _said(criterion.verdict), blocks)


def _shared(part: GradedPart) -> Iterator[Evidence]:
    """Yield what belongs to the answer as a whole: how it was read, and what several criteria show."""
    evidence = [item for criterion in part.criteria for item in dict.fromkeys(evidence_of(criterion.verdict))]
    times = Counter(evidence)
    # of several readings, each stands with the criterion that it answers
    is_alone = sum(isinstance(item, Reading) for item in times) == 1
    return (
        item
        for item in evidence
        if times[item] > 1 or (is_alone if isinstance(item, Reading) else isinstance(item, _OF_THE_ANSWER))
    )


def evidence_of(verdict: Verdict) -> Iterator[Evidence]:
    """Return the evidence of a verdict, its fault first, without what only says that nothing was handed in."""
    fault = verdict.fault if isinstance(verdict, Judged) else None
    everything = verdict.evidence if fault is None else (fault, *verdict.evidence)
    return (item for item in everything if not _only_says_missing(item))


def _only_says_missing(item: Evidence) -> bool:
    return isinstance(item, Fault) and item.fault is FaultKind.MISSING


def _said(verdict: Verdict) -> str:
    match verdict:
        case Judged():
            return nudge(verdict)
        case Pending(rubric=rubric):
            return rubric
        case Undecided(reason=reason):
            return reason
        case Ungraded(failure=failure):
            return failure


def _others(part: GradedPart, seen: set[Evidence], detail: Detail) -> Iterator[AlternativeView]:
    counted = {criterion.counted for criterion in part.criteria}
    titles = {criterion.id: criterion.title for criterion in part.criteria}
    for alternative in part.alternatives:
        if alternative.missing or alternative.name in counted or is_unloaded(alternative):
            continue
        results = tuple((titles.get(id_, id_), standing_of_verdict(verdict)) for id_, verdict in alternative.verdicts)
        evidence = (item for _, verdict in alternative.verdicts for item in evidence_of(verdict))
        yield AlternativeView(alternative, results, arrange(unseen(evidence, seen), detail))
