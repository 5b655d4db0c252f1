"""What the commands share by which a human decides: who it is, and making everything visible anew."""

import os
from datetime import UTC, datetime
from pathlib import Path

import click

from autograder.batch.local import usable_cores
from autograder.batch.marking import Decider
from autograder.batch.publishing import publish
from autograder.domain.errors import UsageError

BY = click.option("--by", default="", help="Who decides [default: $USER].")


def decider(by: str) -> Decider:
    """Return who decides, now.

    Raises
    ------
    UsageError
        If nobody is named.
    """
    name = by.strip() or os.environ.get("USER", "")
    if not name:
        raise UsageError("nobody is named as the one who decides; add --by NAME")
    return Decider(name, datetime.now(UTC).isoformat(timespec="seconds"))


def publish_again(folder: Path) -> None:
    """Make the pages and tables of a class anew."""
    published = publish(folder, usable_cores(), lambda _: None)
    click.echo(f"pages and tables made anew; {published.need_human:,} still need a human")
