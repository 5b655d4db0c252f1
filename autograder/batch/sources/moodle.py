"""A download from Moodle: ``Name_123456_assignsubmission_file_/…``, one folder a student."""

import re
from collections.abc import Mapping

from autograder.batch.sources.plain import whole_folder
from autograder.batch.sources.records import HandedIn, Person
from autograder.batch.sources.shelves import Shelf

_FOLDER = re.compile(r"(?P<name>.*)_(?P<number>\d+)_assignsubmission_(?P<kind>[a-z]+)_?")


def read_moodle(shelf: Shelf) -> tuple[HandedIn, ...] | None:
    """Return the submissions of a Moodle download, or None if this is none.

    Files count; text typed into the page is taken only where there are none.
    """
    folders = {folder: _FOLDER.fullmatch(folder) for name in shelf.names if (folder := name.split("/", 1)[0]) != name}
    found = {folder: match for folder, match in folders.items() if match is not None}
    if not found:
        return None
    by_number: dict[str, dict[str, str]] = {}
    for folder, match in found.items():
        by_number.setdefault(match["number"], {})[match["kind"]] = folder
    return tuple(_handed_in(shelf, number, kinds, found) for number, kinds in by_number.items())


def _handed_in(shelf: Shelf, number: str, kinds: Mapping[str, str], matches: Mapping[str, re.Match[str]]) -> HandedIn:
    chosen = kinds.get("file") or next(iter(kinds.values()))
    folder, files = whole_folder(shelf, chosen)
    person = Person(name=matches[chosen]["name"].strip(), handle=number)
    return HandedIn(chosen, (person,), folder, files, submission_id=number)
