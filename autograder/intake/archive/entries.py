"""One thing in a submission, whichever container it came in, and the names it may have."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from autograder.domain.errors import UnreadableSubmission
from autograder.intake.archive.limits import ArchiveLimits

_LEFT_OVER = frozenset(
    "__macosx .ds_store .git .svn .hg .gitignore .gitattributes __pycache__ .ipynb_checkpoints .idea .vscode .venv"
    " venv node_modules .mypy_cache .pytest_cache .ruff_cache thumbs.db desktop.ini".split()
) | {"icon\r"}  # the Finder's, with a carriage return in its name
# control characters, lone surrogates and line separators have no business in a name, nor has text that runs backwards
_FORBIDDEN_CATEGORIES = frozenset({"Cc", "Cs", "Zl", "Zp"})
_BIDIRECTIONAL = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_DRIVE = re.compile(r"[A-Za-z]:")


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of a submission, not yet read.

    Parameters
    ----------
    name
        Relative path with forward slashes, already checked by `clean_name`.
    size_bytes
        Unpacked size as declared; it can lie, so `read` counts.
    read
        Return the content; raises UnreadableSubmission if it is damaged, larger than declared or than the limit.
    odd
        True if its real name has characters that not every system can store; `name` shows others in their place.
    """

    name: str
    size_bytes: int
    read: Callable[[], bytes]
    odd: bool = False


def quoted(name: str) -> str:
    """Return a name for a message: in quotes, without control characters, cut if long."""
    shown = "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in name[:120])
    return f'"{shown}…"' if len(name) > 120 else f'"{shown}"'


def clean_name(raw: str, limits: ArchiveLimits) -> str:
    """Return a path with ``.`` and empty steps removed, its letters composed; ``""`` if nothing is left.

    Raises
    ------
    UnreadableSubmission
        If the path points outside the submission, or is written so that systems disagree where it points.
    """
    reason = _name_problem(raw)
    if reason:
        raise UnreadableSubmission(
            f"The submission holds a file named {quoted(raw)}, {reason}; rename it and zip your files again."
        )
    steps = [step for step in raw.split("/") if step not in ("", ".")]
    if len(steps) > limits.depth:
        raise UnreadableSubmission(
            f"The submission holds folders more than {limits.depth} deep ({quoted(raw)});"
            " put answers.tex and solution.py at the top and zip again."
        )
    if len(raw.encode()) > limits.name_bytes:
        raise UnreadableSubmission(
            f"The submission holds a name longer than {limits.name_bytes} bytes ({quoted(raw)});"
            " shorten it and zip your files again."
        )
    # macOS takes accents apart: the same name must be the same text
    return unicodedata.normalize("NFC", "/".join(steps))


def plain_name(raw: str) -> str:
    """Return a name with every character replaced that not every system can store, for a file that is only listed."""
    return "".join("\N{REPLACEMENT CHARACTER}" if _is_odd(c) or c == "\\" else c for c in raw)


def _is_odd(character: str) -> bool:
    return unicodedata.category(character) in _FORBIDDEN_CATEGORIES or character in _BIDIRECTIONAL


def _name_problem(raw: str) -> str:
    if any(map(_is_odd, raw)):
        return "with characters that no name may have"
    if "\\" in raw:
        return "with a backslash in it"
    if raw.startswith("/") or _DRIVE.match(raw):
        return "an absolute path"
    if ".." in raw.split("/"):
        return "which points outside the submission"
    return ""


def is_left_over(name: str) -> bool:
    """Say whether a path is something a system or an editor left behind, of which nothing need be said."""
    return any(step.lower() in _LEFT_OVER or step.startswith("._") for step in name.split("/"))


def check_collisions(names: Iterable[str]) -> None:
    """Refuse two files that some system would store at one place.

    Raises
    ------
    UnreadableSubmission
        If two names are equal, differ only in case or accents' encoding, or one is both a file and a folder.
    """
    seen: dict[str, str] = {}
    for name in names:
        identity = _identity(name)
        if identity in seen:
            raise _colliding(seen[identity], name)
        seen[identity] = name
    for name in seen.values():
        for folder in _folders(name):
            if folder in seen:
                raise _colliding(seen[folder], name)


def _identity(name: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def _folders(name: str) -> list[str]:
    steps = _identity(name).split("/")
    return ["/".join(steps[:count]) for count in range(1, len(steps))]


def _colliding(first: str, second: str) -> UnreadableSubmission:
    both = f"{quoted(first)} twice" if first == second else f"both {quoted(first)} and {quoted(second)}"
    return UnreadableSubmission(
        f"The submission holds {both}, which would be stored at the same place;"
        " keep one of them and zip your files again."
    )
