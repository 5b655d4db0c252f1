"""Pending → sheet → filled in → merged → kept: nothing lost, nothing twice, nothing silent."""

import csv
import io
from fractions import Fraction
from pathlib import Path

import pytest

from autograder.batch.marking import (
    MARKS_FILE,
    Decider,
    FilledRow,
    Markable,
    answer_id,
    append_marks,
    awaiting_items,
    filled_cells,
    markable,
    marking_csv,
    merge_marks,
    override,
    read_filled,
    read_marks,
)
from autograder.domain.errors import UsageError
from autograder.domain.evidence import Quote
from autograder.domain.graded import (
    GradedCriterion,
    GradedPart,
    GradedQuestion,
    GradedSubmission,
    GradedSubquestion,
)
from autograder.domain.marks import CriterionKey, Mark
from autograder.domain.verdicts import Judged, Pending
from autograder.scoring import add_tallies, apply_marks, tally_criteria

DECIDER = Decider("marker-1", "2026-01-01T00:00:00+00:00")
NASTY = '=HYPERLINK("x"),\nsecond "line"; ½'
REASON = CriterionKey("3.2", "reason", "idea")


def submission(words: str, sha: str) -> GradedSubmission:
    criteria = (
        GradedCriterion(
            "idea", "The idea", Fraction(2), Fraction(0), Pending("the idea", (Quote("words", words),)), "r"
        ),
        GradedCriterion("sign", "The sign", Fraction(1), Fraction(1), Judged(Fraction(1)), "r"),
    )
    part = GradedPart("reason", "Why", "", tally_criteria(criteria), criteria, (), missing=False)
    tally = add_tallies([part.tally])
    question = GradedQuestion("3", "Flows", tally, (GradedSubquestion("3.2", "Which", tally, (part,)),))
    return GradedSubmission("a", "A", "1" * 16, "0", sha, (), "", tally, (question,))


@pytest.fixture
def graded() -> dict[str, GradedSubmission]:
    return {"student-a": submission(NASTY, "a" * 64), "student-b": submission("plain", "b" * 64)}


@pytest.fixture
def sheet(graded: dict[str, GradedSubmission]) -> list[dict[str, str]]:
    items = [item for key, one in graded.items() for item in awaiting_items(key, one)]
    return list(csv.DictReader(io.StringIO(marking_csv(items).decode("utf-8-sig"), newline="")))


def fill(
    tmp_path: Path, rows: list[dict[str, str]], points: str = "1½", why: str = "good", delimiter: str = ","
) -> Path:
    path = tmp_path / "filled.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys(), delimiter=delimiter)
        writer.writeheader()
        writer.writerows({**row, "points": points, "why": why} for row in rows)
    return path


def markables(graded: dict[str, GradedSubmission]) -> dict[str, Markable]:
    found = (markable(key, one) for key, one in graded.items())
    return {one.answer: one for one in found}


def merge(path: Path, graded: dict[str, GradedSubmission], folder: Path) -> tuple[int, int]:
    merged = merge_marks(read_filled(path), markables(graded), read_marks(folder), DECIDER)
    append_marks(folder, merged.new)
    return len(merged.new), merged.known


def test_the_sheet_names_nobody_and_runs_nothing(sheet: list[dict[str, str]]) -> None:
    assert len(sheet) == 2
    assert not any("student" in cell for row in sheet for cell in row.values())
    handed_in = {row["handed_in"] for row in sheet}
    assert any(cell.startswith("'=HYPERLINK") for cell in handed_in)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_what_is_filled_in_comes_back_exactly(
    tmp_path: Path, sheet: list[dict[str, str]], graded: dict[str, GradedSubmission], delimiter: str
) -> None:
    assert merge(fill(tmp_path, sheet, delimiter=delimiter), graded, tmp_path) == (2, 0)
    marks = read_marks(tmp_path)
    after = apply_marks(graded["student-a"], marks["student-a"])
    assert after.tally.earned == Fraction(5, 2)
    assert after.tally.pending == 0
    kept = marks["student-a"][REASON]
    assert (kept.was, kept.by, kept.at, kept.why) == ("pending", DECIDER.by, DECIDER.at, "good")


@pytest.mark.parametrize(
    ("written", "points"), [("1.5", "3/2"), ("1,5", "3/2"), ("½", "1/2"), ("1 1/2", "3/2"), ("0", "0"), ("2/3", "2/3")]
)
def test_points_are_read_as_people_write_them(
    tmp_path: Path, sheet: list[dict[str, str]], graded: dict[str, GradedSubmission], written: str, points: str
) -> None:
    merge(fill(tmp_path, sheet, points=written), graded, tmp_path)
    assert read_marks(tmp_path)["student-b"][REASON].points == Fraction(points)


def test_merging_twice_keeps_it_once(
    tmp_path: Path, sheet: list[dict[str, str]], graded: dict[str, GradedSubmission]
) -> None:
    path = fill(tmp_path, sheet)
    merge(path, graded, tmp_path)
    before = (tmp_path / MARKS_FILE).read_bytes()
    assert merge(path, graded, tmp_path) == (0, 2)
    assert (tmp_path / MARKS_FILE).read_bytes() == before


def test_a_second_thought_is_added_and_counts(
    tmp_path: Path, sheet: list[dict[str, str]], graded: dict[str, GradedSubmission]
) -> None:
    merge(fill(tmp_path, sheet, points="1"), graded, tmp_path)
    merge(fill(tmp_path, sheet, points="2"), graded, tmp_path)
    assert len((tmp_path / MARKS_FILE).read_text().splitlines()) == 4
    kept = read_marks(tmp_path)["student-a"][REASON]
    assert (kept.points, kept.was) == (2, "1 of 2")


@pytest.mark.parametrize("points", ["3", "-1", "many", "1e400", "nan", "1/0"])
def test_points_that_are_not_to_be_had_keep_nothing(
    tmp_path: Path, sheet: list[dict[str, str]], graded: dict[str, GradedSubmission], points: str
) -> None:
    with pytest.raises(UsageError, match=r"nothing was merged: row \d"):
        merge(fill(tmp_path, sheet, points=points), graded, tmp_path)
    assert read_marks(tmp_path) == {}


def test_a_sheet_of_older_bytes_is_refused(
    tmp_path: Path, sheet: list[dict[str, str]], graded: dict[str, GradedSubmission]
) -> None:
    graded["student-a"] = submission("handed in again", "c" * 64)
    with pytest.raises(UsageError, match="handed in anew"):
        merge(fill(tmp_path, sheet), graded, tmp_path)


def test_a_row_about_what_the_machine_judged_is_refused_and_an_override_is_named(
    graded: dict[str, GradedSubmission], sheet: list[dict[str, str]]
) -> None:
    row = FilledRow(2, sheet[0]["answer"], "3.2/reason/sign", Fraction(0), "")
    with pytest.raises(UsageError, match=r"row 2: .* is not on the sheet: .*1 of 1.*autograde override"):
        merge_marks([row], markables(graded), {}, DECIDER)


def test_two_rows_that_contradict_are_refused(
    tmp_path: Path, sheet: list[dict[str, str]], graded: dict[str, GradedSubmission]
) -> None:
    rows = [
        FilledRow(2, sheet[0]["answer"], str(REASON), Fraction(1), ""),
        FilledRow(3, sheet[0]["answer"], str(REASON), Fraction(2), ""),
    ]
    with pytest.raises(UsageError, match="row 3"):
        merge_marks(rows, markables(graded), {}, DECIDER)


def test_a_sheet_made_anew_keeps_what_was_filled_in(
    tmp_path: Path, sheet: list[dict[str, str]], graded: dict[str, GradedSubmission]
) -> None:
    items = [item for key, one in graded.items() for item in awaiting_items(key, one)]
    anew = marking_csv(items, filled_cells(fill(tmp_path, sheet, points="1,5", delimiter=";")))
    rows = list(csv.DictReader(io.StringIO(anew.decode("utf-8-sig"), newline="")))
    assert {(row["points"], row["why"]) for row in rows} == {("1,5", "good")}
    assert filled_cells(tmp_path / "nowhere.csv") == {}


def test_unfilled_rows_are_no_zeros(
    tmp_path: Path, sheet: list[dict[str, str]], graded: dict[str, GradedSubmission]
) -> None:
    assert merge(fill(tmp_path, sheet, points="  "), graded, tmp_path) == (0, 0)


def test_a_file_without_the_columns_says_which(tmp_path: Path) -> None:
    path = tmp_path / "other.csv"
    path.write_text("name,points\nx,1\n")
    with pytest.raises(UsageError, match='no column "answer"'):
        read_filled(path)


def test_what_an_interrupted_write_left_is_no_mark(
    tmp_path: Path, sheet: list[dict[str, str]], graded: dict[str, GradedSubmission]
) -> None:
    merge(fill(tmp_path, sheet, points="1"), graded, tmp_path)
    with (tmp_path / MARKS_FILE).open("ab") as file:
        file.write(b'{"participant": "student-a", "subm')
    assert read_marks(tmp_path)["student-a"][REASON].points == 1
    merge(fill(tmp_path, sheet, points="2"), graded, tmp_path)
    assert read_marks(tmp_path)["student-a"][REASON].points == 2


def test_a_damaged_line_is_said_with_its_number(tmp_path: Path) -> None:
    (tmp_path / MARKS_FILE).write_text("{}\n")
    with pytest.raises(UsageError, match="line 1 is no mark"):
        read_marks(tmp_path)


def test_an_override_needs_a_reason_and_changes_a_machine_verdict(graded: dict[str, GradedSubmission]) -> None:
    one = markable("student-a", graded["student-a"])
    row = FilledRow(0, "", "3.2/reason/sign", Fraction(0), "copied")
    mark = override(row, one, {}, DECIDER)
    key = CriterionKey("3.2", "reason", "sign")
    looked_at = one.criteria[key].answer_sha256
    assert mark == Mark("student-a", "a" * 64, key, "1 of 1", Fraction(0), DECIDER.by, DECIDER.at, "copied", looked_at)
    assert override(row, one, {"student-a": {key: mark}}, DECIDER) is None
    with pytest.raises(UsageError, match="--why"):
        override(FilledRow(0, "", "3.2/reason/sign", Fraction(0), ""), one, {}, DECIDER)
    with pytest.raises(UsageError, match="no criterion"):
        override(FilledRow(0, "", "9/x/y", Fraction(0), "w"), one, {}, DECIDER)


def test_an_answer_id_tells_bytes_and_people_apart() -> None:
    ids = {answer_id(key, sha) for key in ("a", "b") for sha in ("1", "2")}
    assert len(ids) == 4
