import random
from fractions import Fraction

from autograder.batch.statistics import class_record
from autograder.domain.classroom import AssignmentFacts
from autograder.domain.mistakes import MistakeKind
from tests.batch.statistics.classes import make_class, mistake, part, participant, summary


def test_the_order_of_summaries_changes_nothing(facts: AssignmentFacts) -> None:
    class_ = make_class(facts, 40)
    shuffled = random.Random(1).sample(class_, len(class_))
    assert class_record(facts, class_) == class_record(facts, shuffled)


def test_students_stand_in_natural_order(facts: AssignmentFacts) -> None:
    class_ = [summary(participant(n), []) for n in (10, 9, 100)]
    assert [row.participant.key for row in class_record(facts, class_).students] == ["s0009", "s0010", "s0100"]


def test_rows_add_up_to_their_submission(facts: AssignmentFacts) -> None:
    for row in class_record(facts, make_class(facts, 30)).students:
        assert sum(one.earned for one in row.subquestions) == row.tally.earned
        assert sum(one.awaiting for one in row.subquestions) == row.tally.awaiting


def test_the_template_is_in_no_record(facts: AssignmentFacts) -> None:
    assert class_record(facts, []).assignment.template == ()


def test_a_cluster_has_everybody_the_points_and_differing_samples(facts: AssignmentFacts) -> None:
    value = facts.subquestions()[0].parts[0]
    class_ = [
        summary(participant(n), [part(value, "1.1", Fraction(n % 2, 2), mistake=mistake("same"))]) for n in range(7)
    ]
    (cluster,) = class_record(facts, class_).clusters
    assert len(cluster.keys) == 7
    assert cluster.lost == 4 * 2 + 3 * 1
    assert len(cluster.samples) == 3


def test_the_same_mistake_in_two_parts_is_two_clusters(facts: AssignmentFacts) -> None:
    value, why = facts.subquestions()[0].parts
    both = [part(value, "1.1", Fraction(0), mistake=mistake("a")), part(why, "1.1", Fraction(0), mistake=mistake("a"))]
    record = class_record(facts, [summary(participant(n), both) for n in range(2)])
    assert {cluster.part for cluster in record.clusters} == {"value", "why"}


def test_a_mistake_of_one_is_no_cluster(facts: AssignmentFacts) -> None:
    value = facts.subquestions()[0].parts[0]
    class_ = [summary(participant(n), [part(value, "1.1", Fraction(0), mistake=mistake(str(n)))]) for n in range(5)]
    assert class_record(facts, class_).clusters == ()


def test_what_is_undecided_is_no_wrong_answer(facts: AssignmentFacts) -> None:
    value = facts.subquestions()[0].parts[0]
    open_ = mistake("u", MistakeKind.UNDECIDED)
    class_ = [summary(participant(n), [part(value, "1.1", Fraction(0), mistake=open_)]) for n in range(3)]
    record = class_record(facts, class_)
    assert len(record.clusters) == 1
    assert record.subquestions[0].top_cluster == ""
