"""`solution.py`: a stub for every function, and a line, commented out, for every value of `ANSWERS`."""

import ast
import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence

from autograder.answers import ChoiceSpec, ExpressionSpec, MaskSpec, TextSpec
from autograder.assignment import Assignment
from autograder.delivery.template.asked import AskedPart, by_question, options_of, takes_several
from autograder.delivery.template.shapes import described, parameters
from autograder.grading.alternatives import Way
from autograder.reporting.plaintext import prose_text

_WIDTH = 116
_ABOVE_ANSWERS = re.compile(r"((?:^#.*\n)+)^ANSWERS = ", re.MULTILINE)


def solution(shipped: str, assignment: Assignment, parts: Sequence[AskedPart]) -> str:
    """Return the blank `solution.py` of an assignment; its introductions are those of `shipped`.

    Raises
    ------
    AssignmentError
        If the assignment's own code cannot draw its cases.
    """
    introduction = ast.get_docstring(ast.parse(shipped), clean=False) or ""
    above = _ABOVE_ANSWERS.search(shipped)
    lines = [f'"""{introduction}"""', "", "import numpy as np", "import sympy", ""]
    lines += [*([above[1].rstrip("\n")] if above else []), *_answers(parts)]
    for question, of_question in by_question(parts):
        stubs = _functions(of_question)
        if stubs:
            name = f" Question {question.table.id}"
            lines += ["", "", f"# {'-' * (90 - len(name))}{name}"]
        for asked in stubs.values():
            lines += ["", "", *_stub(asked, assignment)]
    return "\n".join(lines) + "\n"


def signature(way: Way, assignment: Assignment) -> str:
    """Return a function as it is called: ``project(v)``.

    Raises
    ------
    AssignmentError
        If the assignment's own code cannot draw its cases.
    """
    return f"{way.function}({', '.join(parameters(way, assignment))})"


def placeholder(way: Way) -> str:
    """Return what stands for a value of `ANSWERS` until there is one."""
    spec = way.table.answer
    if isinstance(spec, MaskSpec) or takes_several(way):
        return "[...]"
    return '"..."' if isinstance(spec, ChoiceSpec | TextSpec) else "..."


def _functions(parts: Sequence[AskedPart]) -> Mapping[str, Sequence[tuple[AskedPart, Way]]]:
    found: dict[str, list[tuple[AskedPart, Way]]] = {}
    for part in parts:
        for way in part.functions:
            found.setdefault(way.function, []).append((part, way))
    return found


def _answers(parts: Sequence[AskedPart]) -> Iterator[str]:
    keys = [(part, way) for part in parts for way in part.keys]
    if not keys:
        yield "ANSWERS = {}"
        return
    entries = [f'"{way.key}": {placeholder(way)},' for _, way in keys]
    column = max(map(len, entries)) + 3
    yield "ANSWERS = {"
    for entry, (part, way) in zip(entries, keys, strict=True):
        first, *rest = textwrap.wrap(_what(part, way), max(_WIDTH - column - 6, 40), break_long_words=False) or [""]
        yield f"    # {entry:<{column}}# {first}".rstrip()
        yield from (f"    # {'':<{column}}# {line}" for line in rest)
    yield "}"


def _what(part: AskedPart, way: Way) -> str:
    """Say in a few words what a value of `ANSWERS` is."""
    if options := ", ".join(options_of(way)):
        return f"all that apply, of: {options}" if takes_several(way) else options
    spec = way.table.answer
    if isinstance(spec, MaskSpec):
        return f"pixel labels, such as [11, 12], or a {spec.rows} x {spec.columns} grid of 0 and 1"
    title = _plain(part.share(way) or part.table.title)
    if isinstance(spec, ExpressionSpec):
        return f"{title}: SymPy" + (f", points ({', '.join(spec.coordinates)})" if spec.coordinates else "")
    return f"{title}: words"


def _stub(asked: Sequence[tuple[AskedPart, Way]], assignment: Assignment) -> Iterator[str]:
    way = asked[0][1]
    found = described(way, assignment)
    yield f"def {way.function}({', '.join(found.parameters)}):"
    yield '    """Answer ' + _listed([part.subquestion.id for part, _ in asked]) + "."
    for part, one in asked:
        text = _plain(part.table.ask)
        yield ""
        yield from _wrapped(text if len(asked) == 1 else f"{part.subquestion.id}: {text}")
        if share := part.share(one):
            yield from ("", *_wrapped(f"This function: {_plain(share)}."))
    if any(one.table.up_to_constant for _, one in asked):
        yield from ("", *_wrapped("What is returned may be off by a constant."))
    if found.parameters:
        yield from ("", "    Parameters", "    ----------")
        yield from (f"    {name} : {kind}" for name, kind in found.parameters.items())
    yield from ("", "    Returns", "    -------", f"    {found.returns}", '    """', "    return None")


def _listed(names: Sequence[str]) -> str:
    *others, last = dict.fromkeys(names)
    return f"{', '.join(others)} and {last}" if others else last


def _wrapped(text: str) -> list[str]:
    return [f"    {line}" for line in textwrap.wrap(text, _WIDTH - 4, break_long_words=False, break_on_hyphens=False)]


def _plain(text: str) -> str:
    """Return a sentence for a docstring: its formulas as text, and nothing that Python would take for its own."""
    return " ".join(prose_text(text).replace("`", "").split()).replace("\\", "\\\\").replace('"""', "'''")
