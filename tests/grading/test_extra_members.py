"""Sets that hold what is asked and more, whatever the number of members that are asked."""

from pathlib import Path

import pytest

QUESTION = r"""
id = "1"
title = "Q"

[[subquestions]]
id = "1.1"
title = "A set"
points = 5

[[subquestions.parts]]
id = "all"
title = "All of them"
ask = "Give them."
criteria = [{{ id = "all", title = "All", points = 5 }}]

[[subquestions.parts.alternatives]]
via = "latex"
answer = {{ kind = "expression", target = '{target}', extra_members_credit = "1/3"{more} }}
"""
POINTS = ', coordinates = ["w", "x"]'
COUNTED = ", multiplicity = true"


@pytest.mark.parametrize(
    ("target", "more", "answer", "expected"),
    [
        ("(1, 0), (-1, 0)", POINTS, "(1,0), (-1,0), (0,0)", "1/3"),
        (r"\{(1, 0), (-1, 0)\}", POINTS, r"\{(0,0), (-1,0), (1,0)\}", "1/3"),
        ("(1, 0), (-1, 0)", POINTS, "(1,0), (0,0)", "0"),
        ("(1, 0), (-1, 0)", POINTS, "(1,0), (-1,0), (1,0)", "1"),
        ("(1, 0)", POINTS, "(1,0), (0,0)", "1/3"),
        (r"\{1, -1\}", "", "1, -1, 2", "1/3"),
        (r"\{1, -1\}", "", r"\pm 1, 2", "1/3"),
        (r"\{1, -1\}", "", r"\{1, 2, 3\}", "0"),
        (r"\{w, -w\}", "", r"\{w, -w, 0\}", "1/3"),
        (r"\{1, 1\}", COUNTED, "1, 2", "0"),
        (r"\{1, 1\}", COUNTED, "1, 1, 2", "1/3"),
        (r"\{1, 1\}", COUNTED, "1, 1, 1", "1/3"),
        (r"\{1, 1\}", COUNTED, "1, 1", "1"),
    ],
)
def test_other_members_beside_all_that_are_asked(small, tmp_path: Path, target, more, answer, expected) -> None:
    (small.folder / "q/question.toml").write_text(QUESTION.format(target=target, more=more), encoding="utf-8")
    handed = tmp_path / "answers.tex"
    handed.write_text(rf"\begin{{answer}}{{1.1}}\final{{all}}{{{answer}}}\end{{answer}}", encoding="utf-8")
    assert small.standings(handed) == {"1.1/all/all": expected}
