"""Rosters: our own columns, and the headers of the platforms' exports."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.batch.roster import read_roster
from autograder.batch.sources import Person
from autograder.domain.errors import UsageError


def write(tmp_path: Path, content: bytes | str) -> Path:
    path = tmp_path / "roster.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_our_own_columns_are_read(tmp_path: Path) -> None:
    path = write(tmp_path, 'name,sid,email,sections\nAda,0042,a@example.edu,"A; B"\n')
    assert read_roster(path) == (Person("Ada", "0042", "a@example.edu", ("A", "B")),)


def test_a_gradescope_export_is_read(tmp_path: Path) -> None:
    path = write(tmp_path, "First Name,Last Name,SID,Email,Sections,Total Score\nAda,Student,7,a@example.edu,S1,3\n")
    assert read_roster(path) == (Person("Ada Student", "7", "a@example.edu", ("S1",)),)


def test_a_canvas_gradebook_is_read_without_its_rows_that_are_nobody(tmp_path: Path) -> None:
    text = (
        "Student,ID,SIS User ID,SIS Login ID,Section,HW3 (87)\n"
        "    Points Possible,,,,,79\n"
        '"Student, Ada",12345,A77,ada,S1,\n'
        '"Student, Test",9,,,S1,\n'
    )
    assert read_roster(write(tmp_path, text)) == (Person("Student, Ada", "A77", "ada", ("S1",), "12345"),)


def test_a_moodle_worksheet_gives_the_number_of_its_folders(tmp_path: Path) -> None:
    text = "\ufeffIdentifier;Full name;ID number;Email address\nParticipant 123456;Ada;9;a@example.edu\n"
    assert read_roster(write(tmp_path, text)) == (Person("Ada", "9", "a@example.edu", (), "123456"),)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "latin-1"])
def test_every_encoding_that_spreadsheets_write_is_read(tmp_path: Path, encoding: str) -> None:
    assert read_roster(write(tmp_path, "name\tsid\nZoé\t1\n".encode(encoding)))[0].name == "Zoé"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "no column that names people"),
        ("colour,shape\nred,round\n", "it has: colour, shape"),
        ("name,sid\n", "names nobody"),
        ("name,sid\nAda,1\nBen,1\n", 'has the sid "1" twice'),
        ("name,email\nAda,A@example.edu\nBen,a@example.edu\n", "twice"),
    ],
)
def test_a_roster_that_cannot_be_used_ends_in_one_sentence(tmp_path: Path, content: str, said: str) -> None:
    with pytest.raises(UsageError, match=said) as caught:
        read_roster(write(tmp_path, content))
    assert "\n" not in str(caught.value)


def test_a_roster_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        read_roster(tmp_path / "nothing.csv")


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.mktemp("roster") / "roster.csv"
    path.write_bytes(content)
    try:
        people = read_roster(path)
    except UsageError:
        return
    assert people


def test_a_roster_in_french_is_read(tmp_path: Path) -> None:
    path = write(tmp_path, "Nom;Prénom;Matricule;Courriel\nStudent;Ada;0042;a@example.edu\n")
    assert read_roster(path) == (Person("Ada Student", "0042", "a@example.edu"),)


def test_a_due_date_of_their_own_is_read(tmp_path: Path) -> None:
    path = write(tmp_path, "name,sid,extension\nAda,1,2026-03-05\nBen,2,\n")
    assert [person.due for person in read_roster(path)] == ["2026-03-05", ""]
