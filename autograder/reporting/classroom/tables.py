"""Every table of the dashboard as CSV; points as decimals that spreadsheets add, exact ones are in class.json."""

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from types import MappingProxyType

from autograder.domain.classroom import ClassRecord, Item
from autograder.reporting.decimals import decimal_of
from autograder.reporting.plaintext import prose_text
from autograder.reporting.spreadsheets import csv_bytes

_Rows = Iterable[Iterable[str]]
_Table = Callable[[ClassRecord], tuple[Iterable[str], _Rows]]


def class_tables(record: ClassRecord) -> dict[str, bytes]:
    """Return every table by its file name."""
    return {f"{name}.csv": csv_bytes(*make(record)) for name, make in TABLES.items()}


def _distribution(record: ClassRecord) -> tuple[Iterable[str], _Rows]:
    rows = ((_points(one.low), _points(one.high), str(one.count)) for one in record.distribution.bins)
    return ("from", "to", "submissions"), rows


_ITEM_HEADER = tuple(
    "subquestion part title points judged full blank did_not_finish pending undecided ungraded difficulty"
    " discrimination r r_low r_high r_steadiness needs_look top_wrong_answer top_wrong_answer_count".split()
)


def _item(one: Item) -> tuple[str, ...]:
    counts = (one.number, one.full, one.blank, one.crashed, one.pending, one.undecided, one.ungraded)
    r = one.correlation
    return (
        *(one.subquestion, one.part, one.title, _points(one.points)),
        *map(str, counts),
        "" if one.difficulty is None else _number(float(one.difficulty)),
        *map(_number, (one.discrimination, r.value, r.low, r.high)),
        *(r.steadiness.value, "yes" if r.needs_look else "no", one.top_cluster, str(one.top_count)),
    )


def _questions(record: ClassRecord) -> tuple[Iterable[str], _Rows]:
    return _ITEM_HEADER, map(_item, record.subquestions)


def _parts(record: ClassRecord) -> tuple[Iterable[str], _Rows]:
    return _ITEM_HEADER, map(_item, record.parts)


def _criteria(record: ClassRecord) -> tuple[Iterable[str], _Rows]:
    header = "subquestion part criterion title points full partly none pending undecided ungraded".split()
    rows = (
        (
            *(one.subquestion, one.part, one.id, one.title, _points(one.points)),
            *map(str, (one.full, one.partly, one.none, one.pending, one.undecided, one.ungraded)),
        )
        for one in record.criteria
    )
    return header, rows


def _clusters(record: ClassRecord) -> tuple[Iterable[str], _Rows]:
    header = "cluster subquestion part kind students points comment".split()
    rows = (
        (one.id, one.subquestion, one.part, one.kind.value, str(len(one.keys)), _points(one.lost), prose_text(one.said))
        for one in record.clusters
    )
    return header, rows


def _members(record: ClassRecord) -> tuple[Iterable[str], _Rows]:
    return ("cluster", "key"), ((one.id, key) for one in record.clusters for key in one.keys)


def _students(record: ClassRecord) -> tuple[Iterable[str], _Rows]:
    asked = record.assignment.subquestions()
    header = "key name sid email sections submission_id submitted_at earned lost pending undecided ungraded".split()
    rows = (
        (
            *(row.participant.key, row.participant.name, row.participant.sid, row.participant.email),
            *(" ".join(row.participant.sections), row.participant.submission_id, row.participant.submitted_at),
            *map(_points, (row.tally.earned, row.tally.lost)),
            *map(_points, (row.tally.pending, row.tally.undecided, row.tally.ungraded)),
            "; ".join(concern.need.value for concern in row.concerns),
            *(_points(tally.earned) for tally in row.subquestions),
        )
        for row in record.students
    )
    return (*header, "needs", *(one.id for one in asked)), rows


def _needs(record: ClassRecord) -> tuple[Iterable[str], _Rows]:
    rows = ((row.participant.key, one.need.value, one.said) for row in record.students for one in row.concerns)
    return ("key", "need", "about"), rows


def _pairs(record: ClassRecord) -> tuple[Iterable[str], _Rows]:
    rows = ((one.left, one.right, _number(one.similarity), _number(one.surprise)) for one in record.pairs)
    return ("left", "right", "shared_of_smaller", "surprise"), rows


TABLES: Mapping[str, _Table] = MappingProxyType(
    {
        "distribution": _distribution,
        "questions": _questions,
        "parts": _parts,
        "criteria": _criteria,
        "clusters": _clusters,
        "cluster_members": _members,
        "students": _students,
        "needs": _needs,
        "pairs": _pairs,
    }
)


def _points(amount: Fraction) -> str:
    return f"{decimal_of(amount):f}"


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.4f}"
