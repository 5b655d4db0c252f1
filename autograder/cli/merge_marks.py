"""`autograde merge-marks DIR SHEET...`: filled-in marking sheets come back."""

from pathlib import Path

import click

from autograder.batch.deciding import merge_sheet
from autograder.batch.marking import filled_cells
from autograder.cli.deciding import BY, decider, publish_again
from autograder.reporting.visible import visible


@click.command("merge-marks", short_help="Bring filled-in marking sheets back.")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.argument("sheets", metavar="SHEET...", nargs=-1, required=True, type=click.Path(path_type=Path))
@BY
def merge_marks(folder: Path, sheets: tuple[Path, ...], by: str) -> None:
    """Bring filled-in marking sheets back into the class in DIR, and make its pages and tables anew.

    A sheet with a row that does not fit is refused as a whole. Merging a sheet again changes nothing. Every decision
    is kept in DIR/marks.jsonl, with who, when and why.
    """
    who = decider(by)
    for sheet in sheets:
        merged = merge_sheet(folder, sheet, who)
        known = f"; {merged.known:,} were there already" if merged.known else ""
        click.echo(f"{visible(str(sheet))}: {len(merged.new):,} decisions kept{known}")
        without = sum(not points for points, _ in filled_cells(sheet).values())
        if without:
            click.echo(f"{without:,} rows of it have a reason and no points, and decide nothing yet", err=True)
    publish_again(folder)
