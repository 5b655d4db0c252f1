"""Recurring decimals, marked as such or shown by dots behind enough of their digits."""

import time
from fractions import Fraction

import pytest

from autograder.mathematics.notation import Notation
from autograder.mathematics.reading import read_latex, read_text
from autograder.mathematics.tree import Number

ANY = Notation(undeclared_are_real=True)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("0.333…", Fraction(1, 3)),
        ("0.333...", Fraction(1, 3)),
        ("0.1666…", Fraction(1, 6)),
        ("0.8333...", Fraction(5, 6)),
        ("0.833…", Fraction(5, 6)),
        ("0.142857142857…", Fraction(1, 7)),
        ("0.999…", Fraction(1)),
    ],
)
def test_dots_behind_a_period_go_on_for_ever(written: str, value: Fraction) -> None:
    read = read_text(written, ANY)
    assert not read.faults
    assert isinstance(read.node, Number)
    assert read.node.value == value


@pytest.mark.parametrize("dots", [r"\ldots", r"\dots", "...", "…"])
def test_every_kind_of_dots_is_read_in_latex(dots: str) -> None:
    read = read_latex(f"0.333{dots}", ANY)
    assert isinstance(read.node, Number)
    assert read.node.value == Fraction(1, 3)


@pytest.mark.parametrize("written", ["2.718281828…", "3.14159…", "1.618033…", "0.1…"])
def test_dots_that_show_no_period_are_a_fault_and_never_a_fraction(written: str) -> None:
    assert read_text(written, ANY).faults


@pytest.mark.parametrize("digits", ["3" * 15_000, "12" * 7_000])
def test_digits_without_end_cost_no_time(digits: str) -> None:
    started = time.process_time()
    assert read_text(f"0.{digits}x", ANY).faults
    assert time.process_time() - started < 1, "every way to split the digits was tried"
