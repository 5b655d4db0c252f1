"""Processor time of whole families of processes, those included that nobody in the family waits for.

A judge is killed together with the host it was forked from, so that only an ancestor who adopts orphans can count it.
"""

import os
import resource
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress

from autograder.sandbox.layers import kernel


def processor_seconds() -> float:
    """Return the processor time of this process and of all that it has waited for."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


@contextmanager
def orphans_counted() -> Iterator[None]:
    """Adopt whatever is orphaned inside, and wait for it at the end, so that `processor_seconds` has it."""
    kernel.adopt_orphans()
    yield
    with suppress(ChildProcessError):
        while True:
            os.wait()


def seconds_of(command: Sequence[str]) -> float:
    """Return the processor time of a command with everything it starts."""
    begun = processor_seconds()
    with orphans_counted():
        subprocess.run(command, check=True)
    return processor_seconds() - begun
