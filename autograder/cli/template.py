"""`autograde template DIR`: write out what a student starts from."""

import shutil
from pathlib import Path

import click

from autograder.assignment import shipped_folder
from autograder.domain.errors import UsageError

_LEFT_BEHIND = shutil.ignore_patterns("__pycache__", "*.pyc")


@click.command(short_help="Write out what students start from.")
@click.argument("folder", type=click.Path(path_type=Path))
def template(folder: Path) -> None:
    """Write the template of the assignment to FOLDER: answers.tex, solution.py, autograde.sty and a README."""
    source = shipped_folder("student_template")
    existing = [path.name for path in sorted(source.iterdir()) if (folder / path.name).exists()]
    if existing:
        raise UsageError(f"{folder / existing[0]} is already there; choose an empty folder, so that nothing is lost")
    try:
        shutil.copytree(source, folder, dirs_exist_ok=True, ignore=_LEFT_BEHIND)
    except (OSError, shutil.Error) as error:
        why = error.strerror if isinstance(error, OSError) and error.strerror else error
        raise UsageError(f"the template cannot be written to {folder}: {why}; choose another folder") from None
    click.echo(f"The template is in {folder}. Fill in answers.tex, or solution.py, or both; README.md says how.")
    click.echo(f"To see how it is read and graded: autograde {folder}")
