"""Who handed in what."""

import pytest

from autograder.batch.enrolment import NOT_ON_ROSTER, enrol
from autograder.batch.sources import HandedIn, Person
from autograder.domain.errors import UsageError

ADA = Person("Ada Student", "1", "ada@example.edu", ("S1",), "12345")
BEN = Person("Student, Ben", "2", "ben@example.edu")


def test_who_did_not_hand_in_is_there_all_the_same() -> None:
    (ada, ben) = enrol([HandedIn("x", (Person(sid="1"),))], [ADA, BEN])
    assert (ada.participant.key, ada.participant.name, ada.participant.sections) == ("1", "Ada Student", ("S1",))
    assert ada.handed is not None
    assert ben.handed is None


@pytest.mark.parametrize(
    "person",
    [
        Person(sid="1"),
        Person(email="ADA@example.edu"),
        Person(handle="12345"),
        Person(name="student ada", handle="777"),
        Person(name="Ada STUDENT"),
    ],
)
def test_a_submission_is_matched_by_whatever_is_known(person: Person) -> None:
    (found,) = [one for one in enrol([HandedIn("x", (person,))], [ADA, BEN]) if one.handed is not None]
    assert found.participant.key == "1"


@pytest.mark.parametrize("label", ["1", "ada", "Ada@Example.edu", "Ada Student", "student_ada".replace("_", " ")])
def test_a_plain_file_is_matched_by_its_name(label: str) -> None:
    (found,) = [one for one in enrol([HandedIn(label)], [ADA, BEN]) if one.handed is not None]
    assert found.participant.key == "1"


@pytest.mark.parametrize(
    "label", ["Ada_Student", "student-ada", "ada.student", "Ada  Student", "1_late", "1-ada.student", "1 final_v2"]
)
def test_the_words_of_a_files_name_tell_whose_it_is(label: str) -> None:
    (found,) = [one for one in enrol([HandedIn(label)], [ADA, BEN]) if one.handed is not None]
    assert found.participant.key == "1"


@pytest.mark.parametrize("label", ["12_late", "v1_late", "1late", "1_student_ben", "ada_student_2", "late_1"])
def test_words_that_fit_nobody_or_two_leave_a_file_as_it_is(label: str) -> None:
    (found,) = [one for one in enrol([HandedIn(label)], [ADA, BEN]) if one.handed is not None]
    assert found.participant.sections == (NOT_ON_ROSTER,)


def test_a_number_with_a_gap_in_it_is_still_a_number() -> None:
    (found,) = [one for one in enrol([HandedIn("20-17_late")], [Person("Ada", "20-17")]) if one.handed is not None]
    assert found.participant.key == "20-17"


def test_somebody_unknown_is_kept_and_shown() -> None:
    (stranger,) = [one for one in enrol([HandedIn("zed")], [ADA]) if one.handed is not None]
    assert stranger.participant.name == "zed"
    assert stranger.participant.sections == (NOT_ON_ROSTER,)


def test_a_group_is_one_participant_with_all_its_members() -> None:
    (group,) = enrol([HandedIn("s", (Person(sid="1"), Person(sid="2")))], [ADA, BEN])
    assert group.participant.name == "Ada Student, Student, Ben"
    assert group.participant.sid == "1, 2"
    assert group.participant.email == "ada@example.edu, ben@example.edu"


def test_a_name_that_two_people_share_matches_neither() -> None:
    twins = [Person("Ada Student", "1"), Person("Ada Student", "2")]
    found = enrol([HandedIn("Ada Student")], twins)
    assert sum(one.handed is None for one in found) == 2
    assert len(found) == 3


@pytest.mark.parametrize(
    "handed",
    [
        [HandedIn("first", (Person(sid="1"),)), HandedIn("second", (Person("Other", sid="1"),))],
        [HandedIn("1"), HandedIn("ada")],
    ],
)
def test_two_submissions_of_one_person_are_not_chosen_between(handed: list[HandedIn]) -> None:
    with pytest.raises(UsageError, match="are both of"):
        enrol(handed, [ADA])


def test_the_order_of_a_source_changes_nothing() -> None:
    handed = [HandedIn("ä"), HandedIn("a"), HandedIn("A")]
    assert enrol(handed, []) == enrol(handed[::-1], [])
