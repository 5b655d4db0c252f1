"""The platform's half a processor and 768 MB, where this machine lets us make cgroups of either version."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

BASE = Path("/sys/fs/cgroup")
PERIOD = 100_000


@dataclass(frozen=True, slots=True)
class Cgroups:
    """The folders to join; empty where none could be made."""

    folders: tuple[Path, ...]

    @property
    def peak_bytes(self) -> int | None:
        """The most memory that was in use at once, page cache included."""
        for folder in self.folders:
            for name in ("memory.max_usage_in_bytes", "memory.peak"):
                with suppress(OSError):
                    return int((folder / name).read_text())
        return None


def available() -> bool:
    """Whether cgroups can be made here."""
    return all(os.access(folder.parent, os.W_OK) for folder, _ in _wanted("any", 1, 1))


@contextmanager
def limited(name: str, processors: float, memory_mb: int) -> Iterator[Cgroups]:
    """Make cgroups that hold what joins them; none are left afterwards. Without cgroups here, nothing is held."""
    made: list[Path] = []
    try:
        for folder, settings in _wanted(name, processors, memory_mb) if available() else ():
            folder.mkdir()
            made.append(folder)
            for file, value in settings:
                (folder / file).write_text(value)
        yield Cgroups(tuple(made))
    finally:
        for folder in made:
            folder.rmdir()


def _wanted(name: str, processors: float, memory_mb: int) -> list[tuple[Path, list[tuple[str, str]]]]:
    quota, memory = str(int(processors * PERIOD)), str(memory_mb * 1024**2)
    if (BASE / "cgroup.controllers").exists():
        return [(BASE / name, [("cpu.max", f"{quota} {PERIOD}"), ("memory.max", memory), ("memory.swap.max", "0")])]
    return [
        (BASE / "cpu" / name, [("cpu.cfs_period_us", str(PERIOD)), ("cpu.cfs_quota_us", quota)]),
        (BASE / "memory" / name, [("memory.limit_in_bytes", memory)]),
    ]
