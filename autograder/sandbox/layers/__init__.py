"""The layers around a student's process, applied in one order, each reported as live or as missing with its reason."""

import os
import signal
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from autograder.sandbox.isolation import Isolation, Layer
from autograder.sandbox.layers import kernel, landlock, references, resource_limits, seccomp, users
from autograder.sandbox.layers.kernel import Unavailable
from autograder.sandbox.limits import Limits
from autograder.sandbox.surroundings import Surroundings


@dataclass(frozen=True, slots=True)
class Confinement:
    """What the layers need to know.

    Parameters
    ----------
    readable
        The prepared Landlock rules, or the reason why there are none.
    user
        The user to become, or None to stay.
    parent
        The process whose end ends this one.
    mapped_bytes
        Address space in use before any of the student's code is loaded.
    surroundings
        What must be out of reach, and which layers are left out.
    """

    limits: Limits
    readable: landlock.Rules | Unavailable
    user: int | None
    parent: int
    mapped_bytes: int
    surroundings: Surroundings


def confine(confinement: Confinement) -> Isolation:
    """Apply every layer to this process, for good; what the machine lacks is reported, not raised."""
    missing: dict[Layer, str] = {}
    for layer, apply in LAYERS.items():
        try:
            _unless_masked(layer, confinement)
            apply(confinement)
        except (Unavailable, OSError) as reason:
            missing[layer] = str(reason)
    return Isolation(missing)


def _unless_masked(layer: Layer, confinement: Confinement) -> None:
    if layer in confinement.surroundings.masked:
        raise Unavailable("left out on purpose")


def _namespaces(confinement: Confinement) -> None:
    # made around the process that this one was forked from
    if not confinement.surroundings.walled:
        raise Unavailable("only the bubblewrap sandbox makes them")


def _session(_: Confinement) -> None:
    if os.getsid(0) != os.getpid():
        os.setsid()


def _no_new_privileges(_: Confinement) -> None:
    _only_on_linux()
    kernel.forbid_new_privileges()


def _landlock(confinement: Confinement) -> None:
    if isinstance(confinement.readable, Unavailable):
        raise confinement.readable
    confinement.readable.enter()


def _own_user(confinement: Confinement) -> None:
    if confinement.user is None:
        raise Unavailable("only root can become another user, and only one who can read Python's own files")
    users.become(confinement.user)


def _no_capabilities(_: Confinement) -> None:
    _only_on_linux()
    kernel.drop_capabilities()


def _tied(confinement: Confinement) -> None:
    # after the change of user, which would undo both
    _only_on_linux()
    kernel.end_with_parent(signal.SIGKILL)
    if os.getppid() != confinement.parent:
        os._exit(1)
    kernel.forbid_inspection()


def _references(confinement: Confinement) -> None:
    references.try_them(confinement.surroundings.secrets)


def _limits(confinement: Confinement) -> None:
    own_user = confinement.user is not None
    resource_limits.apply(confinement.limits, confinement.mapped_bytes, own_user)


def _seccomp(_: Confinement) -> None:
    _only_on_linux()
    seccomp.enter()


def _only_on_linux() -> None:
    if not kernel.LINUX:
        raise Unavailable("only Linux has it")


LAYERS: Mapping[Layer, Callable[[Confinement], None]] = MappingProxyType(
    {
        Layer.NAMESPACES: _namespaces,
        Layer.SESSION: _session,
        Layer.NO_NEW_PRIVILEGES: _no_new_privileges,
        Layer.LANDLOCK: _landlock,
        Layer.OWN_USER: _own_user,
        Layer.NO_CAPABILITIES: _no_capabilities,
        Layer.TIED: _tied,
        Layer.REFERENCES: _references,
        Layer.LIMITS: _limits,
        Layer.SECCOMP: _seccomp,
    }
)
