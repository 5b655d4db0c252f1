"""Answers are found wherever a student put them, and one broken answer costs only itself."""

import time
from pathlib import PurePosixPath

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.domain.faults import FaultKind
from autograder.intake import Command, TexDocument, TexItem, read_document
from autograder.intake.latex.document import MOST_FAULTS

WELL_FORMED = r"""\documentclass{article}
\usepackage{autograde}
\newcommand{\post}{p_\theta(z|x)}
\begin{document}
\begin{answer}{1.1}
  \begin{derivation}{chain}
    By Bayes,
    \begin{align*}
      a &= b \\
        &= c
    \end{align*}
  \end{derivation}
  \final{constant}{-H(q)}
\end{answer}

\begin{answer}{2.1}
  \cells{11, 12, 13}
\end{answer}

\begin{answer}{4.1}
  \notation{state}{(d,g)}
  \rename{\eta}{\alpha}
  \final{A}{\begin{bmatrix}1&\eta\\-\eta&1\end{bmatrix}}
\end{answer}

\begin{answer}{5.5}
  \choice{collapse}{neither, predictor only}
  \begin{justification}{reason}
    Only both together keep a drive.
  \end{justification}
\end{answer}
\end{document}
"""


def read(source: str) -> TexDocument:
    return read_document(source, "answers.tex")


def items(document: TexDocument) -> dict[tuple[str, str, str | None], str]:
    return {
        (block.subquestion, str(item.command), item.part): item.source
        for block in document.blocks
        for item in block.items
    }


def answer(body: str, number: str = "4.1") -> str:
    return f"\\begin{{answer}}{{{number}}}\n{body}\n\\end{{answer}}\n"


def only(document: TexDocument) -> TexItem:
    ((item,),) = (block.items for block in document.blocks)
    return item


def messages(document: TexDocument) -> list[str]:
    return [f"{fault.place.line}: {fault.message}" for fault in document.faults]


def test_a_well_formed_document_is_read_whole():
    document = read(WELL_FORMED)
    assert document.faults == ()
    assert [block.subquestion for block in document.blocks] == ["1.1", "2.1", "4.1", "5.5"]
    assert items(document) == {
        (
            "1.1",
            "derivation",
            "chain",
        ): "By Bayes,\n    \\begin{align*}\n      a &= b \\\\\n        &= c\n    \\end{align*}",
        ("1.1", "final", "constant"): "-H(q)",
        ("2.1", "cells", None): "11, 12, 13",
        ("4.1", "final", "A"): r"\begin{bmatrix}1&\eta\\-\eta&1\end{bmatrix}",
        ("5.5", "choice", "collapse"): "neither, predictor only",
        ("5.5", "justification", "reason"): "Only both together keep a drive.",
    }
    assert dict(document.blocks[2].conventions) == {"state": "(d,g)"}
    assert document.blocks[2].renames == (("\\eta", "\\alpha"),)
    assert [(text, place.line) for text, place in document.macros_source] == [
        (r"\newcommand{\post}{p_\theta(z|x)}", 3),
    ]


def test_every_source_stands_where_its_place_says():
    lines = WELL_FORMED.split("\n")
    for block in read(WELL_FORMED).blocks:
        assert lines[block.place.line - 1].startswith(r"\begin{answer}{" + block.subquestion)
        for item in block.items:
            first = item.source.split("\n")[0]
            assert lines[item.place.line - 1][item.place.column - 1 :].startswith(first)
            assert item.place.file == "answers.tex"


@pytest.mark.parametrize("line_end", ["\r\n", "\r"])
def test_line_ends_of_other_systems_change_nothing(line_end):
    assert read(WELL_FORMED.replace("\n", line_end)) == read(WELL_FORMED)


def test_a_file_without_a_document_environment_is_read():
    assert items(read(answer(r"\final{A}{1}"))) == {("4.1", "final", "A"): "1"}


@pytest.mark.parametrize(
    "body",
    [
        r"\final{A}{x_{1}}",
        r"\final {A} {x_{1}}",
        "\\final{A}\n  {x_{1}}",
        "\\final % the matrix\n{A}{x_{1}}",
        r"\final{ $A$ }{ x_{1} }",
        r"\final[A]{x_{1}}",
        r"{\color{red}\final{A}{x_{1}}}",
        r"$\frac{1}{2}$ \unknown{command} \final{A}{x_{1}} \[ y \]",
    ],
)
def test_white_space_and_wrapping_do_not_matter(body):
    document = read(answer(body))
    item = only(document)
    assert (item.command, item.part, item.source) == (Command.FINAL, "A", "x_{1}")
    assert document.faults == ()


@pytest.mark.parametrize("border", [r"\begin {answer} {4.1}", "\\begin{answer}\n{4.1}", r"\begin{answer}{ 4.1 }"])
def test_borders_may_be_spaced(border):
    document = read(f"{border} \\final{{A}}{{1}} \\end {{answer}}")
    assert items(document) == {("4.1", "final", "A"): "1"}
    assert document.faults == ()


@pytest.mark.parametrize(
    ("body", "part", "source"),
    [
        (r"\cells{11, 12}", None, "11, 12"),
        (r"\cells[field]{11, 12}", "field", "11, 12"),
        (r"\cells{field}{11, 12}", "field", "11, 12"),
        (r"\grid[field]{1 0 \\ 0 1}", "field", r"1 0 \\ 0 1"),
        (r"\cells{11} {\small by propagation}", None, "11"),
    ],
)
def test_cells_and_grids_may_name_their_part(body, part, source):
    item = only(read(answer(body)))
    assert (item.part, item.source) == (part, source)


@pytest.mark.parametrize(
    "body",
    [
        r"\final{A}{}",
        r"\final{A}{ $ $ }",
        "\\final{A}{% nothing yet\n}",
        r"\cells{}",
        r"\grid{ & & \\ & & }",
        "\\begin{derivation}{chain}\n  % write here\n\\end{derivation}",
        "\\begin{derivation}{chain}\\begin{align*} & \\\\ & \\end{align*}\\end{derivation}",
        r"\begin{derivation}{chain}\[ \]\end{derivation}",
        r"\begin{justification}{reason}~\end{justification}",
    ],
)
def test_an_empty_answer_is_none(body):
    document = read(answer(body))
    assert [block.items for block in document.blocks] == [()]
    assert document.faults == ()


@pytest.mark.parametrize("body", [r"\final{A}{0}", r"\final{A}{\{\}}", r"\final{A}{\emptyset}", r"\final{A}{-}"])
def test_a_short_answer_is_not_empty(body):
    assert only(read(answer(body)))


@pytest.mark.parametrize(
    ("written", "pair"),
    [
        (r"\rename{\eta}{\alpha}", ("\\eta", "\\alpha")),
        (r"\rename\eta\alpha", ("\\eta", "\\alpha")),
        (r"\rename{$\eta$}{$\alpha$}", ("\\eta", "\\alpha")),
        (r"\rename{a}\alpha", ("a", "\\alpha")),
    ],
)
def test_renames_may_be_written_as_tex_allows(written, pair):
    assert read(answer(written)).blocks[0].renames == (pair,)


def test_empty_declarations_are_none():
    (block,) = read(answer(r"\rename{}{\alpha} \notation{state}{}")).blocks
    assert (block.renames, dict(block.conventions)) == ((), {})


@pytest.mark.parametrize(
    "hidden",
    [
        r"% \final{A}{2}",
        "\\begin{comment}\n\\final{A}{2}\n\\end{comment}",
        "\\iffalse\n\\final{A}{2} \\ifx x \\fi\n\\fi",
        r"\iffalse \ifx a \else \fi \final{A}{2} \fi",
        r"\verb|}|% }",
        "\\begin{verbatim}\n\\final{A}{2} } \\end{answer}\n\\end{verbatim}",
        r"\verb|\final{A}{2}}|",
        r"\verb*+\begin{answer}+",
        "%%% }}}} \\end{answer}\n   % more {{{",
        r"\begin{lstlisting}" + "\n% }\n" + r"\end{lstlisting}",
        r"\textbf{see \url{https://example.org/a%20b}}",
        r"\href{https://example.org/%C3%A9}{here}",
    ],
)
def test_what_tex_does_not_read_holds_no_answer(hidden):
    document = read(answer(f"\\final{{A}}{{1}}\n{hidden}\n\\final{{B}}{{3}}"))
    assert items(document) == {("4.1", "final", "A"): "1", ("4.1", "final", "B"): "3"}
    assert document.faults == ()


@pytest.mark.parametrize("seen", [r"50\% ", r"\\% }" + "\n", r"a \iff b ", r"\iffalsehood ", r"\verbatim "])
def test_what_only_looks_hidden_is_read(seen):
    document = read(answer(f"{seen}\\final{{A}}{{1}}"))
    assert items(document) == {("4.1", "final", "A"): "1"}


def test_comments_leave_every_line_and_column_where_it_was():
    item = only(read(answer("\\final{A}{1 % one }\n  + 2}")))
    assert item.source == "1        \n  + 2"
    assert item.place.line == 2


def test_what_follows_else_is_switched_on():
    assert items(read(answer(r"\iffalse \final{A}{1} \else \final{A}{2} \fi"))) == {("4.1", "final", "A"): "2"}


@pytest.mark.parametrize("opening", [r"\begin{comment}", r"\iffalse", r"\begin{verbatim}"])
def test_a_comment_that_never_ends_hides_nothing(opening):
    document = read(answer(f"{opening}\n\\final{{A}}{{1}}"))
    assert items(document) == {("4.1", "final", "A"): "1"}
    assert "never ends" in messages(document)[0]


def test_text_outside_of_answers_is_ignored():
    outside = r"\final{A}{9} } \begin{derivation}{chain} \cells{11} {"
    document = read(outside + answer(r"\final{A}{1}") + outside)
    assert items(document) == {("4.1", "final", "A"): "1"}
    assert document.faults == ()


def test_answers_defined_in_a_preamble_or_a_macro_are_none():
    source = (
        r"\newenvironment{answer}[1]{\begin{quote}\begin{answer}{x}}{\end{quote}}"
        + r"\newcommand{\blank}{\begin{answer}{9}\final{A}{9}\end{answer}}"
        + r"\begin{document}"
        + answer(r"\newcommand{\half}{\frac{1}{2}} \final{A}{\half}")
        + r"\end{document}"
    )
    document = read(source)
    assert items(document) == {("4.1", "final", "A"): r"\half"}
    assert document.faults == ()


def test_a_definition_inside_a_derivation_is_no_part_of_it():
    body = r"\begin{derivation}{chain}\def\h{\frac12}a=\h\end{derivation}"
    document = read(answer(body))
    assert only(document).source == r"a=\h"
    assert document.macros_source[0][0] == r"\def\h{\frac12}"


def test_an_answer_inside_a_derivation_is_one_of_its_own():
    document = read(answer("\\begin{derivation}{chain}\na = b\n\\final{constant}{c}\nb = d\n\\end{derivation}", "1.1"))
    found = items(document)
    assert [key[1] for key in found] == ["derivation", "final"]
    assert found["1.1", "final", "constant"] == "c"
    assert found["1.1", "derivation", "chain"].split() == ["a", "=", "b", "b", "=", "d"]
    assert document.faults == ()


def test_blocks_of_one_subquestion_are_merged():
    document = read(answer(r"\final{A}{1} \rename{a}{b}") + answer(r"\cells{1}", "2.1") + answer(r"\final{B}{2}"))
    assert [block.subquestion for block in document.blocks] == ["4.1", "2.1"]
    assert [item.part for item in document.blocks[0].items] == ["A", "B"]
    assert document.blocks[0].renames == (("a", "b"),)
    assert document.faults == ()


def test_of_a_repeated_part_the_last_that_is_not_empty_counts_and_is_named():
    document = read(answer("\\final{A}{1}\n\\final{A}{2}\n\\final{A}{}"))
    assert only(document).source == "2"
    assert messages(document) == ["2: 4.1 has more than one final A; the one in line 3 counts, not that in line 2."]


def test_of_a_part_repeated_in_one_line_the_last_counts():
    document = read(answer(r"\final{A}{1} \final{A}{2}"))
    assert only(document).source == "2"
    assert messages(document) == ["2: 4.1 has more than one final A in line 2; the last one counts."]


def test_a_part_repeated_word_for_word_is_no_fault():
    assert read(answer(r"\final{A}{1} \final{A}{1}")).faults == ()


@pytest.mark.parametrize("command", ["input", "include"])
def test_an_inclusion_is_not_followed_and_said(command):
    document = read(f"\\{command}{{secret}}\n" + answer(r"\final{A}{1} \includegraphics{x}"))
    assert [message.split(":")[0] for message in messages(document)] == ["1"]
    assert f"\\{command} is not followed" in document.faults[0].message


def test_faults_are_in_the_order_of_the_file_and_limited():
    document = read("\\end{answer}\n" * 1000)
    assert len(document.faults) == MOST_FAULTS + 1
    assert [fault.place.line for fault in document.faults[:-1]] == list(range(1, MOST_FAULTS + 1))
    assert document.faults[-1].message.startswith("950 more")


def test_the_seed_is_read_when_put_into_the_template(request):
    """Displays as students type them, dollars, text between and all."""
    display = (
        "$$\\arg \\max_{\\theta} \\mathbb{E}_{q(\\boldsymbol{z}|\\boldsymbol{x})}[\\log p_{\\theta}] \\\\\n"
        "= \\arg \\max_{\\theta} \\log p \\quad \\text{as } q(\\boldsymbol{z}|\\boldsymbol{x}) \\text{ independant}$$"
    )
    document = read(answer(f"\\begin{{derivation}}{{chain}}\nAnswer.\n\n{display}\n\\end{{derivation}}", "1.1"))
    assert only(document).source == f"Answer.\n\n{display}"
    assert document.faults == ()


FRAGMENTS = r"""
{ } [ ] \\ \ % $ & a 1 é ~
\begin{answer}{4.1} \end{answer} \final{A}{1} \final \cells{ \grid[ \rename \notation{a}{b} \begin \end
\begin{derivation}{c} \end{derivation} \begin{justification}{r} \begin{align*} \end{align*}
\begin{comment} \end{comment} \iffalse \else \fi \verb| \begin{verbatim} \end{verbatim} \url{%}
\def\x \newcommand{ \let\x \begin{document} \end{document} \input{x}
""".split()
CHARACTERS = st.sampled_from([*FRAGMENTS, " ", "\n", "\r\n", "\0"])


@settings(deadline=None, max_examples=400)
@given(st.lists(CHARACTERS, max_size=60).map("".join) | st.text(max_size=200))
def test_any_text_is_read(source):
    document = read(source)
    lines = source.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for block in document.blocks:
        for item in block.items:
            assert item.source == item.source.strip() != ""
            found = "\n".join(lines[item.place.line - 1 :])[item.place.column - 1 :][: len(item.source)]
            # the student's own text, but for what was blanked
            assert all(kept in (" ", own) for kept, own in zip(item.source, found, strict=True))
    for fault in document.faults:
        assert fault.place is None or 1 <= fault.place.line <= len(lines)
        assert fault.message.endswith(".")


@settings(deadline=None, max_examples=300)
@given(st.integers(0, len(WELL_FORMED) - 1), st.integers(0, 12), st.sampled_from(["", "{", "}", "\\", "%", "$"]))
def test_damage_costs_only_the_answers_it_touches(position, length, instead):
    """Whole answers before the one that holds the damage, and from the second after it on, are read as before."""
    damaged = WELL_FORMED[:position] + instead + WELL_FORMED[position + length :]
    borders = [place for place in range(len(WELL_FORMED)) if WELL_FORMED.startswith(r"\begin{answer}", place)]
    if position < borders[0]:
        return
    whole, found = items(read(WELL_FORMED)), items(read(damaged))
    touched = sum(border <= position for border in borders) - 1
    numbers = ["1.1", "2.1", "4.1", "5.5"]
    for key, source in whole.items():
        index = numbers.index(key[0])
        if index < touched or index > touched + 1:
            assert found.get(key) == source


HOSTILE = {
    "opening braces": "{" * 10**6,
    "closing braces": "}" * 10**6,
    "nested braces": "{" * 500_000 + "}" * 500_000,
    "backslashes": "\\" * 10**6,
    "dollars": "$" * 10**6,
    "percents": "%\n" * 500_000,
    "lines": "\n" * 10**6,
    "spaces after begin": "\\begin" + " " * 10**6,
    "environments": r"\begin{a}" * 111_000,
    "answers": r"\begin{answer}{1}" * 59_000,
    "unclosed answers": r"\begin{answer}{1}" + r"\final{A}{" * 100_000,
    "nested answers": r"\begin{answer}{1}" * 10_000 + r"\end{answer}" * 10_000,
    "repeated answers": r"\begin{answer}{1}" + r"\final{A}{1}" * 83_000,
    "derivations": r"\begin{answer}{1}" + r"\begin{derivation}{a}" * 47_000,
    "switched off": r"\iffalse" * 125_000,
    "comments": r"\begin{comment}" * 66_000,
    "definitions": r"\def\x{" * 140_000,
    "optional arguments": r"\newcommand{\x}[" * 62_000,
    "inline verbatim": "".join(f"\\verb{chr(0x4E00 + index % 20_000)}" for index in range(160_000)),
    "nothing": r"\begin{answer}{1}\final{A}{" + r"\;" * 490_000 + r"x}\end{answer}",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_megabyte_takes_about_a_second(name):
    start = time.process_time()
    document = read(HOSTILE[name])
    assert time.process_time() - start < 4.0  # a second, and room for a machine of a quarter of the speed
    assert len(document.faults) <= MOST_FAULTS + 1


def test_a_file_of_endless_commands_is_read_to_a_limit_and_the_limit_said():
    document = read(answer(r"\final{A}{1}") + r"\begin{a}\end{a}" * 20_000 + answer(r"\final{B}{2}"))
    assert items(document) == {("4.1", "final", "A"): "1"}
    assert [fault.fault for fault in document.faults] == [FaultKind.TOO_LARGE]


def test_file_names_appear_as_given():
    name = PurePosixPath("latex/mine.tex")
    assert "latex/mine.tex" in read_document(r"\input{x}", str(name)).faults[0].hint
