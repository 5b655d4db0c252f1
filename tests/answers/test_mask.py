r"""Pixels as students write them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.answers import MaskAnswer, MaskSpec
from autograder.answers.mask import read_cells, read_grid, read_mask
from autograder.domain.faults import Fault

SPEC = MaskSpec(rows=5, columns=5, centre=(3, 3), credit=(1,), cap=0)  # type: ignore[arg-type]
AA = frozenset({(1, 1), (1, 2), (1, 3), (1, 4), (1, 5), (2, 1), (2, 2), (2, 3), (3, 1)})
GRID = [[1, 1, 1, 1, 1], [1, 1, 1, 0, 0], [1, 0, 0, 0, 0], [0] * 5, [0] * 5]
cells = st.frozensets(st.tuples(st.integers(1, 5), st.integers(1, 5)))


def found(answer: MaskAnswer | Fault) -> frozenset[tuple[int, int]] | str:
    return answer.cells if isinstance(answer, MaskAnswer) else answer.message


@pytest.mark.parametrize(
    "source",
    [
        "11,12,13,14,15,21,22,23,31",
        "31, 23, 22, 21, 15, 14, 13, 12, 11",
        "11--15, 21--23, 31",
        "11–15; 21-23; 31.",
        "11 12 13 14 15 21 22 23 31",
        r"$\{11, 12, 13, 14, 15, 21, 22, 23, 31\}$",
        "(1,1),(1,2),(1,3),(1,4),(1,5),(2,1),(2,2),(2,3),(3,1)",
        "11,11,12,13,14,15,21,22,23,31",
        "11, 12,\n13, 14, 15,\n21, 22, 23, 31",
        r"11,\ldots,15, 21, 22, 23, 31",
        "11..15, 21..23, 31",
        "(1,1)-(1,5), (2,1)-(2,3), (3,1)",
        "[1,1],[1,2],[1,3],[1,4],[1,5],[2,1],[2,2],[2,3],[3,1]",
        r"11-15 \\ 21-23 \\ 31",
        r"11\text{ to }15, 21, 22, 23 and 31",
        "x_{11},x_{12},x_{13},x_{14},x_{15},x_{21},x_{22},x_{23},x_{31}",
    ],
)
def test_labels_pairs_and_ranges_are_read_in_any_order(source: str) -> None:
    assert found(read_cells(source, SPEC)) == AA


@pytest.mark.parametrize("source", ["16", "61", "01", "(0,1)", "(6,6)", "99"])
def test_a_pixel_outside_the_map_is_a_fault(source: str) -> None:
    assert "no pixel" in str(found(read_cells(source, SPEC)))


@pytest.mark.parametrize("source", ["eleven", "1", "111", "11, x", "15-21", "13-11"])
def test_what_is_no_label_is_a_fault(source: str) -> None:
    assert isinstance(read_cells(source, SPEC), Fault)


@pytest.mark.parametrize("separator", [" ", "&", " & ", ", ", ""])
@pytest.mark.parametrize("between", [r" \\ ", "\n", "\\\\\n"])
def test_grids_are_read_with_any_separator(separator: str, between: str) -> None:
    source = between.join(separator.join(map(str, row)) for row in GRID)
    assert found(read_grid(source, SPEC)) == AA


def test_a_range_that_runs_backwards_is_said_to() -> None:
    assert "backwards" in str(found(read_cells("24-21", SPEC)))


@pytest.mark.parametrize("source", [r"1 1 \\ 1 1", "1 1 1 1 1", r"2 0 0 0 0 \\" * 5, "abc"])
def test_a_grid_of_another_size_or_with_other_entries_is_a_fault(source: str) -> None:
    assert isinstance(read_grid(source, SPEC), Fault)


@given(cells)
def test_every_set_is_read_from_every_form_alike(chosen: frozenset[tuple[int, int]]) -> None:
    grid = [[int((i, j) in chosen) for j in range(1, 6)] for i in range(1, 6)]
    assert found(read_grid(r"\\".join(" ".join(map(str, row)) for row in grid), SPEC)) == chosen
    assert found(read_mask(grid, SPEC)) == chosen
    assert found(read_mask(np.array(grid, dtype=bool), SPEC)) == chosen
    assert found(read_cells(",".join(f"{i}{j}" for i, j in chosen), SPEC)) == chosen
    if chosen:
        assert found(read_mask([10 * i + j for i, j in chosen], SPEC)) == chosen
        assert found(read_mask([list(pair) for pair in chosen], SPEC)) == chosen
        assert found(read_mask([f"{i}{j}" for i, j in chosen], SPEC)) == chosen


LABELS = [11, 12, 13, 14, 15, 21, 22, 23, 31]


@pytest.mark.parametrize(
    "value",
    [
        np.array(LABELS),
        np.array(LABELS, dtype=np.float64),
        [float(label) for label in LABELS],
        np.array(list(map(str, LABELS))),
        np.array([divmod(label, 10) for label in LABELS]),
        "11 12 13 14 15 21 22 23 31",
        "11-15, 21-23, 31",
        "1 1 1 1 1\n1 1 1 0 0\n1 0 0 0 0\n0 0 0 0 0\n0 0 0 0 0",
        np.array(GRID, dtype=np.float64),
    ],
)
def test_labels_from_code_are_read_in_any_container(value: object) -> None:
    assert found(read_mask(value, SPEC)) == AA


@pytest.mark.parametrize("value", [[11.5, 12.0], np.array([11.0, np.nan]), np.array([11.0, np.inf]), "", " "])
def test_what_is_no_whole_label_is_a_fault(value: object) -> None:
    assert isinstance(read_mask(value, SPEC), Fault)


@pytest.mark.parametrize("value", [None, "x", 3, np.zeros((4, 5)), np.full((5, 5), 2), [[1], [1, 0]], [{"a": 1}]])
def test_a_value_that_is_no_grid_is_a_fault(value: object) -> None:
    assert isinstance(read_mask(value, SPEC), Fault)


@given(st.text(max_size=60))
def test_no_text_makes_a_reader_raise(source: str) -> None:
    for read in (read_cells, read_grid, read_mask):
        assert isinstance(read(source, SPEC), MaskAnswer | Fault)
