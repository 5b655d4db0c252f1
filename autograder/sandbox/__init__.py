"""A student's code runs here: in a process that never holds a reference, under limits, answering in values only.

The supervisor (this process: clock, caps, decoding) has a child started for each job, by forking a warm process or from
nothing. The child confines itself (`layers`), imports the student's file and serves requests one at a time
(`child.py`). What comes back is a value of `autograder.wire` or a `Fault` in the student's words; only what decides
elsewhere turns it into credit. A crash, an endless loop or an exit costs the request it happened in.
"""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from autograder.domain.errors import SandboxFailure
from autograder.domain.handed import Returned
from autograder.sandbox import bubblewrap
from autograder.sandbox.bubblewrap import open_bubblewrap
from autograder.sandbox.forked import ForkedSandbox
from autograder.sandbox.fresh import FreshSandbox
from autograder.sandbox.isolation import Isolation, Layer, Level
from autograder.sandbox.jobs import FunctionCall, Job, JobResult, NamedValue, Request, Sandbox, TopLevelNames
from autograder.sandbox.layers import kernel, landlock
from autograder.sandbox.limits import Limits
from autograder.sandbox.policy import Policy, default_minimum

__all__ = [
    "SANDBOXES",
    "ForkedSandbox",
    "FreshSandbox",
    "FunctionCall",
    "Isolation",
    "Job",
    "JobResult",
    "Layer",
    "Level",
    "Limits",
    "NamedValue",
    "Policy",
    "Request",
    "Returned",
    "Sandbox",
    "TopLevelNames",
    "best_sandbox",
    "default_minimum",
    "open_sandbox",
]

SANDBOXES: Mapping[str, Callable[[Policy], Sandbox]] = MappingProxyType(
    {"forked": ForkedSandbox, "bubblewrap": open_bubblewrap, "fresh": FreshSandbox}
)
"""Name to backend."""


def best_sandbox() -> str:
    """Return the name of the backend that isolates best here."""
    if not kernel.LINUX:
        return "fresh"
    return "bubblewrap" if landlock.version() < 1 and bubblewrap.works() else "forked"


def open_sandbox(name: str | None = None, minimum: str | None = None, secrets: Sequence[Path] = ()) -> Sandbox:
    """Return an open sandbox, to be used in a ``with`` statement, and close this process to inspection by others.

    Parameters
    ----------
    name
        A key of `SANDBOXES`; without one, the best that this system has.
    minimum
        Least `Level` of isolation, or its name, under which a student's code is run at all; without one,
        `default_minimum`.
    secrets
        Folders of references, which no student's process may read.

    Raises
    ------
    SandboxFailure
        If there is no such backend, or it cannot be started here.
    """
    if kernel.LINUX:
        # a student's process of the same user must not read this one's memory, where the references will be
        kernel.forbid_inspection()
    name = name or best_sandbox()
    if name not in SANDBOXES:
        raise SandboxFailure(f'there is no sandbox "{name}"; there are: {", ".join(SANDBOXES)}')
    return SANDBOXES[name](Policy(Level(minimum) if minimum else default_minimum(), tuple(secrets)))
