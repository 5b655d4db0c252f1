"""How strongly a process is held: the layers that are live, and the level they add up to."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Layer(StrEnum):
    """One thing that is done to a process before it loads a student's code, in the order of application."""

    NAMESPACES = "own namespaces"
    SESSION = "own session"
    NO_NEW_PRIVILEGES = "no new privileges"
    LANDLOCK = "Landlock"
    OWN_USER = "own user"
    NO_CAPABILITIES = "no capabilities"
    TIED = "ends with its parent"
    REFERENCES = "references out of reach"
    LIMITS = "limits"
    SECCOMP = "seccomp"


_WALLS = frozenset({Layer.NAMESPACES, Layer.LANDLOCK, Layer.OWN_USER})
"""Each keeps a process from the files of others."""


class Level(StrEnum):
    """Strength of the whole, from none to all; the names sort in that order."""

    S0 = "S0"
    """A process of its own, nothing more."""
    S1 = "S1"
    """With limits."""
    S2 = "S2"
    """With limits and seccomp."""
    S3 = "S3"
    """With limits, seccomp, a wall (Landlock, a user or namespaces of its own), and references tried and not read."""


@dataclass(frozen=True, slots=True)
class Isolation:
    """What was found live.

    Parameters
    ----------
    missing
        Layer to the reason why it is not live; every other layer is.
    """

    missing: Mapping[Layer, str]

    @property
    def live(self) -> tuple[Layer, ...]:
        """The layers in force, in order."""
        return tuple(layer for layer in Layer if layer not in self.missing)

    @property
    def level(self) -> Level:
        """The level that the live layers reach."""
        live = set(self.live)
        if Layer.LIMITS not in live:
            return Level.S0
        if Layer.SECCOMP not in live:
            return Level.S1
        return Level.S3 if live & _WALLS and Layer.REFERENCES in live else Level.S2

    def __str__(self) -> str:
        return f"{self.level}: {', '.join(self.live) or 'a process of its own'}"
