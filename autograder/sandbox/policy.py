"""What an operator requires of the isolation, and what each system should reach."""

import sys
from dataclasses import dataclass
from pathlib import Path

from autograder.sandbox.isolation import Layer, Level


@dataclass(frozen=True, slots=True)
class Policy:
    """What is required.

    Parameters
    ----------
    minimum
        Least level of isolation under which a student's code is run at all.
    secrets
        Folders of references, which no student's process may read.
    masked
        Layers that are left out, for tests and measurements.
    """

    minimum: Level = Level.S0
    secrets: tuple[Path, ...] = ()
    masked: tuple[Layer, ...] = ()


ANY = Policy()
"""Nothing is required."""


def default_minimum() -> Level:
    """Return the level required where nobody names one: all of it on Linux, and what there is elsewhere."""
    return Level.S3 if sys.platform == "linux" else Level.S1
