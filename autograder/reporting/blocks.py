"""Evidence arranged for a page: each thing once, the calls of a function gathered into one table."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from autograder.domain.evidence import (
    CaseOutcome,
    CaseResult,
    Derivation,
    DerivationLine,
    Evidence,
    LineMark,
    Trajectory,
)
from autograder.reporting.shortening import Detail, Rows, select
from autograder.reporting.trajectories import lay_out

_QUIET_MARKS = frozenset({LineMark.READ, LineMark.GIVEN, LineMark.HOLDS, LineMark.REMARK})


@dataclass(frozen=True, slots=True)
class CaseTable:
    """The calls of one function: those that went wrong as rows, the right ones by name."""

    rows: Rows[CaseResult]
    right: Rows[str]
    total: int

    @property
    def right_count(self) -> int:
        """Calls that went right, shown or not."""
        return len(self.right.shown) + self.right.left_out


@dataclass(frozen=True, slots=True)
class Block:
    """One thing to show: the macro of ``macros/evidence.j2`` that shows it, and what it is given."""

    macro: str
    item: object


def arrange(evidence: Iterable[Evidence], detail: Detail) -> tuple[Block, ...]:
    """Return the blocks that show `evidence`, in its order; runs of cases become one table."""
    blocks: list[Block] = []
    for is_case, run in groupby(evidence, key=lambda item: isinstance(item, CaseResult)):
        if is_case:
            blocks.append(Block("cases", _case_table([item for item in run if isinstance(item, CaseResult)], detail)))
        else:
            blocks.extend(_block(item, detail) for item in run)
    kept = select(blocks, detail.rows)
    return (*kept.shown, Block("more", kept.left_out)) if kept.left_out else kept.shown


def unseen(evidence: Iterable[Evidence], seen: set[Evidence]) -> Iterator[Evidence]:
    """Yield what is not in `seen` yet, and put it there."""
    for item in evidence:
        if item not in seen:
            seen.add(item)
            yield item


def _block(item: Evidence, detail: Detail) -> Block:
    if isinstance(item, Derivation):
        return Block(item.kind, select(_explained(item.lines), detail.rows, _is_weighty))
    if isinstance(item, Trajectory):
        return Block(item.kind, lay_out(item))
    return Block(item.kind, item)


def _explained(lines: Iterable[DerivationLine]) -> Iterator[DerivationLine]:
    """Yield the lines, later broken ones without their small values where words say what is wrong with them."""
    shown = False
    for line in lines:
        yield replace(line, witness=None) if shown and line.remark else line
        shown = shown or line.witness is not None


def _is_weighty(line: DerivationLine) -> bool:
    return line.mark not in _QUIET_MARKS


def _case_table(cases: list[CaseResult], detail: Detail) -> CaseTable:
    rows = select((case for case in cases if case.outcome is not CaseOutcome.RIGHT), detail.rows)
    right = select((case.name for case in cases if case.outcome is CaseOutcome.RIGHT), detail.rows)
    return CaseTable(rows, right, len(cases))
