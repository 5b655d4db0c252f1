"""Pairs: what a row may say, what is found, and a judge that outlives everything."""

import json
import os
import signal
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.mathematics.pairs import BadRow, Found, Judge, JudgeLimits, PairRow, PairVerdict, compare_pair, read_row

EQUAL, DIFFERENT = PairVerdict.EQUAL, PairVerdict.DIFFERENT
UNDECIDED, INVALID = PairVerdict.UNDECIDED, PairVerdict.INVALID


def row(student: str, reference: str, syntax: str = "text", **more: object) -> PairRow:
    return read_row(json.dumps({"id": 1, "student": student, "reference": reference, "syntax": syntax, **more}))


def verdict(student: str, reference: str, syntax: str = "text", **more: object) -> PairVerdict:
    return compare_pair(row(student, reference, syntax, **more)).verdict


def test_the_reference_may_be_written_in_another_syntax_than_the_answer() -> None:
    assert verdict("x^2/2", r"\frac{x^2}{2}", reference_syntax="latex") is EQUAL


def test_a_name_nobody_declares_is_a_real_number() -> None:
    assert verdict("sqrt(x^2)", "x") is DIFFERENT


@pytest.mark.parametrize(
    ("domain", "expected"), [("positive", EQUAL), ("real", DIFFERENT), ("nonnegative", EQUAL), ("integer", DIFFERENT)]
)
def test_a_declared_domain_decides(domain: str, expected: PairVerdict) -> None:
    assert verdict("sqrt(x^2)", "x", symbols={"x": {"domain": domain}}) is expected
    assert verdict("sqrt(x^2)", "x", options={"domain": domain}) is expected


def test_whole_numbers_make_a_power_of_minus_one_a_cosine() -> None:
    assert verdict("(-1)^n", "cos(n*pi)", symbols={"n": {"domain": "integer"}}) is EQUAL
    assert verdict("(-1)^n", "cos(n*pi)") is not EQUAL


def test_matrices_do_not_commute() -> None:
    symbols = {name: {"domain": "matrix", "shape": [3, 3]} for name in "AB"}
    assert verdict("A B", "B A", "latex", symbols=symbols) is DIFFERENT
    assert verdict(r"(AB)^\top", r"B^\top A^\top", "latex", symbols=symbols) is EQUAL
    assert verdict(r"\operatorname{tr}(AB)", r"\operatorname{tr}(BA)", "latex", symbols=symbols) is EQUAL


def test_symmetry_is_used_only_where_declared() -> None:
    plain = {"S": {"domain": "matrix", "shape": [3, 3]}}
    symmetric = {"S": {**plain["S"], "symmetric": True}}
    assert verdict(r"S^\top", "S", "latex", symbols=symmetric) is EQUAL
    assert verdict(r"S^\top", "S", "latex", symbols=plain) is DIFFERENT


def test_a_greek_name_may_be_declared_as_its_command() -> None:
    assert verdict(r"\sqrt{\alpha^2}", r"\alpha", "latex", symbols={r"\alpha": {"domain": "positive"}}) is EQUAL


@pytest.mark.parametrize(
    ("student", "options", "expected"),
    [
        ("x^2+2x+1", {"form": "expanded"}, EQUAL),
        ("(x+1)^2", {"form": "expanded"}, DIFFERENT),
        ("(x+1)^2", {"form": "factored"}, EQUAL),
        ("x^2+2x+1", {"form": "factored"}, DIFFERENT),
    ],
)
def test_a_form_may_be_asked_beside_the_value(student: str, options: dict[str, str], expected: PairVerdict) -> None:
    assert verdict(student, "(1+x)^2", options=options) is expected


@pytest.mark.parametrize(
    ("student", "options", "expected"),
    [
        ("3.14", {"significant_figures": 3, "tolerance": 0.005}, EQUAL),
        ("3.142", {"significant_figures": 3, "tolerance": 0.005}, DIFFERENT),
        ("3.14", {"decimal_places": 2, "tolerance": {"absolute": 0.005}}, EQUAL),
        ("3.1", {"tolerance": 0.001}, DIFFERENT),
    ],
)
def test_decimals_are_judged_as_the_options_say(
    student: str, options: dict[str, object], expected: PairVerdict
) -> None:
    assert verdict(student, "pi", options=options) is expected


def test_antiderivatives_may_differ_by_a_constant_only_where_that_is_said() -> None:
    assert verdict("x^2/2+7", "x^2/2+C", options={"up_to_constant": True}) is EQUAL
    assert verdict("x^2/2+x", "x^2/2+C", options={"up_to_constant": True}) is DIFFERENT
    assert verdict("x^2/2+7", "x^2/2+C") is DIFFERENT
    assert verdict("x^3/3+C", "int(x^2,x)") is EQUAL
    assert verdict("x^3/3", "int(x^2,x)") is UNDECIDED


def test_what_cannot_be_read_is_invalid_and_says_which_side() -> None:
    found = compare_pair(row("x+*", "x"))
    assert found.verdict is INVALID
    assert found.reason.startswith("student: ")
    assert compare_pair(row("x", ")(")).reason.startswith("reference: ")


def test_different_numbers_come_with_a_witness() -> None:
    found = compare_pair(row("x+1", "x+2"))
    assert found.witness is not None
    table = json.loads(found.as_row("a"))
    assert table["witness"].keys() == {"at", "student", "reference"}
    assert table["witness"]["student"] != table["witness"]["reference"]


@pytest.mark.parametrize(
    "line",
    [
        "junk",
        "[]",
        "3",
        '{"student": 1, "reference": "x"}',
        '{"reference": "x"}',
        '{"student": "x", "reference": "x", "syntax": "maple"}',
        '{"student": "x", "reference": "x", "options": {"tolerence": 1}}',
        '{"student": "x", "reference": "x", "symbols": {"x": {"shape": [1, 2, 3]}}}',
        '{"student": "x", "reference": "x", "symbols": {"x": {"shape": [99, 99]}}}',
        '{"student": "x", "reference": "x", "options": {"tolerance": -1}}',
        '{"id": NaN, "student": "x", "reference": "x"}',
        "[" * 100_000,
        '{"id": 1' + "1" * 5_000 + "}",
        '{"student": "' + "x" * 300_000 + '", "reference": "x"}',
    ],
)
def test_a_row_that_is_no_pair_is_refused_with_a_reason(line: str) -> None:
    with pytest.raises(BadRow) as caught:
        read_row(line)
    assert str(caught.value)


def test_a_bad_row_keeps_its_id() -> None:
    with pytest.raises(BadRow) as caught:
        read_row('{"id": "q7", "student": "x"}')
    assert caught.value.id == "q7"


def test_null_is_like_absence_and_a_row_may_hold_more_than_we_ask() -> None:
    found = read_row('{"id": null, "student": "1", "reference": "1", "options": null, "note": "mine"}')
    assert found.options.form == "any"


@given(st.text(max_size=60), st.text(max_size=60), st.sampled_from(["latex", "text"]))
def test_any_two_texts_get_an_answer(student: str, reference: str, syntax: str) -> None:
    assert isinstance(compare_pair(row(student, reference, syntax)), Found)


@pytest.fixture(scope="module")
def judge() -> Judge:
    with Judge() as found:
        yield found  # type: ignore[misc]


def test_the_judge_says_what_the_function_says(judge: Judge) -> None:
    for pair in (row("x+1", "1+x"), row("x+1", "x+2"), row("x", "(")):
        here, there = compare_pair(pair), judge.compare(pair)
        assert (here.verdict, here.witness, here.reason) == (there.verdict, there.witness, there.reason)


def test_a_pair_that_takes_too_long_is_undecided_and_the_judge_lives_on() -> None:
    with Judge(JudgeLimits(cpu_seconds=0.02)) as hasty:
        slow = hasty.compare(row("+".join(f"sin({k}x)^{k}" for k in range(1, 300)), "cos(x)"))
        assert slow.verdict is UNDECIDED
        assert "time" in slow.reason
        assert hasty.compare(row("x", "x")).verdict is EQUAL


def test_a_pair_that_takes_too_much_memory_is_undecided_and_the_judge_lives_on() -> None:
    with Judge(JudgeLimits(memory_bytes=1_000_000)) as poor:
        large = poor.compare(row("int(int(sin(x*y),x,0,1),y,0,1)", "1/4"))
        assert large.verdict is UNDECIDED
        assert poor.compare(row("x", "x")).verdict is EQUAL


def test_what_nothing_else_decides_is_put_to_sympy_which_only_ever_says_equal(judge: Judge) -> None:
    asked = row(r"\int_0^\infty \frac{\sin x}{x} dx", r"\frac{\pi}{2}", "latex")
    assert compare_pair(asked).verdict is UNDECIDED
    assert judge.compare(asked).verdict is EQUAL
    assert judge.compare(asked.model_copy(update={"reference": r"\frac{\pi}{3}"})).verdict is UNDECIDED


def test_a_simplification_that_takes_too_long_is_cut_and_the_judge_lives_on(judge: Judge) -> None:
    endless = row(r"\int_0^\infty \frac{\sin(x^3+x) e^{\cos x}}{x^7+x+1} dx", r"\frac{\pi}{7}", "latex")
    found = judge.compare(endless)
    assert found.verdict is UNDECIDED
    assert found.cpu_ms >= 500, "sympy was not cut: it gave up"
    assert "worlds" in found.reason, "what the engine itself said is kept"
    assert judge.compare(row("x", "x")).verdict is EQUAL


def test_a_judge_whose_process_is_lost_starts_another_and_answers_all_the_same() -> None:
    with Judge() as judge:
        assert judge.compare(row("x", "x")).verdict is EQUAL
        host = judge._worker.host
        assert host is not None
        os.killpg(host.pid, signal.SIGKILL)
        assert judge.compare(row("x", "x")).verdict is EQUAL


def test_comparing_loads_no_sympy() -> None:
    code = "import sys, autograder.mathematics.pairs.judge_main; sys.exit('sympy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize(
    ("student", "reference"),
    [
        ("1e-3", "0.001"),
        ("1E-3", "0.001"),
        ("1e−3", "0.001"),
        ("2.5e3*x", "2500*x"),
        ("1e-3(x+1)", "(x+1)/1000"),
        ("2e", "2*exp(1)"),
        ("2e^x", "2*exp(x)"),
        ("3e-x", "3*exp(1)-x"),
        ("2e-3x", "2*exp(1)-3*x"),
        ("2e - 3", "2*exp(1)-3"),
        ("2e-0.5", "2*exp(1)-1/2"),
    ],
)
def test_a_number_in_scientific_notation_is_one_in_plain_text_and_all_else_is_the_letter_e(
    student: str, reference: str
) -> None:
    assert verdict(student, reference) is EQUAL


def test_a_name_e_of_the_question_and_latex_have_no_scientific_notation() -> None:
    declared = {"e": {"domain": "positive"}}
    assert verdict("1e-3", "e-3", symbols=declared) is EQUAL
    assert verdict("1e-3", "0.001", symbols=declared) is DIFFERENT
    assert verdict("1e-3", "e-3", "latex") is EQUAL


@pytest.mark.parametrize(
    ("student", "reference", "expected"),
    [
        ("1,5", "3/2", EQUAL),
        ("x=1,5", "x=1.5", EQUAL),
        ("1,6", "3/2", DIFFERENT),
        ("1, 5", "3/2", DIFFERENT),
        ("1,5", "{1,5}", EQUAL),
        ("1,5", "{1.5}", DIFFERENT),
        ("1,500", "1500", EQUAL),
        ("1,500", "3/2", UNDECIDED),
        ("0,125", "1/8", EQUAL),
        ("1,234,567", "1234567", EQUAL),
        ("12,34,567", "1234567", DIFFERENT),
    ],
)
def test_a_comma_between_digits_is_decimal_only_where_one_number_is_asked(
    student: str, reference: str, expected: PairVerdict
) -> None:
    assert verdict(student, reference) is expected
    assert verdict(student, reference, "latex") is expected or "{" in reference


def test_how_a_comma_was_read_is_said() -> None:
    assert "decimal" in compare_pair(row("1,5", "3/2")).reason


def test_a_mixed_number_among_factors_that_may_be_a_product_costs_nothing() -> None:
    assert verdict(r"2\frac12x", "x", "latex") is UNDECIDED
    assert verdict(r"2\frac12x", r"\frac52x", "latex") is EQUAL
    assert verdict(r"2\frac12", "1", "latex") is DIFFERENT


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ('"symbols": {"A": [3, 3]}', '{"A": {"shape": [3, 3]}'),
        ('"symbols": ["A"]', '{"A": {"shape": [3, 3]}'),
        ('"options": 5', '{"multiplicity": true}'),
        ('"symbols": {"A": {"shap": [3, 3]}}', "symbols.A.shap: there is no such field"),
    ],
)
def test_a_table_that_is_none_is_shown_one(more: str, said: str) -> None:
    with pytest.raises(BadRow) as bad:
        read_row(f'{{"student": "x", "reference": "x", {more}}}')
    assert said in str(bad.value)
    assert "SymbolTable" not in str(bad.value)
