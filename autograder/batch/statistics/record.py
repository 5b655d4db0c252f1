"""From the summaries of a class to everything its dashboard shows."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from autograder.assignment import Assignment
from autograder.batch.statistics.clusters import clusters_of
from autograder.batch.statistics.code_units import code_units
from autograder.batch.statistics.distribution import distribution_of
from autograder.batch.statistics.items import criterion_items, part_items, subquestion_items
from autograder.batch.statistics.near_duplicates import near_duplicates
from autograder.batch.statistics.sharing import Sharing
from autograder.domain.classroom import (
    NOT_HELD,
    AssignmentFacts,
    ClassIsolation,
    ClassRecord,
    CodePair,
    Concern,
    Need,
    PartFacts,
    QuestionFacts,
    StudentRow,
    SubquestionFacts,
    Summary,
)
from autograder.domain.graded import Tally
from autograder.domain.ids import natural_key
from autograder.domain.mistakes import Cluster
from autograder.scoring import add_tallies


def assignment_facts(assignment: Assignment, engine_version: str, template: Mapping[str, bytes]) -> AssignmentFacts:
    """Return what the class's statistics need of an assignment.

    Parameters
    ----------
    template
        The files that students start from, by name: their code is nobody's own.
    """
    return AssignmentFacts(
        id=assignment.table.id,
        title=assignment.table.title,
        version=assignment.version,
        engine_version=engine_version,
        points=assignment.total_points,
        questions=tuple(
            QuestionFacts(
                question.table.id,
                question.table.title,
                tuple(
                    SubquestionFacts(
                        found.id,
                        found.title,
                        found.points,
                        tuple(
                            PartFacts(
                                part.id,
                                part.title,
                                part.ask,
                                sum((one.points for one in part.criteria), start=found.points * 0),
                                tuple((one.id, one.title, one.points) for one in part.criteria),
                            )
                            for part in found.parts
                        ),
                    )
                    for found in question.table.subquestions
                ),
            )
            for question in assignment.questions
        ),
        template=code_units(template),
    )


def class_record(
    facts: AssignmentFacts,
    summaries: Iterable[Summary],
    *,
    anonymous: bool = False,
    isolation: ClassIsolation = NOT_HELD,
) -> ClassRecord:
    """Return everything on the dashboard; the same for the same summaries in whatever order.

    Parameters
    ----------
    anonymous
        True of summaries that `anonymise` gave: code is then shown without comments and strings, and pages say so.
    isolation
        How students' code was held, for staff to see.
    """
    ordered = sorted(summaries, key=lambda one: natural_key(one.participant.key))
    readable = [summary for summary in ordered if not summary.unreadable]
    clusters = clusters_of(facts, ordered)
    code = {summary.participant.key: summary.code for summary in ordered}
    pairs = near_duplicates(code, facts.template, anonymous=anonymous)
    return ClassRecord(
        assignment=replace(facts, template=()),
        anonymous=anonymous,
        students=_rows(facts, ordered, clusters, pairs),
        distribution=distribution_of(facts, readable),
        subquestions=subquestion_items(facts, readable, clusters),
        parts=part_items(facts, readable, clusters),
        criteria=criterion_items(facts, readable),
        clusters=clusters,
        pairs=pairs,
        isolation=isolation,
    )


def _rows(
    facts: AssignmentFacts, ordered: Sequence[Summary], clusters: Sequence[Cluster], pairs: Sequence[CodePair]
) -> tuple[StudentRow, ...]:
    of_student: dict[str, list[str]] = defaultdict(list)
    for cluster in clusters:
        for key in cluster.keys:
            of_student[key].append(cluster.id)
    likest: dict[str, str] = {}
    for pair in pairs:
        likest.setdefault(pair.left, pair.right)
        likest.setdefault(pair.right, pair.left)
    sharing = Sharing()
    names = {summary.participant.key: summary.participant.name for summary in ordered}
    return tuple(
        sharing.row(
            _row(facts, summary, tuple(of_student[_key(summary)]), names.get(likest.get(_key(summary), ""), ""))
        )
        for summary in ordered
    )


def _row(facts: AssignmentFacts, summary: Summary, clusters: tuple[str, ...], like: str) -> StudentRow:
    concerns = (*summary.concerns, *((Concern(Need.NEAR_DUPLICATE, f"code much like that of {like}"),) if like else ()))
    order = list(Need)
    return StudentRow(
        participant=summary.participant,
        tally=summary.tally,
        subquestions=tuple(_tally(summary, one.id) for one in facts.subquestions()),
        concerns=tuple(sorted(concerns, key=lambda one: order.index(one.need))),
        clusters=clusters,
        handed_in=not summary.unreadable and any(not part.missing for part in summary.parts),
        isolation=summary.isolation,
    )


def _tally(summary: Summary, subquestion: str) -> Tally:
    found = [part.tally for part in summary.parts if part.subquestion == subquestion]
    return found[0] if len(found) == 1 else add_tallies(found)


def _key(summary: Summary) -> str:
    return summary.participant.key
