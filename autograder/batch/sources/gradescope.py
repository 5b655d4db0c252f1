"""An export of submissions from Gradescope: ``submission_metadata.yml`` and one folder a submission."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from autograder.batch.sources.plain import whole_folder
from autograder.batch.sources.records import HandedIn, Person
from autograder.batch.sources.shelves import Shelf
from autograder.domain.errors import UsageError

METADATA = "submission_metadata.yml"
# it holds the results of every submission and of every earlier one
_MOST_BYTES = 512 * 1024 * 1024
_TIME = re.compile(r"(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)(?:\.\d+)?\s*(Z|UTC|[+-]\d\d:?\d\d)?")


def read_gradescope(shelf: Shelf) -> tuple[HandedIn, ...] | None:
    """Return the submissions of a Gradescope export, or None if this is none.

    Raises
    ------
    UsageError
        If its metadata cannot be read, or do not name one of its folders.
    """
    if METADATA not in shelf.names:
        return None
    metadata = _load(shelf)
    folders = {name.removesuffix("/") for name in shelf.names if name.endswith("/")}
    unnamed = sorted(folders - set(metadata))
    if unnamed:
        raise UsageError(f"{METADATA} does not name the folder {unnamed[0]}; export the submissions again")
    return tuple(_handed_in(shelf, folder, metadata[folder]) for folder in sorted(folders))


def _load(shelf: Shelf) -> Mapping[str, Any]:
    import yaml

    # the plainest loader: every scalar stays text, so that 00123 keeps its zeros and nothing is constructed
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    with shelf.open(METADATA) as stream:
        written = stream.read(_MOST_BYTES + 1)
    try:
        loaded = yaml.load(written[:_MOST_BYTES], Loader=loader)  # noqa: S506 - the plainest there is, see above
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f" at line {mark.line + 1}" if mark is not None else ""
        raise UsageError(f"{METADATA} cannot be read{where}; export the submissions again") from None
    if not isinstance(loaded, dict):
        raise UsageError(f"{METADATA} lists no submissions; export the submissions again")
    return loaded


def _handed_in(shelf: Shelf, folder: str, found: Any) -> HandedIn:
    facts = _plain_keys(found)
    kept, files = whole_folder(shelf, folder)
    return HandedIn(
        label=folder,
        people=tuple(_people(facts.get("submitters"))),
        folder=kept,
        files=files,
        submission_id=folder.rpartition("_")[2],
        submitted_at=_time(facts.get("created_at")),
    )


def _people(submitters: Any) -> Iterator[Person]:
    for submitter in submitters if isinstance(submitters, list) else ():
        facts = _plain_keys(submitter)
        yield Person(name=_text(facts.get("name")), sid=_text(facts.get("sid")), email=_text(facts.get("email")))


def _plain_keys(found: Any) -> dict[str, Any]:
    """Return a mapping without the colons that Ruby's symbols have as YAML."""
    return {str(key).lstrip(":"): value for key, value in found.items()} if isinstance(found, dict) else {}


def _text(value: Any) -> str:
    return value.strip() if isinstance(value, str) and value not in ("null", "~") else ""


def _time(value: Any) -> str:
    """Return ISO 8601 from ``2022-03-01 12:00:00.000000000 Z``; empty if it is no time."""
    match = _TIME.fullmatch(_text(value))
    if match is None:
        return ""
    zone = match[3] or ""
    offset = "+00:00" if zone in ("Z", "UTC") else zone if ":" in zone or not zone else f"{zone[:3]}:{zone[3:]}"
    return f"{match[1]}T{match[2]}{offset}"
