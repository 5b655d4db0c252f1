"""What is found about one pair, and the row that says so."""

import json
from dataclasses import dataclass
from enum import StrEnum

from autograder.domain.evidence import Witness
from autograder.mathematics.pairs.rows import Identifier

CPU_DIGITS = 3


class PairVerdict(StrEnum):
    """The four answers about a pair."""

    EQUAL = "equal"
    DIFFERENT = "different"
    UNDECIDED = "undecided"
    """The engine cannot tell, or ran out of time or memory: for a human."""
    INVALID = "invalid"
    """The row is no pair, or one of its sides cannot be read."""


@dataclass(frozen=True, slots=True)
class Found:
    """A verdict with its grounds.

    Parameters
    ----------
    proved
        True if exact arithmetic or structure proves it, False if it rests on many points tried.
    witness
        Values under which the two sides differ, where they do.
    reason
        One sentence where the verdict alone does not say enough.
    cpu_ms
        Processor time of the decision, in milliseconds.
    """

    verdict: PairVerdict
    proved: bool = False
    witness: Witness | None = None
    reason: str = ""
    cpu_ms: float = 0.0

    def as_row(self, identifier: Identifier) -> str:
        """Return one line of JSON, without the line's end."""
        row = {
            "id": identifier,
            "verdict": self.verdict.value,
            "proved": self.proved,
            "witness": _witness_table(self.witness),
            "reason": self.reason,
            "cpu_ms": round(self.cpu_ms, CPU_DIGITS),
        }
        return json.dumps(row)


def _witness_table(witness: Witness | None) -> dict[str, object] | None:
    if witness is None:
        return None
    return {"at": dict(witness.bindings), "student": witness.left_value, "reference": witness.right_value}
