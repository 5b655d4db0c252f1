"""The style typesets the template and what students make of it, under a stock TeX Live."""

import re
from pathlib import Path

import pytest

_FRAME = r"""\documentclass[11pt,a4paper]{article}
%s
\usepackage{autograde}
%s
\begin{document}
%s
\end{document}
"""
_COMPILING = sorted(
    path.parent.name
    for path in (Path(__file__).parents[2] / "reference" / "exemplars").glob("*/answers.tex")
    if path.parent.name != "broken_latex"
)


@pytest.fixture
def body(typeset, tmp_path):
    """Return a way to typeset the body of a document, with what stands in the preamble before and after the style."""

    def run(text: str, after: str = "", before: str = ""):
        folder = tmp_path / f"run{len(list(tmp_path.iterdir()))}"
        folder.mkdir()
        return typeset(folder, (_FRAME % (before, after, text)).encode())

    return run


def _pages(pdf: bytes) -> list[bytes]:
    return re.findall(rb"stream\n(.*?)\nendstream", pdf, re.DOTALL)[:1]


def test_the_template_compiles_and_every_part_is_blank(typeset, template, promised, tmp_path):
    page = typeset(tmp_path, (template / "answers.tex").read_bytes())
    assert page.pdf.startswith(b"%PDF")
    assert page.errors == page.warnings == []
    assert sorted(page.blanks) == sorted(promised.items)
    assert "Overfull" not in page.log


@pytest.mark.parametrize("name", _COMPILING)
def test_every_exemplar_compiles_and_names_only_what_exists(typeset, exemplars, tmp_path, name):
    page = typeset(tmp_path, (exemplars / name / "answers.tex").read_bytes())
    assert page.pdf.startswith(b"%PDF")
    assert page.errors == page.warnings == []
    assert bool(page.blanks) == (name == "blank")


def test_the_table_of_the_style_is_the_assignment(template, promised):
    style = (template / "autograde.sty").read_text(encoding="utf-8")
    rows = re.findall(r"^\\AGpart\{(.+?)\}\{(\w+)\}(?:\[(.+?)\])?", style, re.MULTILINE)
    assert {(subquestion, part) for subquestion, part, _ in rows} == set(promised.items)
    assert len(rows) == len(promised.items)
    options = {(one, part): tuple(re.split(r",\s*", listed)) for one, part, listed in rows if listed}
    assert options == promised.options
    points = {one: int(many) for one, many in re.findall(r"^\\AGsubquestion\{(.+?)\}\{(\d+)\}", style, re.MULTILINE)}
    assert points == promised.points


def test_the_points_of_the_questions_add_up(template, promised):
    style = (template / "autograde.sty").read_text(encoding="utf-8")
    questions = {one: int(many) for one, many in re.findall(r"^\\AGquestion\{(\d)\}\{(\d+)\}", style, re.MULTILINE)}
    for question, points in questions.items():
        assert points == sum(part for name, part in promised.points.items() if name.startswith(question))
    assert f"{{{sum(questions.values())}}}\n" in style.split("\\AGassignment")[-1]


def test_cells_pairs_ranges_and_grids_draw_the_same_picture(body):
    plain = r"\pdfcompresslevel=0 \pdfobjcompresslevel=0"
    ways = (
        r"\cells{11,12,13,21,24}",
        r"\cells[field]{ 24 , 21; 13 12 11 }",
        r"\cells{(1,1), (1,2), (1,3), (2,1), (2,4)}",
        r"\cells{11-13, 21, 24}",
        r"\cells{$\{11, \ldots, 13, 21, 24\}$}",
        r"\grid{1 1 1 0 0 \\ 1 0 0 1 0 \\ 0 0 0 0 0 \\ 0 0 0 0 0 \\ 0 0 0 0 0}",
        r"\grid[field]{11100\\10010\\00000\\00000\\00000\\}",
        r"\grid{1&1&1&0&0\\ 1&0&0&1&0\\ 0&0&0&0&0\\ 0&0&0&0&0\\ 0&0&0&0&0}",
    )
    drawn = [body(rf"\begin{{answer}}{{2.1}}{way}\end{{answer}}", after=plain) for way in ways]
    assert not any(page.errors or page.warnings for page in drawn)
    first = _pages(drawn[0].pdf)
    assert first
    assert all(_pages(page.pdf) == first for page in drawn)
    other = body(r"\begin{answer}{2.1}\cells{11,12,13,21}\end{answer}", after=plain)
    assert _pages(other.pdf) != first


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (r"\begin{answer}{4.7}\end{answer}", "The assignment has no subquestion 4.7."),
        (r"\begin{answer}{4.1}\final{B}{1}\end{answer}", "Subquestion 4.1 has no part named B."),
        (
            r"\begin{answer}{5.5}\choice{collapse}{neither, everything}\end{answer}",
            "No option of this choice is called: everything.",
        ),
        (r"\begin{answer}{2.1}\cells{11,16}\end{answer}", "The map has no pixel 16."),
        (r"\begin{answer}{2.1}\cells{11,1}\end{answer}", "A cell has two digits, row and column."),
        (r"\begin{answer}{2.1}\grid{1 1 \\}\end{answer}", "Row 1 of the grid should have 5 entries, 0 or 1."),
    ],
)
def test_what_the_assignment_does_not_know_is_said(body, answer, said):
    page = body(answer)
    assert page.errors == []
    assert said in page.warnings


def test_options_match_whatever_their_capitals_hyphens_and_spaces(body):
    page = body(r"\begin{answer}{5.5}\choice{collapse}{ Neither,Stop gradient  only , predictor-only}\end{answer}")
    assert page.errors == page.warnings == []


@pytest.mark.parametrize("inside", ["", " ", "\n\n", "% nothing\n", "\n% nothing\n\n\\par\n"])
def test_an_empty_environment_is_shown_as_blank(body, inside):
    text = rf"\begin{{answer}}{{5.1}}\begin{{derivation}}{{chain}}{inside}\end{{derivation}}\end{{answer}}"
    assert body(text).blanks == [("5.1", "chain")]


@pytest.mark.parametrize("written", ["$2$", " $ 2 $ ", r"\[ 2 \]", r"\begin{align*} 1 &= 1 \\ &= 2 \end{align*}", "α"])
def test_a_final_answer_may_bring_its_own_dollars_or_display(body, written):
    page = body(rf"\begin{{answer}}{{4.3}}\final{{modulus}}{{{written}}}\end{{answer}}")
    assert page.errors == page.warnings == page.blanks == []


def test_the_students_own_macros_win_over_the_shorthands(body):
    own = r"\newcommand{\E}{\mathbf{E}} \newcommand{\KL}{\mathrm{KL}} \newcommand{\R}{r} \newcommand{\abs}{a}"
    page = body(r"\begin{answer}{4.3}\final{modulus}{\E + \KL + \R + \abs}\end{answer}", after=own)
    assert page.errors == []


def test_common_packages_may_be_loaded_with_options_of_their_own(body):
    packages = r"\usepackage[margin=1in]{geometry}\usepackage[dvipsnames]{xcolor}\usepackage[utf8]{inputenc}"
    text = r"\begin{answer}{4.3}\final{modulus}{\textcolor{BrickRed}{2}}\end{answer}"
    assert body(text, after=packages).errors == []
    assert body(text, before=packages).errors == []


def test_every_shorthand_typesets(body):
    text = (
        r"\[ \E_{q}\left[\KL{q}{p}\right] \tr \vecop \diag \sg \argmax_\theta \argmin_\theta \R A^\T \dd x"
        r" \abs{x} \norm{x} \]"
    )
    assert body(text).errors == []
