"""A download from Canvas: ``lastnamefirst_LATE_12345_67890_solution-1.zip``, all files in one heap."""

import re
from collections.abc import Sequence

from autograder.batch.sources.plain import ANSWERS, is_submission, suffix
from autograder.batch.sources.records import HandedIn, Person
from autograder.batch.sources.shelves import Shelf

_FILE = re.compile(r"(?P<who>.+?)(?P<late>_LATE)?_(?P<user>\d+)_(?P<upload>\d+)_(?P<name>.+)", re.DOTALL)
# a file of the same name handed in again gets a number
_AGAIN = re.compile(r"(answers|solution)-\d+(\.tex|\.py)")


def read_canvas(shelf: Shelf) -> tuple[HandedIn, ...] | None:
    """Return the submissions of a Canvas download, or None if this is none.

    Files of one user belong together; a file that is no submission, such as the staff's roster, may lie beside them.
    Nothing but the name in small letters and Canvas's own number of the user is
    known; a roster with the column ``ID`` tells the rest.
    """
    matches = [(name, _FILE.fullmatch(name)) for name in shelf.names if "/" not in name]
    found = [(name, match) for name, match in matches if match is not None]
    if not found or any(match is None and is_submission(name) for name, match in matches):
        return None
    by_user: dict[str, list[tuple[str, re.Match[str]]]] = {}
    for name, match in found:
        by_user.setdefault(match["user"], []).append((name, match))
    return tuple(_handed_in(user, files) for user, files in by_user.items())


def _handed_in(user: str, files: Sequence[tuple[str, re.Match[str]]]) -> HandedIn:
    who = files[0][1]["who"]
    archives = [(name, match) for name, match in files if suffix(name) == ".zip"]
    if len(archives) == 1 and not any(suffix(name) in ANSWERS for name, _ in files):
        files = archives
    # the latest upload of a name counts
    latest = sorted(files, key=lambda file: int(file[1]["upload"]))
    return HandedIn(
        label=f"{who}_{user}",
        people=(Person(name=who, handle=user),),
        files={_AGAIN.sub(r"\1\2", match["name"]): name for name, match in latest},
        submission_id=max((match["upload"] for _, match in files), key=int),
        marked_late=any(match["late"] for _, match in files),
    )
