"""A folder of submissions as people put it together: one zip, folder or file a student, named after the student."""

from collections.abc import Iterable
from pathlib import PurePosixPath

from autograder.batch.sources.records import HandedIn
from autograder.batch.sources.shelves import Shelf

ANSWERS = frozenset({".tex", ".py"})
# what is no zip is graded all the same: its author reads why it could not be opened
_SUBMISSIONS = ANSWERS | {".zip", ".rar", ".7z", ".tar", ".gz", ".tgz", ".bz2", ".xz"}


def read_plain(shelf: Shelf) -> tuple[HandedIn, ...]:
    """Take each folder and each submission file at the top for one student's."""
    return tuple(_handed_in(shelf, name) for name in shelf.names if is_submission(name))


def left_alone(shelf: Shelf, taken: Iterable[HandedIn]) -> tuple[str, ...]:
    """Return the files at the top that cannot be a submission, and are in none."""
    used = {name for handed in taken for name in handed.files.values()}
    return tuple(name for name in shelf.names if "/" not in name and name not in used and not is_submission(name))


def whole_folder(shelf: Shelf, folder: str) -> tuple[str, dict[str, str]]:
    """Return the submission that a folder holds: its name, or the one file in it that is the submission.

    Platforms put what was uploaded into a folder; a zip in it, with nothing beside it that could be graded, is what
    the student handed in.
    """
    inside = [name for name in shelf.names if name.startswith(f"{folder}/") and not name.endswith("/")]
    archives = [name for name in inside if suffix(name) == ".zip"]
    if len(archives) == 1 and not any(suffix(name) in ANSWERS for name in inside):
        return "", {PurePosixPath(archives[0]).name: archives[0]}
    if shelf.top is not None:
        return folder, {}
    return folder, {name.removeprefix(f"{folder}/"): name for name in inside}


def is_submission(name: str) -> bool:
    """Say whether a name at the top may be one student's: a folder, or a file that is or holds answers."""
    if name.endswith("/"):
        return True
    return "/" not in name and suffix(name) in _SUBMISSIONS


def suffix(name: str) -> str:
    """Return the suffix of a file in lower case."""
    return PurePosixPath(name).suffix.lower()


def _handed_in(shelf: Shelf, name: str) -> HandedIn:
    if not name.endswith("/"):
        return HandedIn(PurePosixPath(name).stem, files={name: name})
    label = name.removesuffix("/")
    folder, files = whole_folder(shelf, label)
    return HandedIn(label, folder=folder, files=files)
