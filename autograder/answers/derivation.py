"""A chain of lines, kept as it was written; reading and judging it is the business of the rooms above."""

from dataclasses import dataclass
from typing import Literal

from autograder.answers.spec import Spec
from autograder.domain.handed import HandedLatex


class DerivationSpec(Spec):
    """A derivation; each of its criteria says in its rubric what a marker looks for."""

    kind: Literal["derivation"] = "derivation"


@dataclass(frozen=True, slots=True)
class DerivationAnswer:
    """The environment's text with its place."""

    written: HandedLatex


def read_lines(handed: HandedLatex, _spec: DerivationSpec) -> DerivationAnswer:
    """Keep a derivation."""
    return DerivationAnswer(handed)
