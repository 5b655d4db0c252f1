"""A class record arranged as its pages show it; the templates only lay out what stands here."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from autograder.domain.classroom import (
    ClassRecord,
    CodePair,
    Concern,
    CriterionItem,
    Item,
    Need,
    PartFacts,
    StudentRow,
    SubquestionFacts,
)
from autograder.domain.graded import NOTHING_HANDED_IN
from autograder.domain.mistakes import Cluster, Sample
from autograder.reporting.shortening import Rows, select

MOST_LISTED = 8
MOST_CLUSTERS = 30
MOST_PAIRS = 25

TITLES: Mapping[Need, tuple[str, str]] = MappingProxyType(
    {
        Need.NO_RESULT: ("No result", "Nothing was handed in, or it could not be read and has to be handed in again."),
        Need.BLANK: (
            "Without an answer",
            "Read, and nothing in it is an answer: the empty template, or the wrong file.",
        ),
        Need.UNGRADED: ("Could not be graded", "Something failed on our side; it costs the student nothing."),
        Need.TAMPERING: (
            "Tried what is switched off",
            "The code reached for files, processes or the network, or answered in the grader's name. Often innocent.",
        ),
        Need.CRASHED: ("Code does not run", "It could not be loaded, or its process died."),
        Need.TIMED_OUT: ("Timed out", "A call did not answer in time."),
        Need.CONTRADICTION: (
            "Two choices for one question",
            "Handed in twice and differently; the lower counts, unless a person finds which one was meant.",
        ),
        Need.NEAR_DUPLICATE: ("Code alike", "For a look, never a verdict: see the pairs below."),
        Need.UNDECIDED: ("Undecided", "The machine could not tell; a person decides."),
        Need.PENDING: ("Awaits a marker", "Written reasons, which a person reads beside the rubric."),
    }
)
ICONS: Mapping[Need, str] = MappingProxyType(
    {
        Need.NO_RESULT: "missing",
        Need.BLANK: "missing",
        Need.UNGRADED: "ungraded",
        Need.TAMPERING: "wrong",
        Need.CRASHED: "wrong",
        Need.TIMED_OUT: "pending",
        Need.CONTRADICTION: "partly",
        Need.NEAR_DUPLICATE: "partly",
        Need.UNDECIDED: "undecided",
        Need.PENDING: "pending",
    }
)


@dataclass(frozen=True, slots=True)
class NeedView:
    """One kind of need, with those who have it."""

    need: Need
    slug: str
    title: str
    meaning: str
    icon: str
    count: int
    listed: Rows[tuple[StudentRow, Concern]]


@dataclass(frozen=True, slots=True)
class QuestionView:
    """One subquestion with its parts, as its page shows it."""

    facts: SubquestionFacts
    item: Item
    parts: tuple[tuple[PartFacts, Item, tuple[CriterionItem, ...]], ...]
    clusters: tuple[Cluster, ...]
    waiting: Rows[StudentRow]
    before: str
    """The subquestion before it, "" for the first."""
    after: str


@dataclass(frozen=True, slots=True)
class Dashboard:
    """Everything that the pages look up."""

    record: ClassRecord
    absent: int
    """How many are on the roster and handed in nothing."""
    needs: tuple[NeedView, ...]
    worst: tuple[Item, ...]
    names: Mapping[str, str]
    clusters: Mapping[str, Cluster]
    members: Mapping[str, int]
    """How many clusters a student is in."""
    flagged: tuple[Item, ...]
    top_clusters: Rows[Cluster]
    top_pairs: Rows[CodePair]


def dashboard(record: ClassRecord) -> Dashboard:
    """Arrange a class."""
    known = [item for item in record.subquestions if item.difficulty is not None]
    unknown = [item for item in record.subquestions if item.difficulty is None]
    return Dashboard(
        record=record,
        absent=sum(Concern(Need.NO_RESULT, NOTHING_HANDED_IN) in row.concerns for row in record.students),
        needs=tuple(_need(need, record.students) for need in Need),
        worst=(*sorted(known, key=lambda item: item.difficulty or 0), *unknown),
        names={row.participant.key: row.participant.name for row in record.students},
        clusters={cluster.id: cluster for cluster in record.clusters},
        members=Counter(key for cluster in record.clusters for key in cluster.keys),
        flagged=tuple(item for item in record.subquestions if item.correlation.needs_look),
        top_clusters=select(record.clusters, MOST_CLUSTERS),
        top_pairs=select(record.pairs, MOST_PAIRS),
    )


def question_views(record: ClassRecord) -> tuple[QuestionView, ...]:
    """Return every subquestion for its page."""
    asked = record.assignment.subquestions()
    return tuple(
        _question(record, place, facts, item)
        for place, (facts, item) in enumerate(zip(asked, record.subquestions, strict=True))
    )


def answers_of(cluster: Cluster) -> tuple[tuple[Sample, tuple[str, ...]], ...]:
    """Return the samples of a cluster that show something, each way of writing once, with who wrote so."""
    written: dict[tuple[object, ...], list[Sample]] = {}
    for sample in cluster.samples:
        if sample.latex or sample.text or sample.mask is not None:
            written.setdefault((sample.latex, sample.text, sample.mask), []).append(sample)
    return tuple((alike[0], tuple(one.key for one in alike)) for alike in written.values())


def slug(need: Need) -> str:
    """Return a need as it stands in an address."""
    return need.value.replace(" ", "-")


def _need(need: Need, students: Sequence[StudentRow]) -> NeedView:
    having = [(row, concern) for row in students for concern in row.concerns if concern.need is need]
    title, meaning = TITLES[need]
    return NeedView(need, slug(need), title, meaning, ICONS[need], len(having), select(having, MOST_LISTED))


def _question(record: ClassRecord, place: int, facts: SubquestionFacts, item: Item) -> QuestionView:
    items = {(one.subquestion, one.part): one for one in record.parts}
    parts = tuple(
        (
            part,
            items[facts.id, part.id],
            tuple(one for one in record.criteria if (one.subquestion, one.part) == (facts.id, part.id)),
        )
        for part in facts.parts
    )
    waiting = (row for row in record.students if row.subquestions[place].awaiting)
    ids = ["", *(one.id for one in record.assignment.subquestions()), ""]
    return QuestionView(
        facts=facts,
        item=item,
        parts=parts,
        clusters=tuple(cluster for cluster in record.clusters if cluster.subquestion == facts.id),
        waiting=select(waiting, 4 * MOST_LISTED),
        before=ids[place],
        after=ids[place + 2],
    )
