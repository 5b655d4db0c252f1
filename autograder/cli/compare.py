"""`autograde compare PAIRS.jsonl`: decide pairs of answers in bulk, one row out for each row in."""

import sys
from collections.abc import Iterator
from typing import TextIO

import click

from autograder.cli.exits import Exit
from autograder.mathematics.pairs import BadRow, Found, Judge, PairVerdict, read_row
from autograder.mathematics.pairs.rows import MAX_ROW_CHARACTERS


@click.command(short_help="Decide pairs of answers in bulk.")
@click.argument("pairs", type=click.File("r", encoding="utf-8", errors="replace", lazy=False))
def compare(pairs: TextIO) -> Exit:
    """Decide each pair in PAIRS, a file of JSON lines, or `-` for standard input.

    A row in has `student` and `reference`; and, where they are needed, `id`, `syntax` and `reference_syntax` (latex,
    which is the default, or text, in which 1e-3 is a thousandth), `symbols` and `options`. A row out has `id`,
    `verdict` (equal, different, undecided or invalid), `proved`, `witness`, `reason` and `cpu_ms`. Rows come out in
    order as soon as they are decided.

    `symbols` maps a name to what it is: its `shape` ([n] for a vector, [rows, columns] for a matrix, none for a
    number), its `domain` (real, positive, nonnegative, unit, complex, integer, "positive integer", boolean, or matrix,
    which is 3 by 3 where no shape is given) and `symmetric`. `options` maps what is asked to a value: `domain` (of all
    other names), `multiplicity`, `form` (expanded, factored, "lowest terms"), `tolerance` (a share, or {"absolute": a,
    "relative": r}), `significant_figures`, `decimal_places`, `up_to_constant`, `in_terms_of`, `must_mention` and
    `coordinates` (lists of names). For example:

    \b
    {"student": "x^\\\\top A x", "reference": "\\\\operatorname{tr}(A x x^\\\\top)",
     "symbols": {"A": {"shape": [3, 3], "symmetric": true}, "x": {"shape": [3]}},
     "options": {"in_terms_of": ["A", "x"]}}

    Exit codes: 0 every row was answered, 2 bad usage.
    """  # noqa: D301 (a backspace keeps the lines of the example apart)
    with Judge() as judge:
        for line in _lines(pairs):
            sys.stdout.write(_answer(judge, line) + "\n")
            sys.stdout.flush()
    return Exit.DONE


def _lines(pairs: TextIO) -> Iterator[str]:
    """Yield the lines that are not blank; of one that is far too long, its beginning."""
    while line := pairs.readline(MAX_ROW_CHARACTERS + 2):
        if len(line) > MAX_ROW_CHARACTERS:
            _skip_rest(pairs, line)
        if line.strip():
            yield line


def _skip_rest(pairs: TextIO, line: str) -> None:
    while line and not line.endswith("\n"):
        line = pairs.readline(MAX_ROW_CHARACTERS)


def _answer(judge: Judge, line: str) -> str:
    try:
        row = read_row(line)
    except BadRow as bad:
        return Found(PairVerdict.INVALID, reason=str(bad)).as_row(bad.id)
    return judge.compare(row).as_row(row.id)
