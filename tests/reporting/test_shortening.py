from hypothesis import given
from hypothesis import strategies as st

from autograder.domain.evidence import CaseOutcome, CaseResult, Reading
from autograder.reporting.shortening import Rows, select, shortened


def test_texts_are_cut_at_any_depth_and_nothing_else_changes() -> None:
    case = CaseResult("a", CaseOutcome.PARTLY, (("x", "1" * 100),), "2" * 100, None)
    short = shortened((case,), 10)[0]
    assert "90 characters left out" in short.inputs[0][1]
    assert "90 characters left out" in short.found
    assert short.outcome is CaseOutcome.PARTLY
    assert short.expected is None


def test_latex_is_never_cut_into_another_formula() -> None:
    reading = Reading("We read", latex="x+" * 100 + "x", text="y" * 100)
    assert shortened(reading, 10).latex == reading.latex
    assert shortened(reading, 10).text != reading.text


@given(st.lists(st.integers()), st.integers(0, 20))
def test_selected_rows_keep_their_order_and_none_is_lost_from_the_count(rows: list[int], limit: int) -> None:
    kept = select(rows, limit, lambda row: row % 2 == 1)
    assert len(kept.shown) + kept.left_out == len(rows)
    assert len(kept.shown) <= limit
    remaining = iter(rows)
    assert all(row in remaining for row in kept.shown)


def test_weighty_rows_are_kept_first() -> None:
    assert select([1, 2, 3, 4, 5], 2, lambda row: row >= 4) == Rows((4, 5), 3)
    assert select([1, 2, 3, 4, 5], 3, lambda row: row == 5) == Rows((1, 2, 5), 2)
