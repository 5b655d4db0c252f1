"""What the symbols of one question are and what they can be: its notation and its worlds."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from autograder.mathematics.notation import Notation
from autograder.mathematics.worlds import WorldFactory


@dataclass(frozen=True, slots=True)
class Meaning:
    """Notation and worlds of one question.

    Parameters
    ----------
    world
        ``world(rng, count, small=False)``: draws `count` concrete models at once.
    worlds
        Every function of `world.py` whose name starts with ``world``, by name: variants with other premises.
    """

    notation: Notation
    world: WorldFactory
    worlds: Mapping[str, WorldFactory] = field(default_factory=lambda: MappingProxyType({}))
