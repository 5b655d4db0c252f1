"""A made template compiles as the shipped one does: nothing in red, and every part blank."""

from pathlib import Path

import pytest

from autograder.assignment import load_assignment
from autograder.delivery.template import template_files
from autograder.grading.alternatives import ways

_ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("folder", ["reference", "tests/delivery/template/odds"])
def test_a_made_template_compiles_and_every_part_is_blank(typeset, template, tmp_path, folder):
    assignment = load_assignment(_ROOT / folder)
    for name, text in template_files(assignment, template).items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "pdf").mkdir()
    page = typeset(tmp_path / "pdf", (tmp_path / "answers.tex").read_bytes(), tmp_path)
    assert page.pdf.startswith(b"%PDF")
    assert page.errors == page.warnings == []
    assert sorted(page.blanks) == sorted((way.subquestion, way.item) for way in ways(assignment) if way.item)
    assert "Overfull" not in page.log


def test_an_answered_one_compiles_without_red(typeset, template, tmp_path):
    folder = _ROOT / "tests" / "delivery" / "template" / "odds"
    (tmp_path / "autograde.sty").write_text(template_files(load_assignment(folder), template)["autograde.sty"])
    (tmp_path / "pdf").mkdir()
    blocks = (folder / "exemplars" / "right" / "answers.tex").read_text(encoding="utf-8")
    source = f"\\documentclass{{article}}\n\\usepackage{{autograde}}\n\\begin{{document}}\n{blocks}\\end{{document}}\n"
    page = typeset(tmp_path / "pdf", source.encode(), tmp_path)
    assert page.errors == page.warnings == page.blanks == []
