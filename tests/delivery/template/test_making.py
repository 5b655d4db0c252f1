"""A made template has every part of its assignment, none of any other, and answers nothing."""

import ast
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from autograder.assignment import Assignment, Question
from autograder.assignment.manifest import QuestionTable
from autograder.delivery.template import template_files
from autograder.domain.errors import AssignmentError
from autograder.grading import Grader
from autograder.grading.alternatives import ways
from autograder.grading.exemplars import criteria_of, standing
from autograder.sandbox import open_sandbox


@pytest.mark.parametrize("which", ["odds", "reference"])
def test_handed_in_blank_it_leaves_every_criterion_missing(
    request: pytest.FixtureRequest, shipped: Path, tmp_path: Path, which: str
) -> None:
    assignment: Assignment = request.getfixturevalue(which)
    for name, text in template_files(assignment, shipped).items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    with open_sandbox() as sandbox, Grader(assignment, sandbox) as grader:
        graded = grader.grade(tmp_path).graded
    assert {standing(criterion.verdict) for _, criterion in criteria_of(graded)} == {"missing"}
    assert graded.alerts == ()
    assert graded.tally.earned == 0


def test_made_for_the_shipped_assignment_it_has_the_rows_and_stubs_that_were_written_by_hand(
    remade: Mapping[str, str], shipped: Path
) -> None:
    for row in (r"\\AGpart\{(.+?)\}\{(\w+)\}(?:\[(.+?)\])?", r"\\AGmap(.+)", r"\\AG(?:sub)?question\{(.+?)\}\{(.+?)\}"):
        hand, ours = (
            re.findall(f"^{row}", text, re.MULTILINE)
            for text in ((shipped / "autograde.sty").read_text(encoding="utf-8"), remade["autograde.sty"])
        )
        assert sorted(ours) == sorted(hand)
    hand, ours = (
        {node.name: [one.arg for one in node.args.args] for node in ast.parse(text).body if hasattr(node, "args")}
        for text in ((shipped / "solution.py").read_text(encoding="utf-8"), remade["solution.py"])
    )
    assert ours == hand


def test_the_style_differs_in_its_table_alone(made: Mapping[str, str], shipped: Path) -> None:
    before, _, after = (shipped / "autograde.sty").read_text(encoding="utf-8").partition("\n\\AGassignment{")
    assert made["autograde.sty"].startswith(f"{before}\n\\AGassignment{{")
    assert made["autograde.sty"].endswith("\n\\endinput\n")
    assert after.endswith("\n\\endinput\n")


def test_every_item_and_key_is_there_by_its_name(odds: Assignment, made: Mapping[str, str]) -> None:
    for way in ways(odds):
        if way.item:
            assert re.search(rf"\\(cells\[|(\w+|begin\{{\w+\}})\{{){way.item}[\]}}]", made["answers.tex"]), way.name
            assert f"\\AGpart{{{way.subquestion}}}{{{way.item}}}" in made["autograde.sty"]
        if way.key:
            assert f'    # "{way.key}": ' in made["solution.py"]
        if way.function:
            assert f"\ndef {way.function}(" in made["solution.py"]


def test_options_stand_above_a_choice_as_they_are_typed(made: Mapping[str, str]) -> None:
    above = made["answers.tex"].split("\\choice{odd}")[0].splitlines()[-2]
    assert above == r"  % One of: 50\%, R\&D, a\_b [c], $O(n^2)$"


def test_a_map_has_the_size_of_its_assignment(made: Mapping[str, str]) -> None:
    assert "\n\\AGmap{12.1}{map}{3}{6}{2}{4}\n" in made["autograde.sty"]
    assert "with 3 rows of 6" in made["answers.tex"]


def test_a_convention_that_may_be_declared_is_said(made: Mapping[str, str]) -> None:
    assert "% state is taken as (d,g); for another, write \\notation{state}{(g,d)} here." in made["answers.tex"]
    assert "| In 12.1, state is (d,g). | `\\notation{state}{(g,d)}` |" in made["README.md"]


def test_what_is_answered_in_code_alone_has_its_block_and_says_so(made: Mapping[str, str]) -> None:
    block = made["answers.tex"].split("\\begin{answer}{12.2}")[1].split("\\end{answer}")[0]
    assert "In \\texttt{solution.py}: \\texttt{scaled()}." in block
    assert "\\final" not in block


def test_a_stub_says_what_goes_in_and_what_comes_out_and_returns_none(made: Mapping[str, str]) -> None:
    names: dict[str, object] = {}
    exec(compile(made["solution.py"], "solution.py", "exec"), names)
    assert names["ANSWERS"] == {}
    scaled, spectrum = names["scaled"], names["spectrum"]
    assert callable(scaled)
    assert callable(spectrum)
    assert scaled(1, 2, 3, 4) is spectrum(1) is None
    said = str(scaled.__doc__)
    for line in ("rows : float64[n, m]", "factors : float64[n]", "pixel : tuple of int", "many : int", "float64[k, m]"):
        assert f"    {line}\n" in said
    assert "Scale the rows: A/2" in said
    # how many there are is the answer
    assert "list of numbers, in any order" in str(spectrum.__doc__)


def test_the_readme_keeps_what_is_true_of_any_assignment_and_nothing_else(
    made: Mapping[str, str], remade: Mapping[str, str], shipped: Path
) -> None:
    hand = (shipped / "README.md").read_text(encoding="utf-8")
    assert "<!--" not in made["README.md"] + remade["README.md"]
    for heading in re.findall(r"^#{2,3} .+", hand, re.MULTILINE):
        assert heading in remade["README.md"]
    assert "### Derivations" not in made["README.md"]
    assert "\\begin{derivation}" not in made["README.md"]
    assert "\\grid{" in made["README.md"]
    for other in ("question 5", "4.1", "stored_parameters", "5.3", "row-major"):
        assert other not in made["README.md"]


def test_the_readme_says_what_is_asked_and_how_far_each_file_goes(made: Mapping[str, str]) -> None:
    assert (
        "With `answers.tex` alone 6⅓ points can be reached, with `solution.py` alone every point." in made["README.md"]
    )
    asked = made["README.md"].split("## What is asked\n")[1]
    assert "### 12. Odds & ends #1 (9 points)" in asked
    assert "* **3** Why ζ → ∞ (⅓ point)" in asked
    assert 'Answer: `\\final{A}`, `\\final{trace}`, `ANSWERS["12.1 A"]`, `ANSWERS["12.1 trace"]`' in asked
    assert "Answer: `scaled(rows, factors, pixel, many)`" in asked


def test_what_nobody_is_asked_is_not_explained(odds: Assignment, shipped: Path) -> None:
    question = odds.questions[0]
    in_code = replace(question, table=_from_subquestion(question, 1))
    words, code = (
        template_files(replace(odds, questions=(one,)), shipped)["README.md"] for one in (odds.questions[1], in_code)
    )
    assert "### Functions" not in words
    assert "### Values" in words
    assert "\\choice" not in words
    assert "\\begin{justification}{reason}" in words
    assert "## Writing `answers.tex`" not in code
    assert "### Conventions" not in code
    assert "### Values" not in code
    assert "### Functions" in code
    assert "### Either" in code


def _from_subquestion(question: Question, first: int) -> QuestionTable:
    return question.table.model_copy(update={"subquestions": question.table.subquestions[first:]})


def test_code_that_draws_no_cases_is_the_authors_mistake(odds: Assignment, shipped: Path) -> None:
    question = odds.questions[0]
    for draws, said in ((lambda _rng: [], "draws no case"), (lambda _rng: 1 // 0, "ZeroDivisionError")):
        inputs = {**question.inputs, "cases_scaled": draws}
        broken = _with_inputs(odds, inputs)
        with pytest.raises(AssignmentError, match=said):
            template_files(broken, shipped)


def _with_inputs(assignment: Assignment, inputs: Mapping[str, object]) -> Assignment:
    first, *others = assignment.questions
    return replace(assignment, questions=(replace(first, inputs=inputs), *others))
