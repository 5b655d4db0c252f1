"""The same wrong answer, gathered across the class."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import groupby

from autograder.domain.classroom import AssignmentFacts, PartSummary, Summary
from autograder.domain.mistakes import Cluster, Mistake, MistakeKind, Sample

SMALLEST = 2
_SAMPLES = 3
_Made = tuple[Summary, PartSummary, Mistake]


def clusters_of(facts: AssignmentFacts, summaries: Sequence[Summary]) -> tuple[Cluster, ...]:
    """Return the mistakes that at least two submissions share; the most widespread first, then the dearest."""
    titles = {(one.id, part.id): part.title for one in facts.subquestions() for part in one.parts}
    made = [(summary, part, part.mistake) for summary in summaries for part in summary.parts if part.mistake]
    made.sort(key=lambda one: (one[1].subquestion, one[1].id, one[2].signature, one[0].participant.key))
    groups = groupby(made, key=lambda one: (one[1].subquestion, one[1].id, one[2].signature))
    shared = [_cluster(list(group), titles[place[0], place[1]]) for place, group in groups]
    kept = [one for one in shared if len(one.keys) >= SMALLEST]
    return tuple(sorted(kept, key=lambda one: (-len(one.keys), -one.lost, one.id)))


def _cluster(made: Sequence[_Made], title: str) -> Cluster:
    _, part, mistake = made[0]
    return Cluster(
        id=f"{part.subquestion}-{part.id}-{mistake.signature}",
        subquestion=part.subquestion,
        part=part.id,
        part_title=title,
        kind=mistake.kind,
        said=mistake.said,
        keys=tuple(summary.participant.key for summary, _, _ in made),
        lost=sum((_at_stake(one, mistake.kind) for _, one, _ in made), Fraction(0)),
        samples=_samples(made),
    )


def _at_stake(part: PartSummary, kind: MistakeKind) -> Fraction:
    return part.tally.undecided if kind is MistakeKind.UNDECIDED else part.tally.lost


def _samples(made: Sequence[_Made]) -> tuple[Sample, ...]:
    """Return three samples, written as differently as there are, so that the notations can be seen."""
    seen: dict[tuple[str, str], Sample] = {}
    spare: list[Sample] = []
    for summary, _, mistake in made:
        sample = Sample(summary.participant.key, mistake.latex, mistake.text, mistake.mask)
        if (mistake.latex, mistake.text) in seen:
            spare.append(sample)
        else:
            seen[mistake.latex, mistake.text] = sample
    return tuple([*seen.values(), *spare][:_SAMPLES])
