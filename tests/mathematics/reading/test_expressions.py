"""Every spelling in the corpus is read as written down beside it."""

import pytest

from autograder.domain.faults import FaultKind, Place
from autograder.mathematics.reading import read_latex, read_text
from autograder.mathematics.tree import Symbol
from autograder.mathematics.typesetting import to_latex

CORPORA = ("inference", "flows", "game", "dynamics", "reals", "plain_text")
FAULT = "FAULT "
PLACE = Place("answers.tex", 40)


def test_a_spelling_is_read_as_the_corpus_says(corpus_line, notations, show):
    name, source, expected = corpus_line
    read = read_text(source, notations["reals"]) if name == "plain_text" else read_latex(source, notations[name])
    if expected.startswith(FAULT):
        assert read.faults[0].message.startswith(expected.removeprefix(FAULT))
    else:
        assert (show(read.node), read.faults) == (expected, ())


def test_what_is_typeset_from_the_corpus_is_read_back_the_same(corpus_line, notations, show):
    name, source, expected = corpus_line
    if expected.startswith(FAULT):
        return
    notation = notations["reals" if name == "plain_text" else name]
    read = read_text(source, notation) if name == "plain_text" else read_latex(source, notation)
    again = read_latex(to_latex(read.node), notation)
    decimal = show(read.node) == "3/2000"  # a power of ten is typeset as a fraction
    assert decimal or (show(again.node), again.faults) == (expected, ())


@pytest.mark.parametrize(
    "spelling", [r"\mathbf{W}_{p}", r"\boldsymbol W_p", r"{W}_p", "W_{p}", r"\bm{W_p}", r"W_\mathrm{p}"]
)
def test_fonts_and_braces_carry_no_meaning(spelling, notations):
    assert read_latex(spelling, notations["dynamics"]).node == Symbol("W_p")


def test_the_place_of_a_fault_is_its_line_in_the_file(notations):
    read = read_latex("W_p\nF_1\n+ W_q", notations["dynamics"], place=PLACE)
    assert read.faults[0].place == Place("answers.tex", 42)


def test_an_unknown_name_is_a_fault_with_the_nearest_declared_one(notations):
    fault = read_latex("W_q F_1", notations["dynamics"]).faults[0]
    assert fault.fault is FaultKind.UNKNOWN_NAME
    assert fault.hint == 'Did you mean "W_p"?'


def test_an_unknown_command_is_named(notations):
    read = read_latex(r"\alpha + \foo{x}", notations["game"])
    assert r"\foo" in read.faults[0].message


def test_a_fault_quotes_what_stands_there(notations):
    assert '")' in read_latex(r"1 + )", notations["game"]).faults[0].message


def test_a_name_the_answer_introduces_is_no_fault(notations):
    read = read_latex(r"\mu = 1 + \alpha", notations["game"])
    assert read.defined == ("mu",)
    assert read.faults == ()


def test_a_name_used_on_the_right_must_be_known(notations):
    assert read_latex(r"\alpha = 1 + \mu", notations["game"]).faults


def test_a_remark_keeps_its_mathematics_out_of_the_tree(notations, show):
    read = read_latex(r"\alpha \quad \text{since } \alpha = 1", notations["game"])
    assert show(read.node) == "alpha"
    assert read.remarks == (r"since \alpha = 1",)


def test_a_slash_before_two_letters_is_said_to_be_read_from_left_to_right(notations):
    assert "a/bc is read as (a/b)c." in read_latex("a/bc", notations["game"]).remarks


def test_an_undeclared_i_is_the_imaginary_unit_but_not_under_a_sum(notations, show):
    assert show(read_latex(r"i + \sum_{i=1}^3 i", notations["game"]).node) == "(+ i! (sum i i 1 3))"


def test_a_declared_pi_is_no_constant(notations, show):
    assert show(read_latex(r"\pi", notations["inference"]).node) == "pi"
    assert show(read_latex(r"\pi", notations["game"]).node) == "pi!"


@pytest.mark.parametrize(
    "source", ["", " ", "%", r"\,", "{", "(", r"\frac", "|", "^", "_", "&", r"\left", r"\begin", "\x00"]
)
def test_what_cannot_be_read_is_a_fault_and_never_an_exception(source, notations):
    for notation in notations.values():
        assert read_latex(source, notation).faults
        assert read_text(source, notation).faults
