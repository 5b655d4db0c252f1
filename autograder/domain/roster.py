"""Who handed in: the people of a class as a roster, an export or a folder's name knows them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Participant:
    """One student, or one group, of a class.

    Parameters
    ----------
    key
        Unique in the class and safe as a folder's name; pages and files of this participant are found under it.
    name
        As the roster writes it; the key where no name is known.
    sid
        Student id, text as it was given: leading zeros count.
    submitted_at
        ISO 8601 with its offset as the export gave it; empty if unknown.
    """

    key: str
    name: str
    sid: str = ""
    email: str = ""
    sections: tuple[str, ...] = ()
    submission_id: str = ""
    submitted_at: str = ""
