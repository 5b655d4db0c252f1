"""What an author is told of an assignment that is not ready."""


def test_an_assignment_that_is_ready_has_no_fault(small) -> None:
    assert small.faults() == ()


def test_without_exemplars_nothing_shows_that_criteria_are_earned_and_lost(small) -> None:
    names = [name for name in small.files if name.startswith("exemplars")]
    small.leave_out(*names)
    for name in ("right", "wrong"):
        (small.folder / "exemplars" / name).rmdir()
    (fault,) = small.faults()
    assert "exemplars/ is empty" in fault
    assert "4 criteria" in fault
    (small.folder / "exemplars").rmdir()
    (fault,) = small.faults()
    assert "exemplars/ does not exist" in fault
    assert "make exemplars/NAME/" in fault
    assert "expected.toml" in fault


def test_rows_that_earn_points_exist_in_what_the_reference_computes(small) -> None:
    small.change("q/question.toml", "rows = { head = [0] }", "rows = { head = [0, 3] }")
    assert small.faults()[0] == '1.2 twice, twice(): row 3 of "head" does not exist; the target has 3, counted from 0'
