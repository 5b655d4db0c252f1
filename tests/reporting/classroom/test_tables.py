import csv
import io
from fractions import Fraction

from autograder.domain.classroom import ClassRecord
from autograder.reporting.classroom.tables import TABLES


def rows(rendered: dict[str, bytes], name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(rendered[f"tables/{name}.csv"].decode("utf-8-sig"))))


def test_every_table_is_written_and_every_row_is_as_long_as_its_header(rendered: dict[str, bytes]) -> None:
    assert {path.removeprefix("tables/") for path in rendered if path.startswith("tables/")} == {
        f"{name}.csv" for name in TABLES
    }
    for name in TABLES:
        for row in rows(rendered, name):
            assert None not in row
            assert None not in row.values()


def test_points_of_the_students_table_add_up_to_the_record(rendered: dict[str, bytes], busy: ClassRecord) -> None:
    earned = sum(Fraction(row["earned"]) for row in rows(rendered, "students"))
    assert earned == sum(one.tally.earned for one in busy.students)


def test_histogram_counts_are_the_submissions_that_could_be_read(rendered: dict[str, bytes], busy: ClassRecord) -> None:
    assert sum(int(row["submissions"]) for row in rows(rendered, "distribution")) == busy.distribution.number


def test_no_cell_is_run_by_a_spreadsheet(rendered: dict[str, bytes]) -> None:
    assert {row["sid"] for row in rows(rendered, "students")} >= {"'=1+1"}


def test_members_are_those_of_the_clusters(rendered: dict[str, bytes], busy: ClassRecord) -> None:
    assert len(rows(rendered, "cluster_members")) == sum(len(one.keys) for one in busy.clusters)
