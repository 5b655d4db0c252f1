"""`answers.tex`: one block a subquestion, one command a part, what is asked as a comment above it."""

import textwrap
from collections.abc import Iterator, Sequence

from autograder.answers import ANSWER_KINDS, MaskSpec
from autograder.delivery.template.asked import (
    AskedPart,
    by_question,
    by_subquestion,
    conventions_of,
    options_of,
    takes_several,
)
from autograder.delivery.template.latex import latex_option, latex_text
from autograder.grading.alternatives import Way

_BEGIN, _END = "\\begin{document}\n", "\\end{document}\n"
_WIDTH = 112
_ENVIRONMENTS = frozenset({"derivation", "justification"})


def answers(shipped: str, parts: Sequence[AskedPart]) -> str:
    """Return the blank `answers.tex` of an assignment; what stands around its blocks is that of `shipped`."""
    head = shipped[: shipped.index(_BEGIN) + len(_BEGIN)]
    return "\n".join((head.rstrip("\n"), "", *_blocks(parts), _END))


def block(subquestion: str, parts: Sequence[AskedPart], filled: str = "", comments: bool = True) -> Iterator[str]:
    """Yield the lines of one subquestion's block, each of its answers blank, or `filled`."""
    yield f"\\begin{{answer}}{{{subquestion}}}"
    for part in parts:
        if comments:
            yield from _comment(part.table.ask)
        if comments and not part.items:
            functions = ", ".join(rf"\texttt{{{latex_text(way.function)}()}}" for way in part.functions)
            yield rf"  In \texttt{{solution.py}}: {functions}."
        for item in part.items:
            if comments:
                yield from _comments(part, item)
            yield from _command(item, filled)
    yield "\\end{answer}"


def command_of(way: Way) -> str:
    """Return the command in which an item is written: ``final``, ``derivation``."""
    return next(iter(ANSWER_KINDS[way.kind].read_latex))


def _blocks(parts: Sequence[AskedPart]) -> Iterator[str]:
    for question, of_question in by_question(parts):
        name = f" Question {question.table.id}"
        yield f"% {'-' * (90 - len(name))}{name}"
        for subquestion, asked in by_subquestion(of_question):
            yield from block(subquestion.id, asked)
            yield ""


def _command(item: Way, filled: str) -> Iterator[str]:
    command = command_of(item)
    if command in _ENVIRONMENTS:
        yield f"  \\begin{{{command}}}{{{item.item}}}"
        if filled:
            yield f"    {filled}"
        yield f"  \\end{{{command}}}"
    elif command == "cells":
        yield f"  \\cells{'' if item.item == 'field' else f'[{item.item}]'}{{{filled}}}"
    else:
        yield f"  \\{command}{{{item.item}}}{{{filled}}}"


def _comments(part: AskedPart, item: Way) -> Iterator[str]:
    if share := part.share(item):
        yield from _comment(f"{item.item}: {share}.")
    if options := ", ".join(map(latex_option, options_of(item))):
        several = "All that apply, separated by commas, out of" if takes_several(item) else "One of"
        yield from _comment(f"{several}: {options}")
    if isinstance(spec := item.table.answer, MaskSpec):
        size = f"{spec.rows} rows of {spec.columns}, 0 and 1"
        yield from _comment(f"\\cells{{11,12,...}}, or \\grid{{1 1 0 ... \\\\ ...}} with {size}.")
    for name, assumed, value in conventions_of(item):
        known = f"{name} is taken as {assumed}" if assumed else f"the convention {name} may be declared"
        yield from _comment(f"{known}; for another, write \\notation{{{name}}}{{{value}}} here.")


def _comment(text: str) -> list[str]:
    lines = textwrap.wrap(" ".join(text.split()), _WIDTH, break_long_words=False, break_on_hyphens=False)
    return [f"  % {line}" for line in lines]
