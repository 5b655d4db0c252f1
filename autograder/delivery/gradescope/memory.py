"""How the container's memory is shared: so much for the grader itself, the rest for one hungry process at a time.

A student's code runs first, and is judged when all of it has ended; so each may have the same room.
"""

from pathlib import Path

OWN_BYTES = 320 * 1024**2
"""What the grader itself needs at its peak: 190 MB were measured; see docs/gradescope.md."""
LEAST_BYTES = 96 * 1024**2

_LIMITS = ("sys/fs/cgroup/memory.max", "sys/fs/cgroup/memory/memory.limit_in_bytes")


def room_for_one(container_mb: int, root: Path = Path("/")) -> int:
    """Return the bytes that one student's process, or one judge, may take.

    Parameters
    ----------
    container_mb
        The container's memory as the assignment declares it; the system's own word counts if it is less.
    root
        Where the system's files are.
    """
    told = [limit for name in _LIMITS if (limit := _limit(root / name)) is not None]
    return max(LEAST_BYTES, min([container_mb * 1024**2, *told]) - OWN_BYTES)


def _limit(path: Path) -> int | None:
    try:
        return int(path.read_text())
    except (OSError, ValueError):  # not there, or "max"
        return None
