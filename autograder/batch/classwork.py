"""Write pages, tables and marking sheets of the class, and take away those of an earlier run no longer meant."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from pathlib import Path, PurePosixPath

from autograder.batch.marking.filled import filled_cells
from autograder.batch.marking.items import in_marking_order
from autograder.batch.marking.sheets import marking_csv
from autograder.batch.room import remove
from autograder.domain.classroom import ClassRecord
from autograder.domain.marks import MarkingItem
from autograder.reporting import Look, write_outputs
from autograder.reporting.classroom import render_class
from autograder.reporting.marking import marking_sheets

MARKING = "marking"
SHEET = "marking.csv"
CLASS_FOLDERS = ("questions", "clusters", "pairs", "tables")


def write_class(out: Path, record: ClassRecord, look: Look) -> None:
    """Write everything that `render_class` makes, one file at a time."""
    written: defaultdict[str, set[str]] = defaultdict(set)
    for name, content in render_class(record, look):
        place = PurePosixPath(name)
        write_outputs(out / place.parent, {place.name: content}, force=True)
        written[place.parts[0]].add(place.name)
    for folder in CLASS_FOLDERS:
        keep_only(out / folder, written[folder])


def write_marking(out: Path, items: Sequence[MarkingItem], title: str, look: Look) -> None:
    """Write what awaits a human: one table, and a sheet a subquestion, one file at a time."""
    write_outputs(out, {SHEET: marking_csv(items, filled_cells(out / SHEET))}, force=True)
    written = set()
    for name, sheet in marking_sheets(in_marking_order(items), title, look):
        write_outputs(out / MARKING, {name: sheet}, force=True)
        written.add(name)
    keep_only(out / MARKING, written)


def keep_only(folder: Path, names: Collection[str]) -> None:
    """Remove from a folder of ours whatever is not named."""
    for path in folder.iterdir() if folder.is_dir() else ():
        if path.name not in names:
            remove(path)
