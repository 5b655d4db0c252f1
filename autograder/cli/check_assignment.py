"""`autograde check-assignment FOLDER`: say whether an assignment is ready to be handed out."""

from pathlib import Path

import click

from autograder.assignment import load_assignment, shipped_folder
from autograder.cli.exits import Exit
from autograder.domain.errors import UsageError
from autograder.domain.points import format_points
from autograder.grading import check_assignment as check
from autograder.sandbox import open_sandbox


@click.command(name="check-assignment", short_help="Say whether an assignment is ready.")
@click.argument("folder", type=click.Path(path_type=Path), required=False)
@click.option("--template", type=click.Path(path_type=Path), help="Folder of the template that students start from.")
@click.option("--quiet", is_flag=True, help="Print faults only.")
def check_assignment(folder: Path | None, template: Path | None, quiet: bool) -> int:
    """Check the assignment in FOLDER [default: the one that comes with autograde].

    Its files must agree, its reference earn everything, its empty template nothing, every exemplar its expected
    verdicts; every criterion must be earned by one exemplar and lost by another. Exit code 1 if a fault is found.
    """
    folder = folder or shipped_folder("reference")
    if not folder.is_dir():
        raise UsageError(f"{folder} is not a folder")
    assignment = load_assignment(folder)
    report = (lambda _step: None) if quiet else lambda step: click.echo(f"checking: {step}")
    with open_sandbox() as sandbox:
        faults = check(assignment, template or shipped_folder("student_template"), sandbox, report)
    for fault in faults:
        click.echo(f"fault: {fault}", err=True)
    if faults:
        click.echo(f"{len(faults)} faults in {folder}; correct them before the assignment is handed out.", err=True)
        return Exit.FAULTS_FOUND
    if not quiet:
        click.echo(f"{assignment.table.title}: {format_points(assignment.total_points)} points, no fault found.")
    return Exit.DONE
