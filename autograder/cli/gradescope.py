"""`autograde gradescope build`: the autograder.zip that is uploaded to Gradescope."""

import os
import secrets
import tempfile
from pathlib import Path

import click

from autograder.assignment import load_assignment, shipped_folder
from autograder.cli.options import ASSIGNMENT, read_secret
from autograder.domain.errors import UsageError
from autograder.domain.points import format_points

_SECRET_SUFFIX = ".secret"  # noqa: S105 - of a file's name
_SECRET_BYTES = 32


@click.group()
def gradescope() -> None:
    """Take an assignment to Gradescope."""


@gradescope.command(short_help="Build autograder.zip.")
@ASSIGNMENT
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path),
    default=Path("autograder.zip"),
    show_default=True,
    help="Where the zip is written.",
)
@click.option(
    "--secret-file",
    type=click.Path(path_type=Path),
    help="Holds the secret of the random cases [default: beside the zip, made if it is not there].",
)
@click.option("--force", is_flag=True, help="Overwrite a zip that is already there.")
def build(assignment: Path | None, out: Path, secret_file: Path | None, force: bool) -> None:
    """Build autograder.zip, ready to be uploaded as the autograder of a programming assignment.

    The same installation, assignment and secret give the same zip. Keep the secret: with it, and with nothing else,
    a submission can be graded anew on the same random cases.
    """
    from autograder.delivery.gradescope.package import build_package  # other commands need not load it

    if assignment is not None and not assignment.is_dir():
        raise UsageError(f"the assignment {assignment} is not a folder")
    if out.is_dir() or not out.parent.is_dir():
        raise UsageError(f"{out} cannot be written; name a file in a folder that is there")
    if out.exists() and not force:
        raise UsageError(f"{out} is already there; --force overwrites it")
    loaded = load_assignment(assignment or shipped_folder("reference"))
    place = secret_file or out.with_suffix(_SECRET_SUFFIX)
    made = secret_file is None and not place.exists()
    secret = _make_secret(place) if made else read_secret(place)
    content = build_package(loaded, secret)
    _write(out, content)
    click.echo(
        f"{out}: {loaded.table.title}, {format_points(loaded.total_points)} points, {len(content) / 1024**2:.1f} MB."
    )
    click.echo(f"The secret of its random cases is {'new, in' if made else 'that of'} {place}; keep it to yourself.")
    click.echo("Both hold what students must not see. Upload the zip as the autograder of a programming assignment.")


def _make_secret(place: Path) -> str:
    secret = secrets.token_hex(_SECRET_BYTES)
    try:
        with os.fdopen(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
            file.write(f"{secret}\n")
    except OSError as error:
        raise UsageError(f"the secret cannot be written to {place}: {error.strerror}") from None
    return secret


def _write(out: Path, content: bytes) -> None:
    """Write the zip for its owner alone: the references and the secret are in it."""
    try:
        handle, name = tempfile.mkstemp(dir=out.parent, prefix=f".{out.name}.")
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).replace(out)
    except OSError as error:
        raise UsageError(f"{out} cannot be written: {error.strerror}") from None
