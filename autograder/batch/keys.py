"""Names of folders: unique in a class, safe on every system, and the same whoever else hands in."""

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

_LONGEST = 48
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
_UNSAFE = re.compile(r"[^a-z0-9._-]+")


def unique_keys(names: Sequence[str]) -> tuple[str, ...]:
    """Return a key for each name; names that differ give keys that differ.

    A name that is safe is its own key, in small letters. Any other loses what is unsafe and gains a fingerprint, and so
    do all names whose keys would be the same; none is numbered, since a number would depend on who else is there.
    """
    plain = [_plain(name) for name in names]
    times = Counter(plain)
    return tuple(
        key if key == name.lower() and times[key] == 1 else f"{key[:_LONGEST]}-{fingerprint(name)}"
        for name, key in zip(names, plain, strict=True)
    )


def fingerprint(*parts: str) -> str:
    """Return eight hexadecimal digits that stand for texts."""
    joined = "\0".join(parts).encode("utf-8", "surrogatepass")
    return hashlib.sha256(joined).hexdigest()[:8]


def _plain(name: str) -> str:
    ascii_only = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    plain = _UNSAFE.sub("-", ascii_only).strip("-._")
    if not plain or len(plain) > _LONGEST or _RESERVED.fullmatch(plain):
        return f"student-{plain[: _LONGEST - 8]}".rstrip("-")
    return plain
