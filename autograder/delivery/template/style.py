"""`autograde.sty`: the shipped style with another assignment's table."""

import re
from collections.abc import Iterator, Sequence

from autograder.answers import MaskSpec
from autograder.assignment import Assignment
from autograder.delivery.template.asked import AskedPart, by_question, by_subquestion, options_of, question_points
from autograder.delivery.template.latex import latex_option, latex_points, latex_text
from autograder.grading.alternatives import Way

_TABLE = re.compile(r"^\\AGassignment\{.*(?=^\\endinput)", re.DOTALL | re.MULTILINE)


def style(shipped: str, assignment: Assignment, parts: Sequence[AskedPart]) -> str:
    """Return the style for an assignment; all but its table is that of `shipped`."""
    rows = "\n".join(_rows(assignment, parts))
    return _TABLE.sub(lambda _found: f"{rows}\n\n", shipped, count=1)


def _rows(assignment: Assignment, parts: Sequence[AskedPart]) -> Iterator[str]:
    table = assignment.table
    yield rf"\AGassignment{{{latex_text(table.title)}}}{{{latex_points(table.total_points)}}}"
    for question, of_question in by_question(parts):
        points = latex_points(question_points(question))
        yield ""
        yield rf"\AGquestion{{{question.table.id}}}{{{points}}}{{{latex_text(question.table.title)}}}"
        for subquestion, asked in by_subquestion(of_question):
            points = latex_points(subquestion.points)
            yield rf"\AGsubquestion{{{subquestion.id}}}{{{points}}}{{{latex_text(subquestion.title)}}}"
            for part in asked:
                for item in part.items:
                    yield from _item(part, item)


def _item(part: AskedPart, item: Way) -> Iterator[str]:
    place = f"{{{part.subquestion.id}}}{{{item.item}}}"
    options = ", ".join(_option(option) for option in options_of(item))
    listed = f"[{{{options}}}]" if "]" in options else f"[{options}]" if options else ""
    yield rf"\AGpart{place}{listed}{{{latex_text(part.prompt(item))}}}"
    spec = item.table.answer
    if isinstance(spec, MaskSpec):
        row, column = spec.centre
        yield rf"\AGmap{place}{{{spec.rows}}}{{{spec.columns}}}{{{row}}}{{{column}}}"


def _option(option: str) -> str:
    written = latex_option(option)
    return f"{{{written}}}" if "," in written else written
