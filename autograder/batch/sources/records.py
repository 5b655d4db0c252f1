"""What a source of submissions is read into, whichever system it came from."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody as a roster or an export names them; every field may be empty.

    Parameters
    ----------
    handle
        The number by which the learning platform knows them, where it is not their student id.
    due
        Their own due date, where they have an extension, as the roster writes it.
    """

    name: str = ""
    sid: str = ""
    email: str = ""
    sections: tuple[str, ...] = ()
    handle: str = ""
    due: str = ""


@dataclass(frozen=True, slots=True)
class HandedIn:
    """One submission, not yet opened.

    Parameters
    ----------
    label
        What the source calls it; it names the submission in messages, and its author where nobody else does.
    people
        Who handed it in, several for a group; nobody where only the label can tell.
    folder
        Folder of the shelf that is the submission as it stands; empty if it is made of `files`.
    files
        Name in the submission to name on the shelf.
    marked_late
        True if the platform says that it came late, whether or not it says when it came.
    """

    label: str
    people: tuple[Person, ...] = ()
    folder: str = ""
    files: Mapping[str, str] = field(default_factory=dict)
    submission_id: str = ""
    submitted_at: str = ""
    marked_late: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """What lies in a source.

    Parameters
    ----------
    submissions
        By label.
    left_alone
        Files that are no submissions and belong to no export.
    """

    submissions: tuple[HandedIn, ...]
    left_alone: tuple[str, ...] = ()
