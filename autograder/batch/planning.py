"""Cut work into chunks: small enough that little is lost with one, large enough that none is mostly talk."""

from collections.abc import Iterator, Sequence

from autograder.batch.executor import Task

_LARGEST = 8
_CHUNKS_A_WORKER = 8


def plan(kind: str, items: Sequence[str], workers: int, run: str) -> Iterator[Task]:
    """Yield tasks that cover all items.

    Parameters
    ----------
    run
        Tells this run's result files from those of a run that was killed and may still be writing one.
    """
    size = max(1, min(_LARGEST, len(items) // (workers * _CHUNKS_A_WORKER)))
    for number, first in enumerate(range(0, len(items), size)):
        yield Task(f"{kind}-{run}-{number}", kind, tuple(items[first : first + size]))


def singly(kind: str, items: Sequence[str], run: str) -> Iterator[Task]:
    """Yield a task for each item alone: whose fault a death was is plain then."""
    for number, item in enumerate(items):
        yield Task(f"{kind}-{run}-alone-{number}", kind, (item,))
