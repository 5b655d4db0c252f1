from typing import Any

from autograder.mathematics.derivation.gaps import pairs_that_add_up
from autograder.mathematics.derivation.slips import find_slip

BEFORE = r"\tr(F_1) + \tr(F_2) + \tr(F_{12})"


def test_changes_that_make_up_for_the_gap_together_are_found(simsiam: Any) -> None:
    line = simsiam.read(r"\tr(F_1) - \tr(F_2) - \tr(F_{12})")
    written = (r"\tr(F_1)", r"\tr(F_1) + \tr(F_2) - \tr(F_{12})", r"\tr(F_1) - \tr(F_2) + \tr(F_{12})")
    changed = [simsiam.read(one) for one in written]
    assert list(pairs_that_add_up(simsiam.read(BEFORE), line, changed, simsiam.ground)) == [(1, 2)]


def test_lines_of_other_shapes_have_no_gap_to_fill(simsiam: Any) -> None:
    assert not list(pairs_that_add_up(simsiam.read("W"), simsiam.read("X"), [simsiam.read("X")], simsiam.ground))


def test_two_slips_in_one_line_are_both_named(simsiam: Any) -> None:
    found = find_slip(simsiam.read(BEFORE), simsiam.read(r"\tr(F_1) - \tr(F_2) - \tr(F_{12})"), simsiam.ground)
    assert found is not None
    first, second = (rf"if $\operatorname{{tr}}\left({name}\right)$ had the other sign" for name in ("F_{2}", "F_{12}"))
    assert found.words == f"{first}, and {second}"


def test_three_slips_get_no_cause(simsiam: Any) -> None:
    line = simsiam.read(r"3\tr(W_p) - 5\tr(F_2) - 7\tr(F_{12})")
    assert find_slip(simsiam.read(BEFORE), line, simsiam.ground) is None
