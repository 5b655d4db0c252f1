"""Equal pieces of a class's records held once: of a thousand students, most earned the same in the same part."""

from dataclasses import replace
from typing import TypeVar

from autograder.domain.classroom import PartSummary, StudentRow, Summary
from autograder.domain.marks import MarkingItem
from autograder.domain.mistakes import Mistake

_Piece = TypeVar("_Piece")


class Sharing:
    """Gives back equal records made of pieces that are shared with all before."""

    def __init__(self) -> None:
        self._kept: dict[object, object] = {}

    def summary(self, summary: Summary) -> Summary:
        """Return an equal summary in which whatever was seen before is the very object seen before."""
        return replace(
            summary,
            assignment_version=self.one(summary.assignment_version),
            engine_version=self.one(summary.engine_version),
            isolation=self.one(summary.isolation),
            tally=self.one(summary.tally),
            parts=tuple(self._part(part) for part in summary.parts),
            concerns=tuple(self.one(concern) for concern in summary.concerns),
            alerts=tuple(self.one(alert) for alert in summary.alerts),
        )

    def row(self, row: StudentRow) -> StudentRow:
        """Return an equal line of the roster, its tallies shared."""
        return replace(row, subquestions=tuple(map(self.one, row.subquestions)))

    def item(self, item: MarkingItem) -> MarkingItem:
        """Return an equal item of a marking sheet: of everybody's for one criterion, all but the answer is the same."""
        return replace(
            item,
            key=self.one(item.key),
            subquestion_title=self.one(item.subquestion_title),
            part_title=self.one(item.part_title),
            criterion_title=self.one(item.criterion_title),
            points=self.one(item.points),
            state=self.one(item.state),
            looked_for=self.one(item.looked_for),
            evidence=self.one(item.evidence),
        )

    def one(self, piece: _Piece) -> _Piece:
        """Return the first piece that was equal to this one."""
        # of one type: 1 == True == Fraction(1)
        return self._kept.setdefault((type(piece), piece), piece)  # type: ignore[return-value]

    def _part(self, part: PartSummary) -> PartSummary:
        made = replace(
            part,
            subquestion=self.one(part.subquestion),
            id=self.one(part.id),
            tally=self.one(part.tally),
            criteria=tuple(self.one(replace(one, tally=self.one(one.tally))) for one in part.criteria),
            mistake=None if part.mistake is None else self._mistake(part.mistake),
        )
        return self.one(made)

    def _mistake(self, mistake: Mistake) -> Mistake:
        return replace(mistake, said=self.one(mistake.said), mask=self.one(mistake.mask))
