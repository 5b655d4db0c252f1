import pytest

from autograder.intake import read_document

FORMS = [
    r"\newcommand{\x}{1}",
    r"\newcommand\x{1}",
    r"\newcommand*{\x}[2][{a}]{#1_{#2}}",
    r"\renewcommand {\x} [1] {\frac{#1}{2}}",
    r"\providecommand{\x}{\{}",
    r"\DeclareRobustCommand{\x}{1}",
    r"\def\x#1#2{#1^{#2}}",
    r"\def\x{}",
    r"\gdef\x(#1){f(#1)}",
    r"\let\x=\y",
    r"\let\x\y",
    r"\let\x=+",
    r"\DeclareMathOperator{\x}{arg\,max}",
    r"\DeclareMathOperator*\x{max}",
    r"\DeclarePairedDelimiter{\x}{\lVert}{\rVert}",
    r"\DeclarePairedDelimiter\x\lVert\rVert",
    r"\DeclarePairedDelimiter{\x} {\lVert} {\rVert}",
    "\\newcommand{\\x}\n  {1}",
]


@pytest.mark.parametrize("definition", FORMS)
def test_every_form_is_found_whole_with_its_place(definition):
    document = read_document(f"\n  {definition} and more {{text}}", "answers.tex")
    assert [(text, place.line, place.column) for text, place in document.macros_source] == [(definition, 2, 3)]
    assert document.faults == ()


def test_definitions_come_in_order_and_one_inside_another_is_part_of_it():
    source = r"\def\a{\def\b{1}} \newcommand{\c}{2}"
    assert [text for text, _ in read_document(source, "f").macros_source] == [
        r"\def\a{\def\b{1}}",
        r"\newcommand{\c}{2}",
    ]


def test_definitions_may_follow_each_other_closely():
    assert len(read_document(r"\def\a{1}\def\b{2}\let\c\d\let\e\f", "f").macros_source) == 4


def test_an_environment_is_no_macro():
    assert read_document(r"\newenvironment{x}[1][a]{\begin{y}}{\end{y}}", "f").macros_source == ()


def test_a_definition_in_a_comment_is_none():
    assert read_document("% \\newcommand{\\x}{1}", "f").macros_source == ()
