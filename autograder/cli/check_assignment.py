"""`autograde check-assignment FOLDER`: say whether an assignment is ready to be handed out."""

import tomllib
from pathlib import Path

import click

from autograder.assignment import Assignment, load_assignment, shipped_folder
from autograder.cli.exits import Exit
from autograder.domain.errors import UsageError
from autograder.domain.points import format_points
from autograder.grading import check_assignment as check
from autograder.sandbox import open_sandbox


@click.command(name="check-assignment", short_help="Say whether an assignment is ready.")
@click.argument("folder", type=click.Path(path_type=Path), required=False)
@click.option(
    "--template",
    type=click.Path(path_type=Path),
    help="Folder of the template that students start from [default: the shipped one, of the shipped assignment].",
)
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
    start = template or _shipped_template(assignment)
    report = (lambda _step: None) if quiet else lambda step: click.echo(f"checking: {step}")
    with open_sandbox() as sandbox:
        faults = check(assignment, start, sandbox, report)
    for fault in faults:
        click.echo(f"fault: {fault}", err=True)
    if faults:
        click.echo(f"{len(faults)} faults in {folder}; correct them before the assignment is handed out.", err=True)
        return Exit.FAULTS_FOUND
    if not quiet:
        click.echo(f"{assignment.table.title}: {format_points(assignment.total_points)} points, no fault found.")
    return Exit.DONE


def _shipped_template(assignment: Assignment) -> Path:
    """Return the shipped template, which is that of one assignment only.

    Raises
    ------
    UsageError
        If this is another assignment.
    """
    shipped = tomllib.loads((shipped_folder("reference") / "assignment.toml").read_text(encoding="utf-8"))
    if assignment.table.id != shipped["id"]:
        raise UsageError(
            f"the template that comes with autograde is of another assignment; give that of {assignment.folder} with "
            f"--template, or make one: autograde template FOLDER --assignment {assignment.folder}"
        )
    return shipped_folder("student_template")
