"""Options that several commands take, said once."""

import os
from pathlib import Path

import click

from autograder.domain.errors import UsageError
from autograder.domain.feedback import FeedbackLevel
from autograder.sandbox import Level

SECRET_VARIABLE = "AUTOGRADE_SECRET"  # noqa: S105 - the name of the variable, not a secret

ASSIGNMENT = click.option("--assignment", type=click.Path(path_type=Path), help="Folder of another assignment.")
SECRET_FILE = click.option(
    "--secret-file",
    type=click.Path(path_type=Path),
    help=f"Holds the secret of the random cases [default: ${SECRET_VARIABLE}].",
)
FEEDBACK = click.option(
    "--feedback",
    type=click.Choice([level.value for level in FeedbackLevel]),
    help="What the students' reports tell [default: what the assignment shows after its due date].",
)
ISOLATION = click.option(
    "--isolation",
    type=click.Choice([level.value for level in Level], case_sensitive=False),
    help="Least isolation of a student's code [default: the assignment's, else S3 on Linux and S1 elsewhere].",
)


def read_secret(path: Path | None) -> str:
    """Return the secret in a file, or else in the environment; empty if there is none."""
    if path is None:
        return os.environ.get(SECRET_VARIABLE, "").strip()
    try:
        secret = path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        raise UsageError(f"the secret file {path} cannot be read ({why}); name a file that holds a secret") from None
    if not secret:
        raise UsageError(f"the secret file {path} is empty; write any long random text into it, and keep it")
    return secret
