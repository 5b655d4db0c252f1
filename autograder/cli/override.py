"""`autograde override DIR STUDENT CRITERION POINTS --why …`: one decision changed, whatever stood there."""

from pathlib import Path

import click

from autograder.batch.deciding import change_points
from autograder.batch.marking import FilledRow, read_points
from autograder.cli.deciding import BY, decider, publish_again
from autograder.domain.points import format_points
from autograder.reporting.visible import visible


@click.command(short_help="Change one decision.")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.argument("student")
@click.argument("criterion")
@click.argument("points")
@click.option("--why", default="", help="The reason, which the student is shown.")
@BY
def override(folder: Path, student: str, criterion: str, points: str, why: str, by: str) -> None:
    """Change the points of one CRITERION, written like 4.1/A/matrix, of one STUDENT of the class in DIR.

    STUDENT is a folder of DIR/students, a student id or an address. What the machine found stays recorded; the
    decision is added to DIR/marks.jsonl, and the student's report says that a person changed the points, and why.
    """
    row = FilledRow(0, "", criterion, read_points(points), why.strip())
    mark = change_points(folder, student, row, decider(by))
    if mark is None:
        click.echo("that stands already; nothing changed")
        return
    click.echo(f"{visible(student)}, {mark.key}: {mark.was} became {format_points(mark.points)}")
    publish_again(folder)
