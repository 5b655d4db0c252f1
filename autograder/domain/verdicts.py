"""The four things that can be known about a criterion; only `Judged` is ever a number.

Match them exhaustively::

    match verdict:
        case Judged(): ...
        case Pending(): ...
        case Undecided(): ...
        case Ungraded(): ...
        case _: assert_never(verdict)
"""

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from autograder.domain.evidence import Evidence
from autograder.domain.faults import Fault


@dataclass(frozen=True, slots=True)
class Judged:
    """Decided by the machine.

    Parameters
    ----------
    credit
        Share of the criterion's points, from 0 to 1, exact.
    fault
        The student's mistake that kept the answer from being compared at all, if there was one.
    slip
        Identifier of the known slip that the answer shows, if it shows one.
    """

    credit: Fraction
    evidence: tuple[Evidence, ...] = ()
    fault: Fault | None = None
    slip: str | None = None
    kind: Literal["judged"] = "judged"

    def __post_init__(self) -> None:
        if not 0 <= self.credit <= 1:
            raise ValueError(f"credit is a share from 0 to 1, not {self.credit}")


@dataclass(frozen=True, slots=True)
class Pending:
    """Handed in, and awaits a human marker who reads it beside the rubric."""

    rubric: str
    evidence: tuple[Evidence, ...] = ()
    kind: Literal["pending"] = "pending"


@dataclass(frozen=True, slots=True)
class Undecided:
    """The machine compared and could not tell; a human decides."""

    reason: str
    evidence: tuple[Evidence, ...] = ()
    kind: Literal["undecided"] = "undecided"


@dataclass(frozen=True, slots=True)
class Ungraded:
    """The engine or the reference failed; the student is not charged for it."""

    failure: str
    evidence: tuple[Evidence, ...] = ()
    kind: Literal["ungraded"] = "ungraded"


Verdict = Judged | Pending | Undecided | Ungraded
