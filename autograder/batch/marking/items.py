"""The answers of a class that await a human, nameless, in the order in which they are best marked."""

import hashlib
from collections.abc import Iterable, Iterator

from autograder.domain.graded import GradedCriterion, GradedPart, GradedSubmission, GradedSubquestion
from autograder.domain.ids import natural_key
from autograder.domain.marks import CriterionKey, MarkingItem
from autograder.domain.verdicts import Judged, Pending, Undecided, Ungraded


def answer_id(participant: str, submission_sha256: str) -> str:
    """Return what stands for one participant's submission on the sheets: nameless, and bound to its bytes."""
    return hashlib.sha256(f"{participant}\0{submission_sha256}".encode()).hexdigest()[:12]


def awaiting_items(participant: str, graded: GradedSubmission) -> Iterator[MarkingItem]:
    """Yield what of one submission awaits a human."""
    nameless = answer_id(participant, graded.submission_sha256)
    for found, part in graded.parts():
        yield from _items(nameless, found, part)


def in_marking_order(items: Iterable[MarkingItem]) -> list[MarkingItem]:
    """Sort items by what is asked, then by answer: who marks one criterion of everybody is fair to everybody."""
    return sorted(items, key=lambda item: (natural_key(item.key.subquestion), item.key, item.answer_id))


def _items(nameless: str, found: GradedSubquestion, part: GradedPart) -> Iterator[MarkingItem]:
    for criterion in part.criteria:
        looked_for = _looked_for(criterion)
        if looked_for is None:
            continue
        yield MarkingItem(
            answer_id=nameless,
            key=CriterionKey(found.id, part.id, criterion.id),
            subquestion_title=found.title,
            part_title=part.title,
            criterion_title=criterion.title,
            points=criterion.points,
            state=criterion.verdict.kind,
            looked_for=looked_for,
            evidence=criterion.verdict.evidence,
        )


def _looked_for(criterion: GradedCriterion) -> str | None:
    match criterion.verdict:
        case Judged():
            return None
        case Pending(rubric=text) | Undecided(reason=text) | Ungraded(failure=text):
            return text
