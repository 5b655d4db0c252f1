import csv
import io

import pytest

from autograder.reporting.spreadsheets import csv_bytes, without_guards

FORMULAS = ["=1+1", "+1+1", "-1+1", "@SUM(1)", "\t=1", "\uff1d1+1", '=HYPERLINK("http://x")']


def cells(written: str, delimiter: str = ",") -> list[str]:
    text = csv_bytes(("name", "why"), [(written, "x")]).decode("utf-8-sig")
    return [cell for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter) for cell in row]


@pytest.mark.parametrize("formula", FORMULAS)
@pytest.mark.parametrize("before", ["", "Ada;", "Ada\n", "Ada;Eve;", 'Ada "x";', "Ada\r\n"])
@pytest.mark.parametrize("delimiter", [",", ";"])
def test_no_cell_is_a_formula_whatever_separates_cells_here(formula: str, before: str, delimiter: str) -> None:
    assert not [cell for cell in cells(before + formula, delimiter) if cell.startswith(tuple("=+-@\t\r\uff1d"))]


@pytest.mark.parametrize("number", ["-1", "+0.5", "-1e3", "-inf"])
def test_a_number_stays_a_number(number: str) -> None:
    assert number in cells(number)


@pytest.mark.parametrize("words", ["good; -1 for the sign", "well-known", "a = b", "Ada; Eve", "x\ny"])
def test_words_stay_as_they_are(words: str) -> None:
    assert words in cells(words)


@pytest.mark.parametrize("written", ["-1 for the sign", "twice:\n- here\n- there", "a;=b", "well-known", "don't"])
def test_what_was_guarded_is_read_as_it_was_written(written: str) -> None:
    assert without_guards(cells(written)[2]) == written
