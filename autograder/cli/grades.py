"""`autograde grades DIR --format FORMAT`: the grades of a class as a gradebook takes them."""

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from autograder.batch.recorded import class_grades
from autograder.delivery.gradebooks import GRADEBOOKS, Filled, Wanted, read_table
from autograder.domain.errors import UsageError
from autograder.reporting.visible import visible

_MOST_NAMED = 10


@click.command(short_help="Write grades for a gradebook.")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--format", "name", type=click.Choice(sorted(GRADEBOOKS)), default="csv", help="[default: csv]")
@click.option("--export", type=click.Path(path_type=Path), help="The gradebook's own export, to be filled in.")
@click.option("--column", default="", help="Header of the column that takes the points [default: found by the title].")
@click.option("--with-unfinished", is_flag=True, help="Write grades of which points still await a human, too.")
@click.option("--out", type=click.Path(path_type=Path), help="File to write [default: standard output].")
@click.option("--force", is_flag=True, help="Overwrite a file that is already there.")
def grades(
    folder: Path,
    name: str,
    export: Path | None,
    column: str,
    with_unfinished: bool,
    out: Path | None,
    force: bool,
) -> None:
    """Write the grades of the class in DIR, as `autograde batch` and `merge-marks` left it, for a gradebook.

    Canvas takes its own export only (--export); Moodle its grading worksheet, or a file to import without one;
    gradescope writes the columns of its "Download Grades"; csv is a table of our own.
    """
    if out is not None and out.exists() and not force:
        raise UsageError(f"{out} is there already; add --force to replace it, or choose another --out")
    table = read_table(export) if export else None
    title, everybody = class_grades(folder)
    filled = GRADEBOOKS[name](everybody, Wanted(title, table, column, with_unfinished))
    _write(filled, out)
    click.echo(f"{filled.written} grades written" + (f" to {visible(str(out))}" if out else ""), err=True)
    _say(
        "left out, since points of theirs await a human or nothing could be read (--with-unfinished writes them)",
        filled.unfinished,
    )
    _say("have a grade and no row in the export", filled.unmatched)


def _write(filled: Filled, out: Path | None) -> None:
    if out is None:
        sys.stdout.buffer.write(filled.content)  # bytes: the gradebook's own line ends
        return
    try:
        out.write_bytes(filled.content)
    except OSError as error:
        raise UsageError(f"cannot write {out}: {error.strerror or error}") from None


def _say(what: str, names: Sequence[str]) -> None:
    if names:
        more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
        click.echo(f"{len(names)} {what}: {'; '.join(map(visible, names[:_MOST_NAMED]))}{more}", err=True)
