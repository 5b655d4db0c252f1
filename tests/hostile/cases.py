"""The hostile submissions: where they are, what must come of them, and how they are handed in."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from tests.hostile.makers import MAKERS

SUBMISSIONS = Path(__file__).resolve().parent / "submissions"
_EXPECTED = "expected.toml"


class Expected(BaseModel):
    """`expected.toml` of a hostile submission.

    Parameters
    ----------
    about
        What it does, in one sentence.
    earns
        Criteria whose honest answers it hands in: each earns all its points, and no other criterion earns any.
    may_earn
        Criteria that earn something by chance, or in part.
    awaits
        Criteria that await a person.
    says
        Regular expression found in what its author is told: an alert, a fault, why it could not be read.
    prints
        Regular expression found in what its author is shown of what was printed.
    made_by
        Key of `MAKERS`, where the submission must not lie in a repository as it is.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    about: str
    earns: tuple[str, ...] = ()
    may_earn: tuple[str, ...] = ()
    awaits: tuple[str, ...] = ()
    says: str = ""
    prints: str = ""
    made_by: str = ""


@dataclass(frozen=True)
class Hostile:
    """One hostile submission."""

    group: str
    name: str
    folder: Path
    expected: Expected

    def __str__(self) -> str:
        return f"{self.group}-{self.name}"

    def hand_in(self, place: Path, words: Mapping[str, str]) -> Path:
        """Write it below `place`, with the words filled in, and return what is handed in."""
        if self.expected.made_by:
            return MAKERS[self.expected.made_by](place, words)
        for path in sorted(self.folder.rglob("*")):
            if path.is_file() and path.name != _EXPECTED:
                target = place / path.relative_to(self.folder)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(_filled_in(path.read_bytes(), words))
        return place


def load_hostile() -> tuple[Hostile, ...]:
    """Return every hostile submission, in order of group and name."""
    return tuple(
        Hostile(path.parent.parent.name, path.parent.name, path.parent, _read(path))
        for path in sorted(SUBMISSIONS.glob(f"*/*/{_EXPECTED}"))
    )


def representatives(every: Sequence[Hostile], step: int) -> tuple[Hostile, ...]:
    """Return one in `step` of each group, the first of each among them."""
    groups: dict[str, list[Hostile]] = {}
    for one in every:
        groups.setdefault(one.group, []).append(one)
    return tuple(one for group in groups.values() for one in group[::step])


def _read(path: Path) -> Expected:
    return Expected.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))


def _filled_in(content: bytes, words: Mapping[str, str]) -> bytes:
    for word, meaning in words.items():
        content = content.replace(f"@{word}@".encode(), meaning.encode())
    return content
