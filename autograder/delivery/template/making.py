"""The files of a template, by name."""

from collections.abc import Mapping
from pathlib import Path

from autograder.assignment import Assignment
from autograder.delivery.template.answers import answers
from autograder.delivery.template.asked import asked_parts
from autograder.delivery.template.code import solution
from autograder.delivery.template.readme import readme
from autograder.delivery.template.style import style


def template_files(assignment: Assignment, shipped: Path) -> Mapping[str, str]:
    """Return what students of an assignment start from: file name to its text.

    Parameters
    ----------
    shipped
        Folder of the shipped template, whose words are used wherever they are true of any assignment.

    Raises
    ------
    AssignmentError
        If the assignment's own code cannot draw its cases.
    """
    parts = asked_parts(assignment)
    texts = {path.name: path.read_text(encoding="utf-8") for path in shipped.iterdir() if path.is_file()}
    code = solution(texts["solution.py"], assignment, parts)
    return {
        "README.md": readme(texts["README.md"], assignment, parts),
        "answers.tex": answers(texts["answers.tex"], parts),
        "autograde.sty": style(texts["autograde.sty"], assignment, parts),
        "solution.py": code,
    }
