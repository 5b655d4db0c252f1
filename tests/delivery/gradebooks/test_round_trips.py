"""A class of 300 with every name that breaks files, through the three gradebooks and back."""

import csv
import io
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from autograder.delivery.gradebooks import GRADEBOOKS, Filled, Table, Wanted, read_table
from autograder.domain.errors import UsageError
from autograder.domain.graded import Tally
from autograder.domain.grades import Grade, SubquestionGrade
from autograder.domain.roster import Participant
from autograder.reporting.decimals import decimal_of

NAMES = [
    'Quote "Q" Student',
    "Comma, Student",
    "Semicolon; Student",
    "Ünïcödé Štüdent",
    "学生 一",
    "طالب أ",
    "=SUM(A1) Student",
    "O'Student",
    "Line\nBreak",
    "Student",
    " Spaces  Student ",
    "Ze\N{ZERO WIDTH JOINER}ro",
    "-1 Student",
    "Tab\tStudent",
    "🎓 Student",
]
TITLE = "HW3"
_ZERO = Fraction(0)


def tally(earned: Fraction, pending: Fraction = _ZERO) -> Tally:
    return Tally(Fraction(79), earned, pending, _ZERO, _ZERO)


def grade(number: int) -> Grade:
    participant = Participant(
        key=f"s{number:03}",
        name=f"{NAMES[number % len(NAMES)]} {number}",
        sid=f"{number:07}",
        email=f"student{number:03}@example.edu",
        sections=("A", "B") if number % 7 == 0 else ("A",),
    )
    first, second = Fraction(number, 6), Fraction(number, 12)
    parts = (
        SubquestionGrade("4.1", "Update rule", Tally(Fraction(50), first, _ZERO, _ZERO, _ZERO)),
        SubquestionGrade("4.2", "Points", Tally(Fraction(29), second, _ZERO, _ZERO, _ZERO)),
    )
    pending = Fraction(1) if number % 10 == 9 else _ZERO
    return Grade(participant, tally(first + second, pending), parts, submitted=number % 25 != 24)


@pytest.fixture(scope="module")
def grades() -> list[Grade]:
    return [grade(number) for number in range(300)]


def takes(one: Grade) -> bool:
    return one.submitted and not one.tally.pending


def rows_of(content: bytes, delimiter: str = ",") -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=delimiter))


def export(tmp_path: Path, header: list[str], rows: list[list[str]], delimiter: str = ",", mark: bool = True) -> Table:
    path = tmp_path / "export.csv"
    with path.open("w", encoding="utf-8-sig" if mark else "utf-8", newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows([header, *rows])
    return read_table(path)


CANVAS = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "HW2 (87568489)", "HW3 (87568490)", "Final Score"]


def canvas_rows(grades: list[Grade]) -> list[list[str]]:
    people = [one.participant for one in grades]
    return [
        ["    Points Possible", "", "", "", "", "10", "79", "(read only)"],
        *(
            [p.name, str(9_000 + i), p.sid, p.email, "; ".join(p.sections), "7", "", "81.2"]
            for i, p in enumerate(people)
        ),
        ["Student, Test", "9999", "", "", "A", "", "", ""],
    ]


def test_canvas_gets_its_own_file_back_with_one_column_filled_in(tmp_path: Path, grades: list[Grade]) -> None:
    rows = canvas_rows(grades)
    filled = GRADEBOOKS["canvas"](grades, Wanted(TITLE, export(tmp_path, CANVAS, rows)))
    found = rows_of(filled.content)
    assert found[0] == CANVAS
    assert [row[:6] + row[7:] for row in found[1:]] == [row[:6] + row[7:] for row in rows]
    assert found[1] == rows[0]
    for one, row in zip(grades, found[2:], strict=False):
        assert row[6] == (f"{decimal_of(one.tally.earned):f}" if takes(one) else "")
    assert filled.unmatched == ()
    assert filled.written == sum(map(takes, grades))


def test_canvas_rows_in_another_order_get_the_same_grades(tmp_path: Path, grades: list[Grade]) -> None:
    rows = canvas_rows(grades)
    shuffled = [rows[0], *reversed(rows[1:])]
    straight = GRADEBOOKS["canvas"](grades, Wanted(TITLE, export(tmp_path, CANVAS, rows)))
    turned = GRADEBOOKS["canvas"](grades, Wanted(TITLE, export(tmp_path, CANVAS, shuffled)))
    assert sorted(rows_of(straight.content)) == sorted(rows_of(turned.content))


@pytest.mark.parametrize("column", ["HW3 (87568490)", "hw3", " HW3 (87568490) "])
def test_a_canvas_column_may_be_named_shortly(tmp_path: Path, grades: list[Grade], column: str) -> None:
    table = export(tmp_path, CANVAS, canvas_rows(grades))
    filled = GRADEBOOKS["canvas"](grades, Wanted("no such title", table, column=column))
    assert rows_of(filled.content)[3][6]


@pytest.mark.parametrize(("title", "column"), [("no such title", ""), (TITLE, "HW"), (TITLE, "Essay")])
def test_a_canvas_column_that_is_not_certain_is_refused(
    tmp_path: Path, grades: list[Grade], title: str, column: str
) -> None:
    table = export(tmp_path, CANVAS, canvas_rows(grades))
    with pytest.raises(UsageError, match="HW2"):
        GRADEBOOKS["canvas"](grades, Wanted(title, table, column=column))


def test_a_column_that_counts_to_another_maximum_is_refused(tmp_path: Path, grades: list[Grade]) -> None:
    canvas = export(tmp_path, CANVAS, canvas_rows(grades))
    with pytest.raises(UsageError, match="counts to 10, the assignment to 79"):
        GRADEBOOKS["canvas"](grades, Wanted(TITLE, canvas, column="HW2"))
    sheet = export(
        tmp_path, MOODLE, [["Participant 1", "x", "1", "x@example.edu", "", "", "100,00", "Yes", "-", ""]], ";"
    )
    with pytest.raises(UsageError, match="counts to 100"):
        GRADEBOOKS["moodle"](grades, Wanted(TITLE, sheet))


def test_a_submission_that_could_not_be_read_is_no_finished_zero(grades: list[Grade]) -> None:
    unread = [replace(one, readable=False) for one in grades]
    assert GRADEBOOKS["moodle"](unread, Wanted(TITLE)).written == 0


def test_canvas_without_an_export_is_refused(grades: list[Grade]) -> None:
    with pytest.raises(UsageError, match="--export"):
        GRADEBOOKS["canvas"](grades, Wanted(TITLE))


MOODLE = [
    "Identifier", "Full name", "ID number", "Email address", "Status", "Grade", "Maximum Grade",
    "Grade can be changed", "Last modified (grade)", "Feedback comments",
]  # fmt: skip


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("mark", [True, False])
def test_a_moodle_worksheet_gets_grade_and_feedback_together(
    tmp_path: Path, grades: list[Grade], delimiter: str, mark: bool
) -> None:
    rows = [
        [f"Participant {i}", p.name, p.sid, p.email, "Submitted", "", "79.00", "Yes", "-", ""]
        for i, p in enumerate(one.participant for one in grades)
    ]
    filled = GRADEBOOKS["moodle"](grades, Wanted(TITLE, export(tmp_path, MOODLE, rows, delimiter, mark)))
    assert filled.content.startswith(b"\xef\xbb\xbf") == mark
    found = rows_of(filled.content, delimiter)
    assert found[0] == MOODLE
    for one, before, row in zip(grades, rows, found[1:], strict=True):
        assert (row[:5], row[6:9]) == (before[:5], before[6:9])
        assert bool(row[5]) == bool(row[9]) == takes(one)


def test_a_worksheet_without_feedback_is_refused(tmp_path: Path, grades: list[Grade]) -> None:
    with pytest.raises(UsageError, match="Feedback comments"):
        GRADEBOOKS["moodle"](grades, Wanted(TITLE, export(tmp_path, ["ID number", "Grade"], [])))


def test_a_moodle_import_keeps_leading_zeros(grades: list[Grade]) -> None:
    found = rows_of(GRADEBOOKS["moodle"](grades, Wanted(TITLE)).content)
    assert found[0] == ["Email address", "ID number", TITLE, "Feedback"]
    assert [row[1] for row in found[1:]] == [one.participant.sid for one in grades if takes(one)]


def test_gradescope_has_its_columns_and_everybody(grades: list[Grade]) -> None:
    found = rows_of(GRADEBOOKS["gradescope"](grades, Wanted(TITLE)).content)
    assert found[0][:13] == (
        "First Name,Last Name,SID,Email,Sections,Total Score,Max Points,Status,Submission ID,Submission Time,"
        "Lateness (H:M:S),View Count,Submission Count"
    ).split(",")
    assert found[0][13:] == ["4.1: Update rule (50.0 pts)", "4.2: Points (29.0 pts)"]
    by_sid = {row[2]: row for row in found[1:]}
    assert len(by_sid) == 300
    assert by_sid["0000024"][5:8] == ["", "79", "Missing"]
    assert by_sid["0000009"][7] == "Ungraded"
    for one in filter(takes, grades):
        row = by_sid[one.participant.sid]
        assert sum(Fraction(score) for score in row[13:]) == Fraction(row[5])


def test_the_plain_table_leaves_nobody_out_and_has_points_only_where_they_are_final(grades: list[Grade]) -> None:
    filled, whole = (GRADEBOOKS["csv"](grades, Wanted(TITLE, unfinished=unfinished)) for unfinished in (False, True))
    found, everything = rows_of(filled.content), rows_of(whole.content)
    assert len(found) == len(everything) == 301
    unfinished = [k for k, one in enumerate(grades, 1) if one.submitted and one.tally.awaiting]
    assert 10 in unfinished
    for k in unfinished:
        assert found[k][6:10] == ["", everything[k][7], "79", ""]
        assert not any(found[k][10:])
        assert all(everything[k][6:])
    final = [k for k, one in enumerate(grades, 1) if not (one.submitted and one.tally.awaiting)]
    assert [found[k] for k in final] == [everything[k] for k in final]
    assert filled.written == sum(bool(row[6]) for row in found[1:])
    assert filled.written + len(filled.unfinished) == whole.written == sum(one.submitted for one in grades)


@pytest.mark.parametrize("name", ["csv", "gradescope"])
def test_formats_that_take_no_export_say_so(tmp_path: Path, grades: list[Grade], name: str) -> None:
    with pytest.raises(UsageError, match="leave --export out"):
        GRADEBOOKS[name](grades, Wanted(TITLE, export(tmp_path, CANVAS, [])))


@pytest.mark.parametrize("name", sorted(GRADEBOOKS))
def test_open_points_keep_a_grade_out_unless_asked_for(tmp_path: Path, grades: list[Grade], name: str) -> None:
    table = export(tmp_path, CANVAS, canvas_rows(grades)) if name == "canvas" else None

    def fill(unfinished: bool) -> Filled:
        return GRADEBOOKS[name](grades, Wanted(TITLE, table, unfinished=unfinished))

    open_names = tuple(one.participant.name for one in grades if one.submitted and one.tally.pending)
    assert fill(False).unfinished == open_names
    assert fill(True).unfinished == ()


def test_somebody_without_a_row_is_named(tmp_path: Path, grades: list[Grade]) -> None:
    rows = canvas_rows(grades)
    table = export(tmp_path, CANVAS, [row for row in rows if row[2] != "0000003"])
    assert GRADEBOOKS["canvas"](grades, Wanted(TITLE, table)).unmatched == (grades[3].participant.name,)


def test_ids_that_differ_in_leading_zeros_are_two_people(tmp_path: Path, grades: list[Grade]) -> None:
    header = [head for head in CANVAS if head != "SIS Login ID"]
    table = export(tmp_path, header, [["x", "1", "3", "A", "", "", ""]])
    assert GRADEBOOKS["canvas"](grades, Wanted(TITLE, table)).written == 0


@pytest.mark.parametrize(("content", "said"), [(b"", "empty"), (b"\xff\xfe", "UTF-8"), (b'a,b\n"x', "well-formed")])
def test_a_file_that_is_no_table_is_said_to_be_none(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(content)
    with pytest.raises(UsageError, match=said):
        read_table(path)
