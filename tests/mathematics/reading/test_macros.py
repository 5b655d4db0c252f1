"""A student's own shorthands: what they stand for, and that none of them ends the reader."""

import pytest

from autograder.domain.faults import Place
from autograder.mathematics.reading import collect_macros, read_derivation, read_latex

PLACE = Place("answers.tex", 3)


def collected(*definitions):
    return collect_macros([(definition, PLACE) for definition in definitions])


@pytest.mark.parametrize(
    ("definition", "used", "meant"),
    [
        (r"\newcommand{\al}{\alpha}", r"\al^2", r"\alpha^2"),
        (r"\newcommand\al{\alpha}", r"\al^2", r"\alpha^2"),
        (r"\newcommand*{\al}{\alpha}", r"\al^2", r"\alpha^2"),
        (r"\renewcommand{\d}[1]{d_{#1}}", r"\d{k}", "d_k"),
        (r"\newcommand{\two}[2]{\frac{#1}{#2}}", r"\two{a}{b}", r"\frac{a}{b}"),
        (r"\newcommand{\two}[2]{\frac{#1}{#2}}", r"\two ab", r"\frac{a}{b}"),
        (r"\newcommand{\rt}[2][2]{\sqrt[#1]{#2}}", r"\rt{a}", r"\sqrt[2]{a}"),
        (r"\newcommand{\rt}[2][2]{\sqrt[#1]{#2}}", r"\rt[3]{a}", r"\sqrt[3]{a}"),
        (r"\newcommand{\rt}[2][2]{\sqrt[#1]{#2}}", r"\rt[{[3]}]{a}", r"\sqrt[{[3]}]{a}"),
        (r"\newcommand{\gap}[2][a]{#1 - #2}", r"\gap[(b + [c])]{d}", r"(b + [c]) - d"),
        (r"\NewDocumentCommand{\rt}{O{2} m}{\sqrt[#1]{#2}}", r"\rt{a}", r"\sqrt[2]{a}"),
        (r"\RenewDocumentCommand\rt{O{2}m}{\sqrt[#1]{#2}}", r"\rt[3]{a}", r"\sqrt[3]{a}"),
        (r"\NewDocumentCommand\two{mm}{\frac{#1}{#2}}", r"\two{a}{b}", r"\frac{a}{b}"),
        (r"\DeclareDocumentCommand{\al}{}{\alpha}", r"\al", r"\alpha"),
        (r"\def\sq#1{#1^2}", r"\sq{a}", "a^2"),
        (r"\def\pair#1#2{(#1,#2)}", r"\pair ab", "(a,b)"),
        (r"\let\al\alpha", r"\al", r"\alpha"),
        (r"\let\al=\alpha", r"\al", r"\alpha"),
        (r"\DeclareMathOperator{\trace}{tr}", r"\trace(A)", r"\operatorname{tr}(A)"),
        (r"\DeclareMathOperator*{\am}{arg\,max}", r"\am_{a} b", r"\arg\max_a b"),
        (r"\DeclarePairedDelimiter{\size}{\lvert}{\rvert}", r"\size*{a}", "|a|"),
        (r"\newcommand{\wrap}[1]{\text{#1}}", r"\wrap{tr}(A)", r"\operatorname{tr}(A)"),
        (r"\newcommand{\one}{\two}\newcommand{\two}{\alpha}", r"\one", r"\alpha"),
        (r"\newcommand{\tr}{\alpha}", r"\tr", r"\alpha"),
    ],
)
def test_a_shorthand_stands_for_its_body(definition, used, meant, notations):
    game = notations["game"]
    read = read_latex(used, game, collected(definition))
    assert (read.node, read.faults) == (read_latex(meant, game).node, ())


def test_a_later_definition_replaces_an_earlier(notations):
    macros = collected(r"\newcommand{\x}{a}", r"\renewcommand{\x}{b}")
    assert read_latex(r"\x", notations["game"], macros) == read_latex("b", notations["game"])


def test_a_divergence_of_ones_own_is_a_divergence(notations, show):
    macros = collected(r"\newcommand{\kld}[2]{D_{\mathrm{KL}}\left(#1\,\middle\|\,#2\right)}")
    assert show(read_latex(r"\kld{q}{p}", notations["inference"], macros).node) == "(KL q[] p[])"


def test_shorthands_work_in_derivations(notations, show):
    macros = collected(r"\newcommand{\be}{\begin{bmatrix}}\newcommand{\ee}{\end{bmatrix}}")
    found = read_derivation(r"\[A = \be a & b \ee\]", notations["game"], macros)
    assert show(found[1].node) == "#a b#"


@pytest.mark.parametrize(
    ("definition", "used"),
    [
        (r"\newcommand{\x}{\x}", r"\x"),
        (r"\newcommand{\x}{\x\x}", r"\x"),
        (r"\newcommand{\x}[1]{#1\x{#1#1}}", r"\x{a}"),
        (r"\def\a{\b\b}\def\b{\c\c}\def\c{\e\e}\def\e{\f\f}\def\f{\g\g}\def\g{}", r"\a" * 3000),
        (r"\def\a{" + r"\alpha" * 900 + "}", r"\a" * 900),
        (r"\newcommand{\x}[1]{\text{#1#1#1#1}}", r"\x{\x{\x{\x{\x{" + "a" * 900 + "}}}}}"),
    ],
)
def test_a_shorthand_without_end_is_a_fault(definition, used, notations):
    assert read_latex(used, notations["game"], collected(definition)).faults


@pytest.mark.parametrize(
    "definition",
    [r"\newcommand", r"\newcommand{\x", r"\newcommand{x}{y}", r"\def\x#", r"\let", r"\newcommand{\x}[", "}{"],
)
def test_a_broken_definition_is_left_out_with_its_place(definition):
    macros = collected(definition, r"\newcommand{\ok}{\alpha}")
    assert r"\ok" in macros.table
    assert all(fault.place == PLACE for fault in macros.faults)


@pytest.mark.parametrize("asked", ["s m", "o m", "m O{2}", "r()"])
def test_a_document_command_of_another_kind_is_a_fault(asked):
    macros = collected(rf"\NewDocumentCommand{{\odd}}{{{asked}}}{{#1}}")
    assert macros.faults
    assert not macros.table
