from dataclasses import replace
from fractions import Fraction

from autograder.batch.statistics import anonymise, anonymous_participants, class_record, write_summary
from autograder.batch.statistics.code_units import code_units
from autograder.domain.classroom import AssignmentFacts, Concern, Need
from autograder.domain.roster import Participant
from tests.batch.statistics.classes import mistake, part, participant, summary

WHO = Participant("zoe_quill", "Quill, Zoë", "00123456", "zoe.quill@example.edu", ("A",), "998877")
CODE = b"# Zo\xc3\xab Quill, 00123456\ndef zoe_quill(x):\n    return x  # zoe.quill@example.edu\n"


def class_of_two(facts: AssignmentFacts):
    said = "Zoë Quill (zoe.quill@example.edu, 00123456) wrote submission 998877"
    value = facts.subquestions()[0].parts[0]
    made = replace(mistake("a", said=said), latex=r"\text{Zoë Quill}", text=said)
    mine = summary(WHO, [part(value, "1.1", Fraction(0), mistake=made)], unreadable="", code=code_units({"a.py": CODE}))
    mine = replace(mine, concerns=(Concern(Need.CRASHED, said),))
    return [mine, summary(participant(1), [part(value, "1.1", Fraction(0), mistake=made)])]


def test_nothing_of_the_roster_is_left_in_anonymous_summaries(facts: AssignmentFacts) -> None:
    for one in anonymise(class_of_two(facts), "secret"):
        written = write_summary(one).decode().casefold()
        for known in ("quill", "zoë quill", "00123456", "example.edu", "998877", "s0001", "n0001"):
            assert known not in written, known


def test_numbers_hang_on_the_secret_and_not_on_the_order() -> None:
    people = [participant(n) for n in range(50)]
    numbers = dict(zip(people, anonymous_participants(people, "one"), strict=True))
    backwards = dict(zip(people[::-1], anonymous_participants(people[::-1], "one"), strict=True))
    assert numbers == backwards
    assert len(set(numbers.values())) == 50
    assert list(numbers.values()) != list(anonymous_participants(people, "two"))
    assert [one.key for one in numbers.values()] != sorted(one.key for one in numbers.values())


def test_summaries_and_participants_get_the_same_numbers(facts: AssignmentFacts) -> None:
    summaries = class_of_two(facts)
    people = [one.participant for one in summaries]
    assert [one.participant for one in anonymise(summaries, "x")] == list(anonymous_participants(people, "x"))


def test_an_anonymous_class_says_so(facts: AssignmentFacts) -> None:
    assert class_record(facts, anonymise(class_of_two(facts), "x"), anonymous=True).anonymous
