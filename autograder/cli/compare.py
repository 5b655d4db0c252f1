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

    Exit codes: 0 every row was answered, 2 bad usage.
    """
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
