"""The layers around a student's process, applied in one order, each reported as live or as missing with its reason."""

import os
import signal
from collections.abc import Callable, Iterator
from functools import partial
from typing import TypeAlias

from autograder.sandbox.isolation import Isolation, Layer
from autograder.sandbox.layers import kernel, landlock, references, resource_limits, seccomp, users
from autograder.sandbox.layers.kernel import Unavailable
from autograder.sandbox.limits import Limits
from autograder.sandbox.surroundings import Surroundings

Step: TypeAlias = Callable[..., None]
"""Applies one layer to this process, for good; the limits are the only one that takes something, a job's `Limits`."""


class Confinement:
    """What this machine can do to a process, made ready once and then applied to one child after another.

    Parameters
    ----------
    surroundings
        What must be out of reach, and which layers are left out.
    parent
        The process whose end ends a child.
    """

    def __init__(self, surroundings: Surroundings, parent: int) -> None:
        self.rules = landlock.prepare(surroundings)
        self._missing: dict[Layer, str] = {}
        self._steps: list[tuple[Layer, Step]] = []
        for layer, step in _steps(surroundings, self.rules, parent):
            if layer in surroundings.masked:
                self._missing[layer] = "left out on purpose"
            elif isinstance(step, Unavailable):
                self._missing[layer] = str(step)
            else:
                self._steps.append((layer, step))

    def apply(self, limits: Limits) -> Isolation:
        """Apply every layer to this process; what the machine turns out to lack is reported, not raised."""
        missing = self._missing.copy()
        for layer, step in self._steps:
            try:
                step(limits) if layer is Layer.LIMITS else step()
            except (Unavailable, OSError) as reason:
                missing[layer] = str(reason)
        return Isolation(missing)


def _steps(
    surroundings: Surroundings, rules: landlock.Rules | Unavailable, parent: int
) -> Iterator[tuple[Layer, Step | Unavailable]]:
    """Yield every layer in order, with what applies it or the reason why nothing can."""
    elsewhere = None if kernel.LINUX else Unavailable("only Linux has it")
    user = surroundings.user
    # made around the process that children are forked from
    yield Layer.NAMESPACES, _nothing if surroundings.walled else Unavailable("only the bubblewrap sandbox makes them")
    yield Layer.SESSION, _lead_a_session
    yield Layer.NO_NEW_PRIVILEGES, elsewhere or kernel.forbid_new_privileges
    yield Layer.LANDLOCK, rules.enter if isinstance(rules, landlock.Rules) else rules
    yield Layer.OWN_USER, users.NO_OTHER if user is None else partial(users.become, user)
    yield Layer.NO_CAPABILITIES, elsewhere or kernel.drop_capabilities
    # after the change of user, which would undo both
    yield Layer.TIED, elsewhere or partial(_tie_to, parent)
    yield Layer.REFERENCES, partial(references.try_them, surroundings.secrets)
    # as much address space as is in use now comes on top: none of the student's code is loaded
    yield Layer.LIMITS, partial(resource_limits.apply, resource_limits.mapped_bytes(), user is not None)
    yield Layer.SECCOMP, elsewhere or seccomp.enter


def _nothing() -> None:
    pass


def _lead_a_session() -> None:
    if os.getsid(0) != os.getpid():
        os.setsid()


def _tie_to(parent: int) -> None:
    kernel.end_with_parent(signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)
    kernel.forbid_inspection()
