"""The LaTeX template has every part of the assignment, all of them empty."""

import re
from pathlib import Path

import pytest

from autograder.intake import read_document

_ITEM = re.compile(r"\\(?:begin\{)?(final|cells|choice|derivation|justification)\}?(?:\{(\w+)\})?")


@pytest.fixture(scope="module")
def source(template: Path) -> str:
    return (template / "answers.tex").read_text(encoding="utf-8")


def _blocks(source: str) -> dict[str, str]:
    uncommented = re.sub(r"(?<!\\)%.*", "", source)
    return dict(re.findall(r"\\begin\{answer\}\{(.+?)\}(.*?)\\end\{answer\}", uncommented, re.DOTALL))


def test_the_template_has_exactly_the_parts_of_the_assignment(source, promised):
    items = {
        (subquestion, part or "field"): command
        for subquestion, body in _blocks(source).items()
        for command, part in _ITEM.findall(re.sub(r"\\end\{\w+\}", "", body))
    }
    assert items == promised.items


def test_the_template_has_the_subquestions_in_order_and_once(source, promised):
    opened = re.findall(r"^\\begin\{answer\}\{(.+?)\}", source, re.MULTILINE)
    assert opened == list(promised.points)


def test_the_untouched_template_hands_in_nothing(source):
    document = read_document(source, "answers.tex")
    assert not document.faults
    assert [item for block in document.blocks for item in block.items] == []


def test_the_options_of_every_choice_are_listed_above_it(source, promised):
    for (subquestion, part), options in promised.options.items():
        block = source.split(f"\\begin{{answer}}{{{subquestion}}}")[1].split(f"\\choice{{{part}}}")[0]
        comment = [line for line in block.splitlines() if line.lstrip().startswith("%")][-1]
        if part.startswith("scenario"):
            comment = block.split("%")[-1]
        assert ", ".join(options) in comment


def test_the_blank_exemplar_is_the_template(template, exemplars):
    for name in ("answers.tex", "solution.py"):
        assert (exemplars / "blank" / name).read_bytes() == (template / name).read_bytes()
