"""Find the submissions in whatever the staff has: a folder, a zip, or an export of a learning platform."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from autograder.batch.sources.canvas import read_canvas
from autograder.batch.sources.gradescope import METADATA, read_gradescope
from autograder.batch.sources.moodle import read_moodle
from autograder.batch.sources.plain import ANSWERS, left_alone, read_plain, suffix
from autograder.batch.sources.records import Found, HandedIn, Person
from autograder.batch.sources.shelves import ArchiveShelf, FolderShelf, Shelf, Under
from autograder.batch.sources.staging import stage
from autograder.domain.errors import UsageError

__all__ = ["Found", "HandedIn", "Person", "Shelf", "found_in", "open_shelf", "stage"]

_EXPORTS = (read_gradescope, read_moodle, read_canvas)


@contextmanager
def open_shelf(source: Path) -> Iterator[Shelf]:
    """Yield what lies in a folder or in a zip file, below the one folder that may hold it all.

    Raises
    ------
    UsageError
        If it is neither, or cannot be read.
    """
    if source.is_dir():
        yield _lifted(FolderShelf(source))
        return
    if suffix(source.name) in ANSWERS:
        raise UsageError(f"{source} is one submission; grade it with `autograde {source}`")
    archive = ArchiveShelf(source)
    try:
        yield _lifted(archive)
    finally:
        archive.close()


def found_in(shelf: Shelf, source: Path) -> Found:
    """Return the submissions on a shelf.

    Raises
    ------
    UsageError
        If there are none, or `source` is itself a submission, or two are of the same name.
    """
    export = next((found for read in _EXPORTS if (found := read(shelf)) is not None), None)
    if export is None and any("/" not in name and suffix(name) in ANSWERS for name in shelf.names):
        _refuse_single(shelf, source)
    found = export if export is not None else read_plain(shelf)
    if not found:
        raise UsageError(
            f"no submissions were found in {source}: it should hold a zip, a folder or a file for each student, or be"
            " a download from Gradescope, Moodle or Canvas"
        )
    labels: dict[str, HandedIn] = {}
    for handed in found:
        if handed.label in labels:
            raise UsageError(f'two submissions in {source} are named "{handed.label}"; rename one, or take it away')
        labels[handed.label] = handed
    ordered = tuple(labels[label] for label in sorted(labels))
    return Found(ordered, tuple(name for name in left_alone(shelf, ordered) if name != METADATA))


def _refuse_single(shelf: Shelf, source: Path) -> None:
    tops = {name.lower() for name in shelf.names if "/" not in name}
    if tops & {"answers.tex", "solution.py"}:
        raise UsageError(f"{source} is one submission; grade it with `autograde {source}`")


def _lifted(shelf: Shelf) -> Shelf:
    """Return what lies below the only folder at the top, where that is no submission itself."""
    tops = {name.split("/", 1)[0] for name in shelf.names}
    if len(tops) != 1 or read_moodle(shelf) is not None:
        return shelf
    below = Under(shelf, tops.pop())
    if METADATA in below.names:
        return below
    direct = {suffix(name) for name in below.names if "/" not in name}
    is_container = bool(direct & {".zip"} or any(name.endswith("/") for name in below.names))
    # on disk the staff can name the folder they mean
    return below if shelf.top is None and is_container and not direct & ANSWERS else shelf
