"""`README.md`: the shipped one without what is true of the shipped assignment alone, and with what is asked."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from autograder.assignment import Assignment
from autograder.delivery.template.answers import block, command_of
from autograder.delivery.template.asked import (
    AskedPart,
    by_question,
    by_subquestion,
    conventions_of,
    question_points,
    reachable_points,
)
from autograder.delivery.template.code import placeholder, signature
from autograder.reporting.look import worth

_OWN = re.compile(r"^<!-- assignment: (\w+) -->\n.*?^<!-- end -->\n", re.DOTALL | re.MULTILINE)
_COMMAND = re.compile(r"\\(?:begin\{)?(final|cells|grid|choice|derivation|justification|notation)\b")
_CONVENTION = "`\\notation{"
_BLANK_LINES = re.compile(r"\n{3,}")
_MOST_VALUES = 4


def readme(shipped: str, assignment: Assignment, parts: Sequence[AskedPart]) -> str:
    """Return the README of an assignment.

    Of the `shipped` one, what stands between ``<!-- assignment: NAME -->`` and ``<!-- end -->`` is put anew, and so are
    the conventions; sections on functions or derivations, and rows about commands, are left out where none is asked.
    """
    own = _own(assignment, parts)
    text = _OWN.sub(lambda found: own[found[1]], shipped)
    for heading in _needless(parts):
        text = _without(text, heading)
    text = "".join(_rows(text.splitlines(keepends=True), parts))
    title, _, rest = text.partition("\n")
    total = worth(assignment.total_points)
    text = f"{title}\n\n**{assignment.table.title}**, {total}\n{rest}\n{''.join(_asked(assignment, parts))}"
    return _BLANK_LINES.sub("\n\n", text)


def _own(assignment: Assignment, parts: Sequence[AskedPart]) -> Mapping[str, str]:
    functions = [way for part in parts for way in part.functions]
    keys = [way for part in parts for way in part.keys]
    written = next(
        ((table.id, asked) for table, asked in by_subquestion(parts) if any(one.items for one in asked)), None
    )
    values = "\n".join(f'    "{way.key}": {placeholder(way)},' for way in keys[:_MOST_VALUES])
    return {
        "reach": _reach(assignment, parts),
        "example": _fenced("latex", "\n".join(block(*written, filled="...", comments=False))) if written else "",
        "letters": "",
        "function": _fenced("python", f"def {signature(functions[0], assignment)}:\n    return ...")
        if functions
        else "",
        "values": _fenced("python", f"ANSWERS = {{\n{values}\n}}"),
    }


def _reach(assignment: Assignment, parts: Sequence[AskedPart]) -> str:
    reached = []
    for name, in_code in (("answers.tex", False), ("solution.py", True)):
        points = reachable_points(parts, in_code)
        known = "every point" if points == assignment.total_points else worth(points)
        reached.append(f"with `{name}` alone {known}")
    sentence = f"{reached[0]} can be reached, {reached[1]}.\n"
    return sentence[:1].upper() + sentence[1:]


def _fenced(language: str, text: str) -> str:
    return f"```{language}\n{text}\n```\n"


def _needless(parts: Sequence[AskedPart]) -> Iterator[str]:
    """Yield the headings of sections that concern nothing which is asked."""
    items = any(part.items for part in parts)
    functions, keys = any(part.functions for part in parts), any(part.keys for part in parts)
    if not items:
        yield "## Writing `answers.tex`"
    elif "derivation" not in _commands(parts):
        yield "### Derivations"
    if not functions and not keys:
        yield "## Writing `solution.py`"
    elif not (functions and keys):
        yield "### Values" if functions else "### Functions"


def _without(text: str, heading: str) -> str:
    """Return a page without one of its sections, from its heading to the next one of its rank or above."""
    kept, leaving, fenced = [], False, False
    rank = heading.index(" ")
    for line in text.splitlines(keepends=True):
        fenced ^= line.startswith("```")
        if line.rstrip("\n") == heading:
            leaving = True
        elif leaving and not fenced and re.match(rf"#{{1,{rank}}} ", line):
            leaving = False
        if not leaving:
            kept.append(line)
    return "".join(kept)


def _commands(parts: Iterable[AskedPart]) -> frozenset[str]:
    items = [item for part in parts for item in part.items]
    declared = {"notation"} if any(conventions_of(item) for item in items) else set()
    return frozenset({command for item in items for command in item.commands} | declared)


def _rows(lines: Iterable[str], parts: Sequence[AskedPart]) -> Iterator[str]:
    """Yield the lines of the page; of its tables none that names only commands which no part takes."""
    used, conventions = _commands(parts), dict.fromkeys(_conventions(parts))
    for line in lines:
        named = frozenset(_COMMAND.findall(line)) if line.startswith("|") else frozenset()
        if line.startswith("|") and _CONVENTION in line:
            yield from conventions
            conventions = {}
        elif not named or named & used:
            yield line


def _conventions(parts: Iterable[AskedPart]) -> Iterator[str]:
    for part in parts:
        for item in part.items:
            for name, assumed, value in conventions_of(item):
                what = f"In {part.subquestion.id}, {name} is {assumed or 'as on the assignment'}."
                yield f"| {what} | `\\notation{{{name}}}{{{value}}}` |\n"


def _asked(assignment: Assignment, parts: Sequence[AskedPart]) -> Iterator[str]:
    yield "## What is asked\n"
    for question, of_question in by_question(parts):
        yield f"\n### {question.table.id}. {question.table.title} ({worth(question_points(question))})\n\n"
        for subquestion, asked in by_subquestion(of_question):
            yield f"* **{subquestion.id}** {subquestion.title} ({worth(subquestion.points)})\n"
            for part in asked:
                yield f"  * {' '.join(part.table.ask.split())}\n"
                yield f"    Answer: {', '.join(_ways(part, assignment))}\n"


def _ways(part: AskedPart, assignment: Assignment) -> Iterator[str]:
    for item in part.items:
        command = command_of(item)
        begun = f"begin{{{command}}}" if command in ("derivation", "justification") else command
        yield f"`\\{begun}{{{item.item}}}`" if command != "cells" else "`\\cells`"
    yield from (f'`ANSWERS["{way.key}"]`' for way in part.keys)
    yield from (f"`{signature(way, assignment)}`" for way in part.functions)
