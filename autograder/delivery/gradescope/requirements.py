"""The exact versions that grade here, for the image to install: names and versions, no addresses."""

import tomllib
from collections.abc import Iterable, Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from autograder.domain.errors import UsageError


def pinned_requirements(root: Distribution) -> str:
    """Return the lines of a requirements.txt: everything that `root` needs to run, as it is installed here.

    What another platform would need and is not installed here is left to that platform's installer, which finds it as
    a requirement of what is listed. Markers are kept, so that a line meant for another platform is passed over there.
    """
    pins: dict[str, str] = {}
    waiting = list(_needed(root))
    while waiting:
        needed = waiting.pop()
        name = canonicalize_name(needed.name)
        found = _installed(name)
        if found is None or name in pins:
            continue
        marker = f"; {needed.marker}" if needed.marker is not None else ""
        pins[name] = f"{name}=={found.version}{marker}"
        waiting += _needed(found, needed.extras)
    return "".join(f"{pins[name]}\n" for name in sorted(pins))


def refuse_outdated(root: Distribution, checkout: Path) -> None:
    """Refuse to pack an editable installation that is older than the requirements of its checkout.

    Raises
    ------
    UsageError
        Saying how to bring it up to date.
    """
    path = checkout / "pyproject.toml"
    project = tomllib.loads(path.read_text(encoding="utf-8")).get("project", {}) if path.is_file() else {}
    if project.get("name") != root.name:
        return  # an installed copy
    if _same(project["dependencies"]) != _same(str(needed) for needed in _needed(root)):
        raise UsageError(
            f'this installation is older than {path}, which asks for other packages; run "pip install -e ." there'
        )


def _same(requirements: Iterable[str]) -> frozenset[str]:
    return frozenset(str(Requirement(one)) for one in requirements)


def _needed(found: Distribution, extras: Iterable[str] = ()) -> Iterator[Requirement]:
    """Yield what a distribution needs, beside what only an extra that nobody asked for would need."""
    for line in found.requires or ():
        needed = Requirement(line)
        if needed.marker is None or "extra" not in str(needed.marker):
            yield needed
        elif any(needed.marker.evaluate({"extra": extra}) for extra in extras):
            needed.marker = None  # it holds here, and "extra" means nothing outside this distribution
            yield needed


def _installed(name: str) -> Distribution | None:
    try:
        return distribution(name)
    except PackageNotFoundError:
        return None
