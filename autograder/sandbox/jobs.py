"""What is asked of a sandbox and what it answers: files and requests in, values or faults out."""

import ntpath
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from types import TracebackType
from typing import Protocol, Self

from autograder.domain.faults import Fault
from autograder.domain.handed import Returned
from autograder.sandbox.isolation import Isolation
from autograder.sandbox.limits import Limits
from autograder.wire import Value


@dataclass(frozen=True, slots=True)
class FunctionCall:
    """Call a function of the student's file.

    Parameters
    ----------
    name
        The function's name at the top level of the file.
    arguments
        Parameter name to value. The call is positional, in this order, so that a student may name parameters freely;
        the names are for messages. A `wire.Procedure` arrives as a callable.
    """

    name: str
    arguments: Mapping[str, Value]

    @property
    def subject(self) -> str:
        """What it is about, in a message."""
        return self.name


@dataclass(frozen=True, slots=True)
class NamedValue:
    """Read one entry of a dict at the top level of the student's file."""

    key: str
    table: str = "ANSWERS"

    @property
    def subject(self) -> str:
        """What it is about, in a message."""
        return f'{self.table}["{self.key}"]'


@dataclass(frozen=True, slots=True)
class TopLevelNames:
    """List what the student's file defines: a dict of ``functions``, and of ``keys`` of one of its dicts."""

    table: str = "ANSWERS"

    @property
    def subject(self) -> str:
        """What it is about, in a message."""
        return f"the list of names beside {self.table}"


Request = FunctionCall | NamedValue | TopLevelNames


@dataclass(frozen=True, slots=True)
class Job:
    """One submission's code and what is asked of it.

    Parameters
    ----------
    files
        Relative path with forward slashes to content. The student's code can read them from its working directory.
    entry
        The file that is imported.
    requests
        Served in order, each on its own.
    seed
        `random` and the legacy generator of numpy are seeded with it before the import and before every request.

    Raises
    ------
    ValueError
        If a path leaves the working directory or lies inside another file; submissions are checked for that when
        they are read.
    """

    files: Mapping[str, bytes]
    requests: tuple[Request, ...]
    entry: str = "solution.py"
    limits: Limits = field(default_factory=Limits)
    seed: int = 0

    def __post_init__(self) -> None:
        for name in self.files:
            _check_path(name)
            if any(str(folder) in self.files for folder in PurePosixPath(name).parents):
                raise ValueError(f"{name!r} lies inside another file")
        if not 0 <= self.seed < 2**32:
            raise ValueError(f"a seed is from 0 to 2**32 - 1, not {self.seed}")


def _check_path(name: str) -> None:
    path = PurePosixPath(name)
    escapes = path.is_absolute() or ".." in path.parts or ntpath.splitdrive(name)[0]
    if not path.parts or escapes or "\0" in name or str(path) != name:
        raise ValueError(f"not a plain relative path: {name!r}")


@dataclass(frozen=True, slots=True)
class JobResult:
    """The end of a job.

    Parameters
    ----------
    outcomes
        One for each request, in order.
    output
        What the student's code printed, capped; where something was dropped the last line says how much.
    isolation
        The level that was really in force and its layers, such as ``"S3: limits, Landlock, seccomp"``.
    seconds
        Wall time; not reproducible, so it belongs in a sidecar.
    held
        The layers themselves; None if nothing was run.
    """

    outcomes: tuple[Returned | Fault, ...]
    output: str
    isolation: str
    seconds: float
    held: Isolation | None = None


class Sandbox(Protocol):
    """Runs jobs one at a time; open one for each worker. Closing it leaves no process and no file behind."""

    def run(self, job: Job) -> JobResult:
        """Run one job.

        Raises
        ------
        SandboxFailure
            If the isolation itself could not be set up or broke; nothing that a student writes causes it.
        """
        ...

    def prepare(self) -> None:
        """Begin to start what the first job needs, without waiting for it; for who knows that there will be one."""
        ...

    def close(self) -> None:
        """End every process and remove every file; may be repeated."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...
