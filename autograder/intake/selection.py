"""Choose among the files of a submission: which are the answers, which are read, which are only listed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from autograder.domain.graded import Alert, AlertLevel
from autograder.intake.archive.entries import Entry, quoted

READ_SUFFIXES = frozenset({".tex", ".py", ".txt", ".md", ".csv", ".json"})
_ARCHIVE_SUFFIXES = frozenset({".zip", ".rar", ".7z", ".tar", ".gz", ".tgz", ".bz2", ".xz"})


@dataclass(frozen=True, slots=True)
class Chosen:
    """The file that holds the answers of one kind, or None, and what its author should know of the choice."""

    name: str | None
    alerts: tuple[Alert, ...] = ()


def strip_top_folder(entries: Sequence[Entry]) -> list[Entry]:
    """Return the entries in order of their names, without the one folder that they all lie in, if there is one."""
    tops = {entry.name.split("/", 1)[0] for entry in entries}
    if len(tops) == 1 and all("/" in entry.name for entry in entries):
        entries = [replace(entry, name=entry.name.split("/", 1)[1]) for entry in entries]
    return sorted(entries, key=lambda entry: entry.name)


def choose(names: Sequence[str], wanted: str) -> Chosen:
    """Return the file that stands for `wanted`, such as ``answers.tex``.

    In order: the file of that name at the top; the only file of that name, in any case, anywhere; the only file with
    that suffix. Two candidates are never chosen between.
    """
    if wanted in names:
        return Chosen(wanted)
    suffix = PurePosixPath(wanted).suffix
    for candidates in (
        [name for name in names if PurePosixPath(name).name.lower() == wanted],
        [name for name in names if PurePosixPath(name).suffix.lower() == suffix],
    ):
        if len(candidates) == 1:
            return Chosen(candidates[0], (_taken(candidates[0], wanted),))
        if candidates:
            return Chosen(None, (_ambiguous(candidates, wanted),))
    return Chosen(None)


def is_read(name: str) -> bool:
    """Say whether a file is of a kind that is read; anything else is only listed."""
    return PurePosixPath(name).suffix.lower() in READ_SUFFIXES


def archive_alerts(names: Sequence[str]) -> tuple[Alert, ...]:
    """Return a notice for each archive inside the submission: it is not opened."""
    return tuple(
        Alert(
            AlertLevel.NOTICE,
            f"{quoted(name)} is an archive inside the submission and was not opened.",
            "Put its files into the submission themselves.",
        )
        for name in names
        if PurePosixPath(name).suffix.lower() in _ARCHIVE_SUFFIXES
    )


def odd_name_alerts(names: Sequence[str]) -> tuple[Alert, ...]:
    """Return a notice of the files that were not read because of their names."""
    if not names:
        return ()
    shown = ", ".join(quoted(name) for name in names[:5]) + (", …" if len(names) > 5 else "")
    message = f"Not read, because the name has characters that not every system can store: {shown}."
    return (Alert(AlertLevel.NOTICE, message, "Rename it with plain letters if it matters."),)


def _taken(name: str, wanted: str) -> Alert:
    return Alert(
        AlertLevel.NOTICE,
        f"There is no {wanted} at the top of the submission; {quoted(name)} was read in its place.",
        f"Name the file {wanted} and put it at the top.",
    )


def _ambiguous(candidates: Sequence[str], wanted: str) -> Alert:
    shown = ", ".join(quoted(name) for name in candidates[:5]) + (", …" if len(candidates) > 5 else "")
    return Alert(
        AlertLevel.PROBLEM,
        f"There is no {wanted} at the top of the submission, and several files could stand for it"
        f" ({shown}); none was read.",
        f"Name the one that counts {wanted}, put it at the top, and hand in again.",
    )
