"""What the symbols of one question are and what they can be: its notation and its worlds."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from autograder.mathematics.notation import Notation


@dataclass(frozen=True, slots=True)
class Meaning:
    """Notation, and a function ``world(rng, count)`` that draws `count` concrete models at once."""

    notation: Notation
    world: Callable[..., Any]
