"""Open what a student handed in and say what is in it."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from types import MappingProxyType

from autograder.domain.errors import UnreadableSubmission
from autograder.domain.graded import Alert, AlertLevel, SubmittedFile
from autograder.intake.archive.entries import Entry, quoted
from autograder.intake.archive.limits import ArchiveLimits
from autograder.intake.archive.sources import open_entries
from autograder.intake.decoding import decode_text
from autograder.intake.selection import archive_alerts, choose, is_read, odd_name_alerts, strip_top_folder

ANSWERS_TEX = "answers.tex"
SOLUTION_PY = "solution.py"

_COMPONENT_BYTES = 200


@dataclass(frozen=True, slots=True)
class Submission:
    """What was handed in, all of it read that can matter.

    Parameters
    ----------
    files
        Path, without a common top folder, to content: the files that were read.
    received
        Every file, in order of their names; `sha256` is empty for those only listed.
    sha256
        Fingerprint of `files`, in hexadecimal: the same for a zip, a folder and a zip of the same files by another
        tool or at another time.
    alerts
        What its author should know about the submission as a whole.
    answers_name, answers_tex
        The LaTeX file and its text; both None if there is none, the text alone if it is no text.
    solution_name, solution_py
        The Python file and its bytes, or None.
    solution_files
        What the sandbox puts beside the code: `solution.py`, and whatever else was read from its folder.
    """

    files: Mapping[str, bytes]
    received: tuple[SubmittedFile, ...]
    sha256: str
    alerts: tuple[Alert, ...]
    answers_name: str | None
    answers_tex: str | None
    solution_name: str | None
    solution_py: bytes | None
    solution_files: Mapping[str, bytes]


def open_submission(path: Path | str, limits: ArchiveLimits = ArchiveLimits()) -> Submission:  # noqa: B008
    """Read a submission: a zip file, a folder, or a single ``.tex`` or ``.py`` file.

    Nothing is written to disk and nothing is run.

    Raises
    ------
    UnreadableSubmission
        If it cannot be opened safely; the text is one sentence: what is wrong, where, and what to do next.
    """
    with open_entries(Path(path), limits) as found:
        entries = strip_top_folder(found)
        if not entries:
            raise UnreadableSubmission("The submission holds no files; hand in a zip of answers.tex and solution.py.")
        names = [entry.name for entry in entries if not entry.odd]
        answers, solution = choose(names, ANSWERS_TEX), choose(names, SOLUTION_PY)
        needed = [name for name in (answers.name, solution.name) if name is not None]
        files, reading_alerts = _read([entry for entry in entries if not entry.odd], needed, limits)
    text, text_alerts = (None, ()) if answers.name is None else decode_text(answers.name, files[answers.name])
    alerts = (*answers.alerts, *solution.alerts, *text_alerts, *reading_alerts, *archive_alerts(names))
    alerts += odd_name_alerts([entry.name for entry in entries if entry.odd])
    return Submission(
        files=MappingProxyType(files),
        received=tuple(_received(entry, files) for entry in entries),
        sha256=_fingerprint(files),
        alerts=alerts if needed or answers.alerts or solution.alerts else (*alerts, _nothing_to_grade()),
        answers_name=answers.name,
        answers_tex=text,
        solution_name=solution.name,
        solution_py=None if solution.name is None else files[solution.name],
        solution_files=MappingProxyType(_beside(solution.name, files)),
    )


def _read(
    entries: Sequence[Entry], needed: Sequence[str], limits: ArchiveLimits
) -> tuple[dict[str, bytes], tuple[Alert, ...]]:
    """Read the needed files whatever they cost, then the others of a text kind while there is room."""
    files: dict[str, bytes] = {}
    skipped = []
    room = limits.read_bytes
    for entry in sorted(entries, key=lambda entry: entry.name not in needed):
        if entry.name in needed:
            files[entry.name] = entry.read()
        elif not is_read(entry.name):
            continue
        elif entry.size_bytes > min(room, limits.file_bytes):
            skipped.append(_left_unread(entry.name))
        else:
            files[entry.name] = entry.read()
        room -= len(files.get(entry.name, b""))
    return {name: files[name] for name in sorted(files)}, tuple(skipped)


def _received(entry: Entry, files: Mapping[str, bytes]) -> SubmittedFile:
    content = files.get(entry.name)
    digest = "" if content is None else hashlib.sha256(content).hexdigest()
    return SubmittedFile(entry.name, entry.size_bytes if content is None else len(content), digest)


def _fingerprint(files: Mapping[str, bytes]) -> str:
    digest = hashlib.sha256()
    for name in sorted(files):
        # lengths keep a name's end and a content's start apart
        for part in (name.encode(), files[name]):
            digest.update(len(part).to_bytes(8, "big"))
            digest.update(part)
    return digest.hexdigest()


def _beside(solution: str | None, files: Mapping[str, bytes]) -> dict[str, bytes]:
    if solution is None:
        return {}
    folder = PurePosixPath(solution).parent
    beside = {
        str(PurePosixPath(name).relative_to(folder)): content
        for name, content in files.items()
        if PurePosixPath(name).is_relative_to(folder) and name != solution and _fits_beside(name)
    }
    return {**beside, SOLUTION_PY: files[solution]}


def _fits_beside(name: str) -> bool:
    # no file system takes a component of more than 255 bytes; leave room for a folder of ours
    short = all(len(component.encode()) <= _COMPONENT_BYTES for component in PurePosixPath(name).parts)
    return short and not name.lower().endswith(".tex")


def _left_unread(name: str) -> Alert:
    return Alert(
        AlertLevel.WARNING,
        f"{quoted(name)} is too large and was not read.",
        "Hand in only answers.tex, solution.py and what they use.",
    )


def _nothing_to_grade() -> Alert:
    return Alert(
        AlertLevel.PROBLEM,
        "The submission has neither an answers.tex nor a solution.py, so there is nothing to grade.",
        "Put one of them, or both, at the top of the zip and hand in again.",
    )
