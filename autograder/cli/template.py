"""`autograde template FOLDER`: write out what a student starts from."""

import shutil
from pathlib import Path

import click

from autograder.assignment import load_assignment, shipped_folder
from autograder.cli.options import ASSIGNMENT
from autograder.domain.errors import UsageError

_LEFT_BEHIND = shutil.ignore_patterns("__pycache__", "*.pyc")


@click.command(short_help="Write out what students start from.")
@click.argument("folder", type=click.Path(path_type=Path))
@ASSIGNMENT
def template(folder: Path, assignment: Path | None) -> None:
    """Write a template to FOLDER: answers.tex, solution.py, autograde.sty and a README.

    It is that of the assignment that comes with autograde, or made from the tables of another one.
    """
    source = shipped_folder("student_template")
    existing = [path.name for path in sorted(source.iterdir()) if (folder / path.name).exists()]
    if existing:
        raise UsageError(f"{folder / existing[0]} is already there; choose an empty folder, so that nothing is lost")
    made = None if assignment is None else _made(assignment, source)
    try:
        if made is None:
            shutil.copytree(source, folder, dirs_exist_ok=True, ignore=_LEFT_BEHIND)
        else:
            folder.mkdir(parents=True, exist_ok=True)
            for name, text in made.items():
                (folder / name).write_text(text, encoding="utf-8", newline="\n")
    except (OSError, shutil.Error) as error:
        why = error.strerror if isinstance(error, OSError) and error.strerror else error
        raise UsageError(f"the template cannot be written to {folder}: {why}; choose another folder") from None
    if assignment is not None:
        click.echo(f"The template of {assignment} is in {folder}. Read it, and change what you would say otherwise;")
        click.echo(f"then: autograde check-assignment {assignment} --template {folder}")
        return
    click.echo(f"The template is in {folder}. Fill in answers.tex, or solution.py, or both; README.md says how.")
    click.echo(f"To see how it is read and graded: autograde {folder}")


def _made(assignment: Path, source: Path) -> dict[str, str]:
    from autograder.delivery.template import template_files  # with half of the engine, which a copy does not need

    return dict(template_files(load_assignment(assignment), source))
