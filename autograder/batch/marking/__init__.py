"""What a human decides: sheets of what awaits one, filled in and brought back, every decision kept."""

from autograder.batch.marking.filled import FilledRow, filled_cells, read_filled, read_points
from autograder.batch.marking.items import answer_id, awaiting_items
from autograder.batch.marking.merging import Decider, Markable, Merged, markable, merge_marks, override
from autograder.batch.marking.sheets import marking_csv
from autograder.batch.marking.store import MARKS_FILE, MarksByParticipant, append_marks, read_marks

__all__ = [
    "MARKS_FILE",
    "Decider",
    "FilledRow",
    "Markable",
    "MarksByParticipant",
    "Merged",
    "answer_id",
    "append_marks",
    "awaiting_items",
    "filled_cells",
    "markable",
    "marking_csv",
    "merge_marks",
    "override",
    "read_filled",
    "read_marks",
    "read_points",
]
