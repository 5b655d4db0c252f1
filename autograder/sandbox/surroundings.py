"""What all children of one sandbox have in common, as it is told to the process that starts them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.sandbox.isolation import Layer, Level
from autograder.wire import WireLimits, decode, encode

_SECRET_ENDINGS = frozenset({".py", ".toml"})
_MOST_FOLDERS = 20
_OURS = WireLimits(message_bytes=1 << 20)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Where children are started, and what they must not reach.

    Parameters
    ----------
    root
        Folder of the jobs.
    secrets
        Files and folders that no child may read.
    user
        The user that a child becomes, or None to stay.
    minimum
        Least level of isolation under which a student's file is imported.
    walled
        Whether all of it happens in namespaces of its own, where only a few folders exist.
    masked
        Layers that are left out, for tests and measurements.
    """

    root: str
    secrets: tuple[str, ...] = ()
    user: int | None = None
    minimum: Level = Level.S0
    walled: bool = False
    masked: tuple[Layer, ...] = ()


def encode_surroundings(surroundings: Surroundings) -> bytes:
    """Write them as one record."""
    return encode(
        {
            "root": surroundings.root,
            "secrets": list(surroundings.secrets),
            "user": surroundings.user,
            "minimum": str(surroundings.minimum),
            "walled": surroundings.walled,
            "masked": [str(layer) for layer in surroundings.masked],
        }
    )


def decode_surroundings(message: bytes) -> Surroundings:
    """Read that record in the process that is told."""
    raw: Any = decode(message, _OURS)
    return Surroundings(
        raw["root"],
        tuple(raw["secrets"]),
        raw["user"],
        Level(raw["minimum"]),
        raw["walled"],
        tuple(map(Layer, raw["masked"])),
    )


def secret_paths(folders: Iterable[Path]) -> tuple[str, ...]:
    """Return the folders of references with some of the files in them: each may have permissions of its own.

    The folder that an installed package carries is always among them.
    """
    shipped = Path(__file__).resolve().parents[1] / "shipped" / "reference"
    found: dict[Path, None] = {}
    for folder in (*(folder.resolve() for folder in folders), shipped):
        if folder.is_dir():
            found |= dict.fromkeys((folder, *_samples(folder)))
    return tuple(map(str, found))


def _samples(folder: Path) -> Iterator[Path]:
    """Yield the first file of the folder and of each folder in it: every child tries each of them."""
    below = sorted(path for path in folder.iterdir() if path.is_dir())[:_MOST_FOLDERS]
    for one in (folder, *below):
        yield from sorted(path for path in one.iterdir() if path.suffix in _SECRET_ENDINGS)[:1]
