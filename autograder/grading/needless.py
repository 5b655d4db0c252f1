"""Which questions need no process: those of whose names a submission that was loaded once before has none.

Every rule errs on the side of running: what is left out here must have come out as "not handed in" all the same.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence

from autograder.domain.faults import Fault, FaultKind
from autograder.domain.handed import Returned
from autograder.sandbox import FunctionCall, JobResult, NamedValue, Request

_MANY = 400
"""Fewer names than a child lists at most: a longer list may have been cut."""

_UNSEEN = re.compile(
    r"\b(?:exec|eval|globals|locals|vars|setattr|delattr|getattr|global|__\w+__|importlib|runpy|modules"
    r"|pickle|marshal|ctypes|inspect|builtins|f_globals)\b|import\s*[(\\]?\s*\*"
)
"""Ways to make a name that is not written out."""

_NAMED = re.compile(r"__(?:name|main|init|future|call|file|doc|version|repr|str|eq|len|getitem|iter)__")
"""Usual names with underscores, which make no others."""

_ENCODING = re.compile(r"coding[=:]\s*([-\w.]+)")


class Sources:
    """The text of all of a submission's code, asked whether a name is written in it."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        try:
            text = "\n".join(content.decode() for name, content in files.items() if name.endswith(".py"))
        except UnicodeDecodeError:
            text, encodings = "", {"unknown"}
        else:
            encodings = {found.lower() for found in _ENCODING.findall(text)}
        # Python reads identifiers in this form
        self._text = unicodedata.normalize("NFKC", text)
        self._plain = encodings <= {"utf-8", "utf8"} and not _UNSEEN.search(_NAMED.sub("", self._text))

    def may_make(self, names: Iterable[str]) -> bool:
        """Say whether loading the code may make one of these names; True where nobody can tell."""
        return not self._plain or any(name in self._text for name in names)


class Loaded:
    """What the first load of a file has shown; the next one is alike.

    Parameters
    ----------
    requests, result
        Of the job that loaded it without a fault.
    listed
        The reply to `sandbox.TopLevelNames`, after all of them.
    """

    def __init__(self, requests: Sequence[Request], result: JobResult, listed: Returned | Fault) -> None:
        names = listed.value if isinstance(listed, Returned) else None
        keys = names.get("keys") if isinstance(names, Mapping) else None
        self._keys = keys if isinstance(keys, list) and len(keys) < _MANY else None
        pairs = zip(requests, result.outcomes, strict=False)
        looked_up = [_was_looked_up(found) for request, found in pairs if isinstance(request, NamedValue)]
        self._readable = bool(looked_up) and all(looked_up)
        self.silent = not result.output
        """Whether nothing was printed: what a file prints when it is loaded is part of the record."""

    def may_hold(self, keys: Sequence[str]) -> bool:
        """Say whether the table of answers may hold one of these keys, or be no table at all."""
        return self._keys is None or not self._readable or any(key in self._keys for key in keys)


def is_needless(requests: Sequence[Request], sources: Sources, loaded: Loaded) -> bool:
    """Say whether every one of these requests would come out as missing."""
    functions = {request.name for request in requests if isinstance(request, FunctionCall)}
    keys = [request.key for request in requests if isinstance(request, NamedValue)]
    return loaded.silent and not sources.may_make([*functions, *keys]) and not (keys and loaded.may_hold(keys))


def _was_looked_up(outcome: Returned | Fault) -> bool:
    """Say whether the table was there to look into, or not there at all: anything else is a fault to be told."""
    return isinstance(outcome, Returned) or outcome.fault is FaultKind.MISSING
